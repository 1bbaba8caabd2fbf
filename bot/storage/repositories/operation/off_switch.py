"""Reads and writes whether the service is switched off."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.turn import outcome
from bot.domain.turn.off import Off
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema.operation_tables import switched_off as _t


async def read(connection: AsyncConnection) -> Off | None:
    """Return since when and why the service is off, None while it is on."""
    query = sa.select(_t.c.at, _t.c.reason).where(_t.c.until.is_(None)).order_by(_t.c.number.desc())
    row = (await connection.execute(query.limit(1))).first()
    return Off(row.at, row.reason) if row else None


async def switch_off(connection: AsyncConnection, effect: outcome.SwitchOff, at: dt.datetime) -> None:
    """Switch the service off; another reason takes the place of the one before."""
    await _end(connection, at)
    await connection.execute(_t.insert().values(at=at, reason=effect.reason))
    await trail.append(connection, at, effect.by, AuditAction.SWITCHED_OFF, NOTHING)


async def switch_on(connection: AsyncConnection, effect: outcome.SwitchOn, at: dt.datetime) -> None:
    """Switch it on again; what is on already is left as it is, and nothing is put on record."""
    if await _end(connection, at):
        await trail.append(connection, at, effect.by, AuditAction.SWITCHED_ON, NOTHING)


async def _end(connection: AsyncConnection, at: dt.datetime) -> bool:
    done = await connection.execute(_t.update().where(_t.c.until.is_(None)).values(until=at))
    return bool(done.rowcount)
