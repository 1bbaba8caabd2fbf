"""Events, and who signed up for which days of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.news.event import Event, EventKind, Every, Planned
from bot.domain.turn.event_news import called_off
from bot.domain.turn.news import AnnounceEvent, CallOffEvent, SignUp
from bot.domain.turn.notice import Notify
from bot.storage.schema import news_tables

_E, _U = news_tables.event, news_tables.signup


async def announce(connection: AsyncConnection, effect: AnnounceEvent, at: dt.datetime) -> None:
    """Write a new event; the same one twice is one."""
    one = effect.event
    row: dict[str, Any] = {"kind": one.kind, "place": one.place, "start": one.start.isoformat()}
    row |= {"minutes": one.minutes, "every": one.every, "until": one.until}
    same = (_E.c[name] == value for name, value in row.items())
    if (await connection.execute(sa.select(_E.c.number).where(_E.c.off_at.is_(None), *same))).first() is None:
        await connection.execute(_E.insert().values(**row))


async def sign_up(connection: AsyncConnection, effect: SignUp, at: dt.datetime) -> None:
    """Sign somebody up or off. All days of a series take the place of single ones."""
    mine = (_U.c.event == effect.event.number) & (_U.c.person == effect.person)
    day = effect.day.isoformat() if effect.day else ""
    which = mine & (_U.c.day == day) if day and effect.wanted else mine
    await connection.execute(_U.delete().where(which))
    if effect.wanted:
        row = {"event": effect.event.number, "person": effect.person, "day": day, "until": effect.event.until}
        await connection.execute(_U.insert().values(**row))


async def call_off(connection: AsyncConnection, effect: CallOffEvent, at: dt.datetime) -> tuple[Notify, ...]:
    """Call an event off, once; return what those who signed up are told."""
    this = (_E.c.number == effect.event.number) & _E.c.off_at.is_(None)
    if (await connection.execute(_E.update().where(this).values(off_at=at))).rowcount != 1:
        return ()
    people = sa.select(_U.c.person).where(_U.c.event == effect.event.number).distinct().order_by(_U.c.person)
    found = (await connection.execute(people)).scalars().all()
    return tuple(called_off(effect.event, person, at) for person in found)


async def planned(
    connection: AsyncConnection, person: str, today: dt.date, *, counted: bool
) -> tuple[Planned, ...]:
    """Return the events to come, as somebody sees them; with `counted`, how many signed up, too."""
    rows = (await connection.execute(_to_come(today))).all()
    own = await connection.execute(sa.select(_U.c.event, _U.c.day).where(_U.c.person == person))
    mine: dict[int, set[dt.date | None]] = defaultdict(set)
    for row in own:
        mine[row.event].add(dt.date.fromisoformat(row.day) if row.day else None)
    many = sa.select(_U.c.event, sa.func.count(sa.distinct(_U.c.person))).group_by(_U.c.event)
    counts = {row[0]: int(row[1]) for row in await connection.execute(many)} if counted else {}
    return tuple(Planned(_event(row), frozenset(mine[row.number]), counts.get(row.number, 0)) for row in rows)


async def coming(connection: AsyncConnection, today: dt.date) -> tuple[tuple[Event, str, str], ...]:
    """Return each event to come with each person who signed up, and for which day ("" for all)."""
    joined = _to_come(today).add_columns(_U.c.person, _U.c.day).join(_U, _U.c.event == _E.c.number)
    rows = await connection.execute(joined.order_by(_U.c.person, _U.c.day))
    return tuple((_event(row), row.person, row.day) for row in rows)


def _to_come(today: dt.date) -> sa.Select[Any]:
    return sa.select(_E).where(_E.c.until >= today, _E.c.off_at.is_(None)).order_by(_E.c.start, _E.c.number)


def _event(row: sa.Row[Any]) -> Event:
    return Event(
        number=row.number,
        kind=EventKind(row.kind),
        place=row.place,
        start=dt.datetime.fromisoformat(row.start),
        minutes=row.minutes,
        every=Every(row.every),
        until=row.until,
        off=row.off_at is not None,
    )
