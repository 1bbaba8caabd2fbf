"""Who learned which content of the course, and who wished to be reminded of what was missed in it."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.turn.course_reminder import Learner
from bot.domain.turn.news import NoteLearned
from bot.domain.turn.outcome import RemindOfCourse
from bot.storage.schema import news_tables, tables

_L = news_tables.learner


async def remind(connection: AsyncConnection, effect: RemindOfCourse, at: dt.datetime) -> None:
    """Write that somebody wishes it, from this moment; or that nobody does any more."""
    t = tables.course_reminder
    await connection.execute(t.delete().where(t.c.person == effect.person))
    if effect.wanted:
        await connection.execute(t.insert().values(person=effect.person, since=at))


async def since_before(connection: AsyncConnection, moment: dt.datetime) -> tuple[Learner, ...]:
    """Return those who have wished it since before a moment."""
    t = tables.course_reminder
    query = sa.select(t.c.person, t.c.since).where(t.c.since <= moment).order_by(t.c.person)
    return tuple(Learner(row.person, row.since) for row in await connection.execute(query))


async def note_learned(connection: AsyncConnection, effect: NoteLearned, at: dt.datetime) -> None:
    """Write which content somebody learned; the newest is the one that counts."""
    known = sa.select(_L.c.person).where(_L.c.person == effect.person)
    if (await connection.execute(known)).first() is None:
        await connection.execute(_L.insert().values(person=effect.person, version=effect.version, at=at))
    else:
        mine = _L.c.person == effect.person
        await connection.execute(_L.update().where(mine).values(version=effect.version, at=at))


async def behind(connection: AsyncConnection, version: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """Return those who learned an older content than this, with its day."""
    query = (
        sa.select(_L.c.person, _L.c.version).where(_L.c.version < version).order_by(_L.c.person).limit(500)
    )
    return tuple((row.person, row.version) for row in await connection.execute(query))


async def told(connection: AsyncConnection, person: str, version: dt.date) -> None:
    """Write that somebody was told of a newer content."""
    await connection.execute(_L.update().where(_L.c.person == person).values(version=version))
