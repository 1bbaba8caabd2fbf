"""Reads and writes the newest time that a sweep believed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import seen_clock

ONLY = 1


async def seen(connection: AsyncConnection) -> dt.datetime | None:
    """Return the time, None before the first sweep."""
    at: dt.datetime | None = (await connection.execute(sa.select(seen_clock.c.at))).scalar()
    return at


async def note(connection: AsyncConnection, at: dt.datetime) -> None:
    """Write the time down."""
    if not (await connection.execute(seen_clock.update().values(at=at))).rowcount:
        await connection.execute(seen_clock.insert().values(id=ONLY, at=at))
