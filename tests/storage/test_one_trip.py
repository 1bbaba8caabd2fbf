"""A statement on SQLite costs one trip to the connection's thread, and what was broken off holds no lock."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import one_trip
from bot.storage.database import open_engine, transaction


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database stands."""
    return tmp_path / "ips.sqlite"


@pytest.fixture
async def engine(file: Path) -> AsyncIterator[AsyncEngine]:
    """A database with one table of ten numbers."""
    made = open_engine(f"sqlite+aiosqlite:///{file}")
    async with transaction(made) as connection:
        await connection.execute(sa.text("CREATE TABLE number (n INTEGER PRIMARY KEY)"))
        await connection.execute(sa.text("INSERT INTO number VALUES (:n)"), [{"n": n} for n in range(10)])
        await connection.commit()
    yield made
    await made.dispose()


async def test_one_trip_for_a_statement(engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin, ask, commit: three trips, and none to undo what is not open when the connection comes back."""
    trips = []
    counted = one_trip.Connection._execute

    async def noted(self: one_trip.Connection, fn: Callable[..., Any], *args: Any, **more: Any) -> Any:
        trips.append(fn)
        return await counted(self, fn, *args, **more)

    monkeypatch.setattr(one_trip.Connection, "_execute", noted)
    async with transaction(engine) as connection:
        found = (await connection.execute(sa.text("SELECT n FROM number ORDER BY n"))).scalars().all()
        await connection.commit()
    assert list(found) == list(range(10))
    assert len(trips) == 3


async def test_what_a_statement_tells(engine: AsyncEngine) -> None:
    """How many rows it met, the names of its columns, row after row, and the driver's own faults."""
    async with transaction(engine) as connection:
        assert (await connection.execute(sa.text("DELETE FROM number WHERE n > 7"))).rowcount == 2
        found = await connection.execute(sa.text("SELECT n, n + 1 AS next FROM number ORDER BY n"))
        assert tuple(found.keys()) == ("n", "next")
        assert [found.fetchone(), *found.fetchmany(2)] == [(0, 1), (1, 2), (2, 3)]
        assert len(found.fetchall()) == 5
        with pytest.raises(sa.exc.IntegrityError):
            await connection.execute(sa.text("INSERT INTO number VALUES (1)"))
    async with transaction(engine, reading=True) as connection:
        count = await connection.scalar(sa.text("SELECT count(*) FROM number"))
    assert count == 10, "what was not committed is undone"


async def test_who_is_broken_off_while_waiting_holds_no_lock(engine: AsyncEngine, file: Path) -> None:
    """The lock may still be got after nobody wants it any more: it is let go of all the same."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(_write(engine))
        while not engine.pool.checkedout():  # type: ignore[attr-defined]
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        waiting.cancel()
        other.execute("COMMIT")
        with suppress(asyncio.CancelledError):
            await waiting
        await asyncio.to_thread(_write_beside, file)
    await _write(engine)


async def _write(engine: AsyncEngine) -> None:
    async with transaction(engine) as connection:
        await connection.execute(sa.text("DELETE FROM number WHERE n = 0"))
        await connection.commit()


def _write_beside(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, timeout=10)) as another:
        another.execute("BEGIN IMMEDIATE")
        another.execute("COMMIT")
