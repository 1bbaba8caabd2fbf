"""Writes what people say of themselves: language, phone hours, absences, where they want to be known."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.turn import outcome
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema import tables


async def choose_language(
    connection: AsyncConnection, effect: outcome.ChooseLanguage, at: dt.datetime
) -> None:
    """Remember a person's language."""
    t = tables.person
    await connection.execute(t.update().where(t.c.id == effect.person).values(lang=effect.lang))


async def set_phone_hours(
    connection: AsyncConnection, effect: outcome.SetPhoneHours, at: dt.datetime
) -> None:
    """Write a person's phone hours."""
    t, hours = tables.person, str(effect.hours) if effect.hours else None
    await connection.execute(t.update().where(t.c.id == effect.person).values(phone_hours=hours))


async def set_absence(connection: AsyncConnection, effect: outcome.SetAbsence, at: dt.datetime) -> None:
    """Write that somebody is away, over what began the same day; or that somebody is back."""
    t = tables.absence if effect.post else tables.own_absence
    whose = {"post": effect.post} if effect.post else {"person": effect.person}
    ((column, value),) = whose.items()
    mine, away = t.c[column] == value, effect.absence
    over = t.c.last_day >= effect.today if away is None else t.c.first_day == away.first
    await connection.execute(t.delete().where(mine, over))
    if away:
        await connection.execute(t.insert().values(**whose, first_day=away.first, last_day=away.last))


async def invite(connection: AsyncConnection, effect: outcome.Invite, at: dt.datetime) -> None:
    """Write an invitation. The same one twice is one."""
    t = tables.invitation
    await connection.execute(t.delete().where(t.c.digest == effect.digest))
    row = {"digest": effect.digest, "person": effect.person, "expires_at": effect.expires_at}
    await connection.execute(t.insert().values(**row, team=effect.team))
    act, thing = (AuditAction.TEAM_CODE, effect.team) if effect.team else (AuditAction.INVITED, NOTHING)
    await trail.append(connection, at, effect.person, act, thing)
