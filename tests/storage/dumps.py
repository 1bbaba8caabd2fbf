"""Databases as they stood on main: in SQLite the dump as it is, in PostgreSQL its rows under its tables."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection

from bot.storage import migrate
from bot.storage.database import file_of, transaction
from bot.storage.store import Store

VERSIONS = "alembic_version"
READ: dict[type, Callable[[Any], Any]] = {
    sa.Boolean: bool,
    sa.JSON: json.loads,
    sa.DateTime: lambda value: dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC),
    sa.Date: dt.date.fromisoformat,
}
"""How a value that SQLite keeps as a text or a number is read."""


async def filled(store: Store, dump: Path) -> None:
    """Fill an empty database with what a dump holds, under the tables of its version."""
    if path := file_of(store.engine):
        with closing(sqlite3.connect(path)) as file:
            file.executescript(dump.read_text("utf-8"))
        return
    async with transaction(store.engine) as connection:
        await connection.run_sync(lambda bare: _as_of(bare, dump.stem))
        await connection.run_sync(lambda bare: _copied(bare, dump))
        await connection.commit()


def _as_of(connection: Connection, version: str) -> None:
    config = migrate._config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _copied(connection: Connection, dump: Path) -> None:
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # the trail only grows
    metadata = sa.MetaData()
    metadata.reflect(connection)
    tables = [table for table in metadata.sorted_tables if table.name != VERSIONS]
    for table in reversed(tables):  # what a migration itself wrote gives way to what stood there
        connection.execute(table.delete())
    with closing(sqlite3.connect(":memory:")) as file:
        file.executescript(dump.read_text("utf-8"))
        file.row_factory = sqlite3.Row
        for table in tables:
            rows = [dict(row) for row in file.execute(f"SELECT * FROM {table.name}")]
            if rows:
                connection.execute(table.insert(), [_read(table, row) for row in rows])
            _counts_on(connection, table)


def _read(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in row.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    return next((read(value) for one, read in READ.items() if isinstance(kind, one)), value)


def _counts_on(connection: Connection, table: sa.Table) -> None:
    """Let a counter go on behind the highest number."""
    for column in table.primary_key:
        if isinstance(column.type, sa.Integer):
            counter = sa.func.pg_get_serial_sequence(table.name, column.name)
            highest = sa.select(sa.func.max(column)).scalar_subquery()
            connection.execute(sa.select(sa.func.setval(counter, highest)))
