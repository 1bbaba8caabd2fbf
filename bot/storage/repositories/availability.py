"""Reads when people can be reached, and what has not reached anybody."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.organisation.directory import COORDINATOR
from bot.domain.person.availability import Absence, Reach, phone_hours_of
from bot.domain.turn.notice import NoticeKind
from bot.domain.turn.snapshot import Unread
from bot.storage.schema import tables

MOST = 50
"""How many unread notices are shown; more than that is one fault, not fifty."""


async def of_posts(connection: AsyncConnection, posts: Iterable[str], today: dt.date) -> dict[str, Reach]:
    """Return when the holders of these posts can be reached; of several, the first one's phone hours."""
    t, wanted = tables.person, list(posts)
    said = sa.select(t.c.post, t.c.phone_hours).where(t.c.post.in_(wanted), t.c.phone_hours.is_not(None))
    rows = (await connection.execute(said.order_by(t.c.id.desc()))).all()
    return _reach(dict(rows), await _away(connection, tables.absence, wanted, today))


async def of_people(connection: AsyncConnection, people: Iterable[str], today: dt.date) -> dict[str, Reach]:
    """Return when these people can be reached, as far as they hold no post."""
    t, wanted = tables.person, list(people)
    said = sa.select(t.c.id, t.c.phone_hours).where(t.c.id.in_(wanted), t.c.phone_hours.is_not(None))
    rows = (await connection.execute(said)).all()
    away = await _away(connection, tables.own_absence, wanted, today)
    return _reach(dict(rows), away)


async def _away(
    connection: AsyncConnection, t: sa.Table, whose: list[str], today: dt.date
) -> dict[str, list[Absence]]:
    owner = next(iter(t.primary_key.columns))
    query = sa.select(owner, t.c.first_day, t.c.last_day).where(owner.in_(whose), t.c.last_day >= today)
    found: dict[str, list[Absence]] = defaultdict(list)
    for who, first, last in await connection.execute(query.order_by(t.c.first_day)):
        found[who].append(Absence(first, last))
    return found


def _reach(hours: dict[str, str], away: dict[str, list[Absence]]) -> dict[str, Reach]:
    return {
        who: Reach(phone_hours_of(hours[who]) if who in hours else None, tuple(away.get(who, ())))
        for who in {*hours, *away}
    }


async def unread(connection: AsyncConnection, today: dt.date) -> tuple[Unread, ...]:
    """Return the notices passed on, or left unread by a deputy since before today, oldest first."""
    t, p = tables.outbox, tables.person
    last_resort = (t.c.text_key == NoticeKind.REMINDER_DEPUTY.value) & (
        t.c.at < dt.datetime.combine(today, dt.time(), dt.UTC)
    )
    others = t.c.post.is_(None) | (t.c.post != COORDINATOR)
    lost = t.c.delivered_at.is_(None) & (t.c.passed_on_at.is_not(None) | last_resort) & others
    query = sa.select(
        t.c.person, t.c.post, t.c.places, t.c.at, t.c.passed_on_at, p.c.name, p.c.post.label("own")
    )
    joined = query.select_from(t.outerjoin(p, p.c.id == t.c.person)).where(lost).order_by(t.c.number)
    return tuple(
        Unread(
            code=row.places.get("code", ""),
            post=row.post or row.own,
            person=row.name or row.person or "",
            at=row.at,
            deputy=row.passed_on_at is not None,
        )
        for row in await connection.execute(joined.limit(MOST))
    )
