"""What the sweep reads and writes: what waits for somebody, and what has not reached anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa

from bot.domain.directory import COORDINATOR
from bot.domain.inquiry import Inquiry
from bot.domain.keeping import Limit
from bot.domain.ports import Letter
from bot.domain.referral import Referral
from bot.domain.reminders import DEPUTY, Stranded
from bot.storage import inquiries, letting_go, referrals, seen_clock, tables
from bot.storage.codec import name_of
from bot.storage.unit_of_work import SqlUnitOfWork

PAGE = 500
"""How many stranded notices are passed on at once."""

LAST_RESORT = f"reminder.{DEPUTY}"
"""What was passed on once is not passed on again."""


class SqlSweepUnit(SqlUnitOfWork):
    """See ports.SweepUnit."""

    async def __aenter__(self) -> SqlSweepUnit:
        await super().__aenter__()
        return self

    async def clock_seen(self) -> dt.datetime | None:
        """See ports.SweepUnit."""
        return await seen_clock.seen(self._connection)

    async def note_clock(self, at: dt.datetime) -> None:
        """See ports.SweepUnit."""
        await seen_clock.note(self._connection, at)

    async def watched(self, after: str, most: int) -> tuple[Referral, ...]:
        """See ports.SweepUnit."""
        t = tables.referral
        found: list[Referral] = []
        while len(found) < most:  # until the page is full: what cannot be read takes no place on it
            waits = sa.select(t.c.code).where(t.c.is_open & (t.c.code > after)).order_by(t.c.code)
            codes = (await self._connection.execute(waits.limit(most - len(found)))).scalars().all()
            if not codes:
                break
            found += await referrals.load(self._connection, t.c.code.in_(codes), most)
            after = codes[-1]
        return tuple(sorted(found, key=lambda referral: referral.code))

    async def watched_inquiries(self, after: str, most: int) -> tuple[Inquiry, ...]:
        """See ports.SweepUnit."""
        return await inquiries.watched(self._connection, after, most)

    async def written(self, keys: Iterable[str]) -> frozenset[str]:
        """See ports.SweepUnit."""
        t = tables.outbox
        found = await self._connection.execute(sa.select(t.c.key).where(t.c.key.in_(list(keys))))
        return frozenset(found.scalars())

    async def stranded(self, before: dt.datetime) -> tuple[tuple[Stranded, dt.datetime], ...]:
        """See ports.SweepUnit."""
        t = tables.outbox
        others = t.c.post.is_(None) | (t.c.post != COORDINATOR)  # after the coordinator comes nobody
        late = _waiting() & (t.c.at <= before) & (t.c.text_key != LAST_RESORT) & others
        query = sa.select(t.c.number, t.c.post, t.c.places, t.c.at).where(late).order_by(t.c.number)
        rows = (await self._connection.execute(query.limit(PAGE))).all()
        posts = await self._posts({row.places.get("code", "") for row in rows})
        codes = [row.places.get("code", "") for row in rows]
        return tuple(
            (Stranded(row.number, code, row.post or posts.get(code)), row.at)
            for row, code in zip(rows, codes, strict=True)
        )

    async def _posts(self, codes: set[str]) -> dict[str, str]:
        t = tables.referral
        rows = await self._connection.execute(sa.select(t.c.code, t.c.post).where(t.c.code.in_(codes)))
        found = {row.code: row.post for row in rows}
        return found | await inquiries.posts(self._connection, codes)

    async def passed_on(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """See ports.SweepUnit."""
        t = tables.outbox
        await self._connection.execute(
            t.update().where(t.c.number.in_(list(numbers))).values(passed_on_at=at)
        )

    async def next_letters(self, now: dt.datetime, before: dt.datetime, most: int) -> tuple[Letter, ...]:
        """See ports.SweepUnit."""
        t, p, s = tables.outbox, tables.person, tables.session
        reachable = sa.select(p.c.id).where(p.c.email.is_not(None))
        first = (
            sa.select(sa.func.min(t.c.number))
            .where(_waiting(), t.c.person.in_(reachable))
            .group_by(t.c.person)
        )
        talk = sa.select(s.c.state).where(s.c.person == t.c.person).scalar_subquery().label("talk")
        query = (
            sa.select(t, p.c.email, p.c.lang, talk)
            .join_from(t, p, p.c.id == t.c.person)
            .where(t.c.number.in_(first), t.c.at <= before)
            .where(_may_be_tried(now))
        )
        rows = (await self._connection.execute(query.order_by(t.c.number).limit(most))).all()
        return tuple(_letter(row) for row in rows)

    async def claim(self, number: int, now: dt.datetime, until: dt.datetime) -> bool:
        """See ports.SweepUnit."""
        t = tables.outbox
        free = _waiting() & (t.c.number == number) & _may_be_tried(now)
        query = t.update().where(free).values(tries=t.c.tries + 1, next_try_at=until)
        return (await self._connection.execute(query)).rowcount == 1

    async def past(self, limit: Limit, now: dt.datetime) -> bool:
        """See ports.SweepUnit."""
        return bool(await letting_go.past(self._connection, limit, now, 1))

    async def let_go(self, limit: Limit, now: dt.datetime, most: int) -> int:
        """See ports.SweepUnit."""
        return await letting_go.let_go(self._connection, limit, now, most)


def _waiting() -> sa.ColumnElement[bool]:
    return tables.outbox.c.delivered_at.is_(None) & tables.outbox.c.passed_on_at.is_(None)


def _may_be_tried(now: dt.datetime) -> sa.ColumnElement[bool]:
    next_try_at = tables.outbox.c.next_try_at
    return next_try_at.is_(None) | (next_try_at <= now)


def _letter(row: sa.Row[tuple[object, ...]]) -> Letter:
    return Letter(
        number=row.number,
        key=name_of(row.number, row.at, row.person),
        person=row.person,
        address=row.email,
        lang=row.lang or (row.talk or {}).get("lang"),
        code=row.places.get("code", ""),
        tries=row.tries + 1,
    )
