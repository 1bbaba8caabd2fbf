"""What the sweep sees and writes beside what a turn does: clocks, reminders, and what is kept no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.news.event import Event
from bot.domain.ports.store import UnitOfWork
from bot.domain.referral.reminders import UndeliveredNotice
from bot.domain.retention import Limit
from bot.domain.turn.course_reminder import Learner


class SweepUnit(UnitOfWork, Protocol):
    """One transaction of the sweep: a unit of work that also sees what waits."""

    async def clock_seen(self) -> dt.datetime | None:
        """Return the newest time that a sweep believed, None before the first."""

    async def note_clock(self, at: dt.datetime) -> None:
        """Write down that this time is believed."""

    async def watched(self, after: str, most: int) -> tuple[Referral, ...]:
        """Return referrals over which a clock runs, by code, beginning after one: they wait for somebody."""

    async def watched_inquiries(self, after: str, most: int) -> tuple[Inquiry, ...]:
        """Return open inquiries by code, beginning after one: they wait for somebody."""

    async def written(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of these keys under which a notice was written already."""

    async def stranded(self, before: dt.datetime) -> tuple[tuple[UndeliveredNotice, dt.datetime], ...]:
        """Return the notices from before a moment that nobody received, each with its time, oldest first."""

    async def learners(self, before: dt.datetime) -> tuple[Learner, ...]:
        """Return those who have wished to be reminded of the course since before a moment."""

    async def curating(self) -> tuple[int, int]:
        """Return how many different questions stand without an answer, and how many changes wait."""

    async def behind(self, version: dt.date) -> tuple[tuple[str, dt.date], ...]:
        """Return those who learned an older content of the course than this, with its day."""

    async def told_of_content(self, person: str, version: dt.date) -> None:
        """Write that somebody was told of a newer content of the course."""

    async def sends_newsletter(self) -> bool:
        """Tell whether there is a newsletter to go on with."""

    async def put_out_newsletter(self, at: dt.datetime, most: int, waiting: int) -> int:
        """Put it into the post of at most `most` readers, unless `waiting` wait already; return how many."""

    async def event_signups(self, today: dt.date) -> tuple[tuple[Event, str, str], ...]:
        """Return each event to come with each person who signed up, and for which day ("" for all)."""

    async def late_readers(self, today: dt.date) -> tuple[tuple[str, str], ...]:
        """Return who is late with which version of the instruction, and was not reminded yet."""

    async def reminded_reader(self, person: str, version: str, at: dt.datetime) -> None:
        """Write that somebody was reminded of the instruction."""

    async def passed_on(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """Mark notices as passed on to the deputy: they are no longer sent."""

    async def letters_due(self, before: dt.datetime, most: int) -> tuple[int, ...]:
        """Return the notices from before a moment that nobody read and that go by e-mail, oldest first.

        Those of readers with an address, but not those of which a letter is under way.
        """

    async def write_letters(self, numbers: tuple[int, ...], at: dt.datetime) -> None:
        """Put a letter about each of these notices into the outbox."""

    async def past(self, limit: Limit, now: dt.datetime) -> bool:
        """Tell whether anything is past this limit."""

    async def let_go(self, limit: Limit, now: dt.datetime, most: int) -> int:
        """Delete or blank at most `most` rows that are past a limit; return how many it were."""

    async def scrub(self) -> None:
        """Have the database clear what was deleted out of its files, after the commit."""
