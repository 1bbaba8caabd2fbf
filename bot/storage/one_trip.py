"""SQLite through aiosqlite with one trip to its thread for a statement, where the driver's own way has five.

The driver goes there to make a cursor, to execute, to fetch and to close, which costs more than most of our
statements. Here a statement is executed and all its rows are fetched at once; SQLAlchemy fetches all rows at
once anyhow, since nothing in this program streams.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import aiosqlite

Row = tuple[Any, ...]


def connect(database: str, **options: Any) -> Connection:
    """Return a connection to be awaited; its thread keeps no program from ending."""
    made = Connection(partial(sqlite3.connect, database, **options), 64)
    made._thread.daemon = True
    return made


class Connection(aiosqlite.Connection):
    """A connection whose cursors are of this module. Where nothing is open, there is nothing to undo."""

    _sent = 0
    _done = 0

    def cursor(self) -> Cursor:  # type: ignore[override]  # made without a trip
        """Return a cursor."""
        return Cursor(self)

    async def at_once(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something in the thread of the connection."""
        return await self._execute(work, self._conn)

    async def rollback(self) -> None:
        """Undo what is open; a connection that comes back after its commit has nothing open."""
        if self._conn.in_transaction or self._sent != self._done:
            await super().rollback()

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """See aiosqlite. What a cancelled caller waits for no longer is still done: see `rollback`."""
        self._sent += 1
        return await super()._execute(self._counted, fn, *args, **kwargs)  # type: ignore[no-untyped-call]

    def _counted(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        finally:
            self._done += 1


class Cursor:
    """What was asked once, with all its rows; as much of a cursor as SQLAlchemy uses."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: deque[Row] = deque()
        self.arraysize = 1
        self.description: tuple[Row, ...] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        """Execute a statement and fetch all it finds."""
        return await self._at_once(lambda cursor: cursor.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Any) -> Cursor:
        """Execute a statement once for each of the parameters."""
        return await self._at_once(lambda cursor: cursor.executemany(sql, parameters))

    async def fetchone(self) -> Row | None:
        """Return the next row."""
        return self._rows.popleft() if self._rows else None

    async def fetchmany(self, size: int | None = None) -> Sequence[Row]:
        """Return the next rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    async def fetchall(self) -> Sequence[Row]:
        """Return the rows that are left."""
        rows, self._rows = self._rows, deque()
        return list(rows)

    async def close(self) -> None:
        """Let go of the rows."""
        self._rows.clear()

    async def _at_once(self, work: Callable[[sqlite3.Cursor], object]) -> Cursor:
        def done(connection: sqlite3.Connection) -> None:
            cursor = connection.cursor()
            try:
                work(cursor)
                self.description = cursor.description
                self._rows = deque(cursor.fetchall() if cursor.description else ())
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
            finally:
                cursor.close()

        await self._connection.at_once(done)
        return self
