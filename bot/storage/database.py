"""Opens the database: SQLite (write-ahead log, one writer at a time) or PostgreSQL (serializable)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.ports import StoreBusy, StoreFault

BUSY_MS = 5_000
"""How long a writer waits for another before the turn is given up, in milliseconds."""

PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "synchronous=FULL",  # a committed turn survives a power cut, too
)

_TRY_AGAIN = ("40001", "40P01")


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for an SQLAlchemy URL (`sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`).

    Raises StoreFault, in one sentence, when the URL cannot be used.
    """
    try:
        if url.startswith("sqlite"):
            return _sqlite(url)
        return create_async_engine(url, isolation_level="SERIALIZABLE", pool_pre_ping=True)
    except (SQLAlchemyError, ImportError) as fault:
        raise StoreFault(f"the database address cannot be used: {type(fault).__name__}") from fault


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _opened(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late to lock
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            "foreign_keys=ON",
            "secure_delete=ON",
            "synchronous=NORMAL",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@asynccontextmanager
async def transaction(engine: AsyncEngine, *, reading: bool = False) -> AsyncIterator[AsyncConnection]:
    """Yield a connection in one transaction; it is undone unless the block commits it.

    Raises StoreFault for whatever the database refuses, StoreBusy where trying again may help.
    """
    try:
        async with engine.connect() as plain:
            connection = await plain.execution_options(reading=reading)
            await connection.begin()
            yield connection
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlstate", None) in _TRY_AGAIN:
            raise StoreBusy("two turns met") from fault
        raise StoreFault(f"the database refused: {type(fault.orig).__name__}: {fault.orig}") from fault
    except (SQLAlchemyError, OSError) as fault:
        raise StoreFault(f"the database cannot be used: {type(fault).__name__}") from fault
