"""Ways in which a database fails while the program runs, on real files and a real server."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.storage.database import transaction
from bot.storage.store import Store
from tests.fakes.postgres import Postgres

Undo = Callable[[], None]


def file_of(store: Store) -> Path:
    """Return the database file."""
    assert store.engine.url.database
    return Path(store.engine.url.database)


async def locked(store: Store) -> Undo:
    """Another program holds the file."""
    other = sqlite3.connect(file_of(store), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    return other.close


async def full(store: Store) -> Undo:
    """The file cannot grow by a page, and no page has room for another answer."""
    with sqlite3.connect(file_of(store)) as filler, suppress(sqlite3.OperationalError):
        filler.execute("PRAGMA max_page_count=1")
        for number in range(100_000):
            values = ("filler", str(number), "{}", "2026-01-01 00:00:00.000000")
            filler.execute("INSERT INTO taken_update (channel, update_id, said, at) VALUES (?,?,?,?)", values)
            filler.commit()
    filler.close()
    return await _from_now_on(store, "PRAGMA max_page_count=1")


async def read_only(store: Store) -> Undo:
    """Every write is refused."""
    return await _from_now_on(store, "PRAGMA query_only=ON")


async def _from_now_on(store: Store, pragma: str) -> Undo:
    def opened(connection: Any, _: Any) -> None:
        connection.cursor().execute(pragma)

    sa.event.listen(store.engine.sync_engine, "connect", opened)
    await store.engine.dispose()
    return lambda: sa.event.remove(store.engine.sync_engine, "connect", opened)


async def corrupt(store: Store) -> Undo:
    """The file is overwritten by something else, page by page."""
    await store.engine.dispose()
    path = file_of(store)
    path.write_bytes(path.read_bytes()[:100] + b"\x5a" * 60_000)
    for log in ("-wal", "-shm"):
        Path(f"{path}{log}").unlink(missing_ok=True)
    return lambda: None


async def unreadable_person(store: Store) -> Undo:
    """The row of the person says nothing that this program knows."""
    async with transaction(store.engine) as connection:
        await connection.exec_driver_sql("UPDATE person SET role = 'no such role'")
        await connection.exec_driver_sql("UPDATE session SET state = '[7]'")
        await connection.commit()
    return lambda: None


async def no_table(store: Store) -> Undo:
    """A table is gone."""
    async with transaction(store.engine) as connection:
        await connection.exec_driver_sql("DROP TABLE taken_update")
        await connection.commit()
    return lambda: None


async def stopped(store: Store) -> Undo:
    """The server is stopped. The store must be on a server of its own."""
    server: Postgres = store.server  # type: ignore[attr-defined]
    server.stop()
    return lambda: None


Way = Callable[[Store], Awaitable[Undo]]
SQLITE: tuple[Way, ...] = (locked, full, read_only, corrupt, unreadable_person, no_table)
