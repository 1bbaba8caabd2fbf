"""What the sweep reads and writes: what waits for somebody, and what has not reached anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.news.event import Event
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.person.person import Person
from bot.domain.referral.reminders import UndeliveredNotice
from bot.domain.retention import Limit
from bot.domain.turn.course_reminder import Learner
from bot.domain.turn.notice import NoticeKind
from bot.storage.database import side_by_side, transaction
from bot.storage.outbox import letters
from bot.storage.repositories import inquiries, referrals, retention, staff
from bot.storage.repositories.news import events, learners, newsletters, readings
from bot.storage.repositories.operation import seen_clock
from bot.storage.repositories.questions import changes
from bot.storage.schema import tables
from bot.storage.units.unit_of_work import SqlUnitOfWork

PAGE = 500
"""How many stranded notices are passed on at once."""

OWN = (
    NoticeKind.COURSE_REMINDER,
    NoticeKind.COURSE_NEWS,
    NoticeKind.CURATORS_DIGEST,
    NoticeKind.COURSE_NEWS_ALL,
    NoticeKind.NEWSLETTER,
    NoticeKind.EVENT_REMINDER,
    NoticeKind.EVENT_OFF,
    NoticeKind.INSTRUCTION_ASK,
    NoticeKind.INSTRUCTION_LATE,
)
"""News for their reader alone: no deputy reads them instead."""

LAST_RESORT = NoticeKind.REMINDER_DEPUTY.value
"""What was passed on once is not passed on again."""


class SqlSweepUnit(SqlUnitOfWork):
    """See ports.SweepUnit. To write, it takes no turn where another replica's sweep has one (InHand)."""

    def __init__(
        self, engine: AsyncEngine, directory: Directory, *, reading: bool = False, mails: bool = False
    ) -> None:
        super().__init__(engine, directory, reading=reading, mails=mails)
        self._open = transaction(engine, reading=reading, sweeps=not reading)
        self._claims = not reading and side_by_side(engine)

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
            waits = self._free(sa.select(t.c.code).where(t.c.is_open & (t.c.code > after)).order_by(t.c.code))
            codes = (await self._connection.execute(waits.limit(most - len(found)))).scalars().all()
            if not codes:
                break
            found += await referrals.load(self._connection, t.c.code.in_(codes), most)
            after = codes[-1]
        return tuple(sorted(found, key=lambda referral: referral.code))

    def _free(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """Leave out what somebody else has locked, so that one such row holds up no other."""
        return query.with_for_update(skip_locked=True) if self._claims else query

    async def watched_inquiries(self, after: str, most: int) -> tuple[Inquiry, ...]:
        """See ports.SweepUnit."""
        return await inquiries.watched(self._connection, after, most)

    async def written(self, keys: Iterable[str]) -> frozenset[str]:
        """See ports.SweepUnit."""
        t = tables.outbox
        found = await self._connection.execute(sa.select(t.c.key).where(t.c.key.in_(list(keys))))
        return frozenset(found.scalars())

    async def stranded(self, before: dt.datetime) -> tuple[tuple[UndeliveredNotice, dt.datetime], ...]:
        """See ports.SweepUnit."""
        t = tables.outbox
        others = t.c.post.is_(None) | (t.c.post != COORDINATOR)  # after the coordinator comes nobody
        others &= t.c.text_key.not_in([kind.value for kind in OWN])
        late = letters.waits() & (t.c.at <= before) & (t.c.text_key != LAST_RESORT) & others
        query = sa.select(t.c.number, t.c.post, t.c.places, t.c.at).where(late).order_by(t.c.number)
        rows = (await self._connection.execute(query.limit(PAGE))).all()
        posts = await self._posts({row.places.get("code", "") for row in rows})
        codes = [row.places.get("code", "") for row in rows]
        return tuple(
            (UndeliveredNotice(row.number, code, row.post or posts.get(code)), row.at)
            for row, code in zip(rows, codes, strict=True)
        )

    async def learners(self, before: dt.datetime) -> tuple[Learner, ...]:
        """See ports.SweepUnit."""
        return await learners.since_before(self._connection, before)

    async def curating(self) -> tuple[int, int]:
        """See ports.SweepUnit."""
        return await changes.waiting(self._connection)

    async def behind(self, version: dt.date) -> tuple[tuple[str, dt.date], ...]:
        """See ports.SweepUnit."""
        return await learners.behind(self._connection, version)

    async def told_of_content(self, person: str, version: dt.date) -> None:
        """See ports.SweepUnit."""
        await learners.told(self._connection, person, version)

    async def sends_newsletter(self) -> bool:
        """See ports.SweepUnit."""
        return await newsletters.is_sending(self._connection)

    async def put_out_newsletter(self, at: dt.datetime, most: int, waiting: int) -> int:
        """See ports.SweepUnit."""
        return await newsletters.put_out(self._connection, at, most, waiting)

    async def event_signups(self, today: dt.date) -> tuple[tuple[Event, str, str], ...]:
        """See ports.SweepUnit."""
        return await events.coming(self._connection, today)

    async def late_readers(self, today: dt.date) -> tuple[tuple[str, str], ...]:
        """See ports.SweepUnit."""
        return await readings.overdue(self._connection, today)

    async def reminded_reader(self, person: str, version: str, at: dt.datetime) -> None:
        """See ports.SweepUnit."""
        await readings.reminded(self._connection, person, version, at)

    async def _posts(self, codes: set[str]) -> dict[str, str]:
        t = tables.referral
        rows = await self._connection.execute(sa.select(t.c.code, t.c.post).where(t.c.code.in_(codes)))
        found = {row.code: row.post for row in rows}
        return found | await inquiries.posts(self._connection, codes)

    async def expired(self, person: str, today: dt.date) -> Person | None:
        """Return somebody if their last day lies before today, None if it does not, or they are gone."""
        over = person in await staff.expired(self._connection, today)
        return await self.known(person) if over else None

    async def passed_on(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """See ports.SweepUnit."""
        t = tables.outbox
        await self._connection.execute(
            t.update().where(t.c.number.in_(list(numbers))).values(passed_on_at=at)
        )

    async def letters_due(self, before: dt.datetime, most: int) -> tuple[int, ...]:
        """See ports.SweepUnit."""
        return await letters.due(self._connection, before, most)

    async def write_letters(self, numbers: tuple[int, ...], at: dt.datetime) -> None:
        """See ports.SweepUnit."""
        await letters.write(self._connection, numbers, at)

    async def past(self, limit: Limit, now: dt.datetime) -> bool:
        """See ports.SweepUnit."""
        return bool(await retention.past(self._connection, limit, now, 1))

    async def let_go(self, limit: Limit, now: dt.datetime, most: int) -> int:
        """See ports.SweepUnit."""
        return await retention.let_go(self._connection, limit, now, most)
