"""Holds PostgreSQL's writers up, so that a test knows what is under way, and lets them go on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import sqlalchemy as sa

from bot.storage.database import _ONE_WRITER

WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
LONG_S = 120


class Held:
    """The lock that writers take in turn, in the hand of a test."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def until_waiting(self, count: int) -> None:
        """Wait until so many writers of other programs stand before it."""
        async with asyncio.timeout(LONG_S):
            while await self._connection.fetchval(WAITING) < count:
                await asyncio.sleep(0.01)

    async def let_go(self) -> None:
        """Let them go on."""
        await self._connection.execute("SELECT pg_advisory_unlock_all()")


@asynccontextmanager
async def held_up(address: str) -> AsyncIterator[Held]:
    """Yield the lock, taken; at the end it is let go of."""
    url = sa.make_url(address)
    connection = await asyncpg.connect(host=url.query["host"], user=url.username, database=url.database)
    await connection.execute(f"SELECT pg_advisory_lock({_ONE_WRITER})")
    try:
        yield Held(connection)
    finally:
        await connection.close()
