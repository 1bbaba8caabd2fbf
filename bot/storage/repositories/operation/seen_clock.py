"""Reads and writes the newest time that a sweep believed."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.turn import outcome
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema.tables import seen_clock

ONLY = 1


async def seen(connection: AsyncConnection) -> dt.datetime | None:
    """Return the time, None before the first sweep."""
    at: dt.datetime | None = (await connection.execute(sa.select(seen_clock.c.at))).scalar()
    return at


async def note(connection: AsyncConnection, at: dt.datetime) -> None:
    """Write the time down."""
    if not (await connection.execute(seen_clock.update().values(at=at))).rowcount:
        await connection.execute(seen_clock.insert().values(id=ONLY, at=at))


async def trust_clock(connection: AsyncConnection, effect: outcome.TrustClock, at: dt.datetime) -> None:
    """Write down that the clock is right as it is now, and that somebody said so."""
    await note(connection, at)
    await trail.append(connection, at, "", AuditAction.CLOCK_TRUSTED, NOTHING)
