"""The sweep: reminds of what is overdue, sends what nobody has read, finds somebody for what is stranded, and
lets go of what is past its limit.

Whatever it does stands in the database before anybody is told, so it may be killed at any moment. It decides
alone: letters are rows of the outbox, which the outbox worker carries.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial

import structlog

from bot.delivery.general_news import GeneralNews
from bot.delivery.newsletters import NewsletterSender
from bot.delivery.rounds import every
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.clock.trust import is_far_ahead, is_to_be_noted
from bot.domain.inquiry.deadlines import reminders as inquiry_reminders
from bot.domain.organisation.directory import Directory
from bot.domain.ports.store import Clock, InHand, StoreFault
from bot.domain.ports.sweep_unit import SweepUnit
from bot.domain.referral.deadlines import UNDELIVERED, WorkingDay, at_work, has_passed
from bot.domain.referral.expiry import expiry, has_run_out
from bot.domain.referral.reminders import UndeliveredNotice, reminders, stand_ins
from bot.domain.referral.waiting import is_late
from bot.domain.retention import Limit, limits
from bot.domain.turn.course_news import CourseContent
from bot.domain.turn.course_reminder import AFTER_DAYS, reminder
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import Effect

PAGE = 500
"""How many referrals are looked at in one transaction."""

FORGET = 200
"""How many rows are let go of in one transaction: others write in between."""

log = structlog.get_logger()

SweepUnits = Callable[[bool], AbstractAsyncContextManager[SweepUnit]]
Watched = Referral | Inquiry
Watch = Callable[[SweepUnit, str], Awaitable[Sequence[Watched]]]
"""Returns a page of what a clock runs over, by code, beginning after one."""


@dataclass(frozen=True, slots=True)
class SweepPolicy:
    """How patient the sweep is. `chat_first` is how long news waits to be read in the chat."""

    every_s: float = 30.0
    chat_first: dt.timedelta = dt.timedelta(minutes=10)
    forget_every: dt.timedelta = dt.timedelta(days=1)


Expiry = Callable[[dt.datetime], Awaitable[int]]
"""Lets go everybody whose access is over; returns how many it were."""

Deliver = Callable[[], Awaitable[int]]
"""Carries what stands in the outbox; returns how much was taken. Not needed where a worker runs beside."""


class Sweep:
    """Goes over everything that waits. Several may run at once, on several machines.

    With `by_mail` what nobody reads is told by e-mail.
    """

    def __init__(
        self,
        units: SweepUnits,
        directory: Directory,
        works: WorkingDay,
        clock: Clock,
        by_mail: bool = False,
        deliver: Deliver | None = None,
        pace: SweepPolicy | None = None,
        end_expired: Expiry | None = None,
        content: CourseContent | None = None,
        review_by: tuple[dt.date, ...] = (),
    ) -> None:
        self._units = units
        self._directory = directory
        self._works = works
        self._clock = clock
        self._by_mail = by_mail
        self._deliver = deliver
        self._pace = pace or SweepPolicy()
        self._end_expired = end_expired
        self._forgot_at: dt.datetime | None = None
        self._newsletters = NewsletterSender(units, clock)
        self._others = GeneralNews(units, clock, works, content, review_by)
        self.stands_still = False
        self.overdue = 0
        """How many open referrals were past a limit when they were looked at last."""

    async def forever(self, stop: asyncio.Event) -> None:
        """Sweep and send newsletters until `stop`."""
        sweeps = every(self._pace.every_s, self.once, stop, "sweep")
        await asyncio.gather(sweeps, self._newsletters.forever(stop))

    async def once(self) -> int:
        """Sweep everything once; return how many letters were taken.

        While the clock is far ahead of what was seen before (`stands_still`), letters are sent and nothing
        else is done: neither ends a consent nor lets go of anything, until somebody says that it is right.
        """
        now = self._clock.now()
        self.stands_still = not await self._believes(now)
        if self.stands_still:
            log.error("the clock leapt ahead, so nothing is ended until it is trusted")
        else:
            await self.look()
            await self._unless_in_hand(partial(self._expire, now))
        sent = await self.send()
        if self.stands_still:
            return sent
        if self._forgot_at is None or now - self._forgot_at >= self._pace.forget_every:
            await self._unless_in_hand(self.forget)
        return sent

    async def _expire(self, now: dt.datetime) -> None:
        """Let go everybody whose access is over; that it fails for one holds up nothing else."""
        try:
            if self._end_expired and (count := await self._end_expired(now)):
                log.info("access is over", count=count)
        except StoreFault:
            raise
        except Exception:
            log.exception("access not ended")

    async def _believes(self, now: dt.datetime) -> bool:
        """Tell whether the clock may be right, and write its time down now and then."""
        async with self._units(True) as unit:
            seen = await unit.clock_seen()
        if is_far_ahead(now, seen):
            return False
        if is_to_be_noted(now, seen):
            await self._unless_in_hand(partial(self._note, now))
        return True

    async def _note(self, now: dt.datetime) -> None:
        async with self._units(False) as unit:
            await unit.note_clock(now)
            await unit.commit()

    async def forget(self) -> int:
        """Let go of everything that is past its limit; return how many rows. See `bot.domain.retention`."""
        now = self._clock.now()
        async with self._units(True) as unit:
            due = [limit for limit in limits(self._directory.rules) if await unit.past(limit, now)]
        gone = sum([await self._let_go_or_not(limit, now) for limit in due])
        if gone:
            log.info("let go of what is past its limit", count=gone)
        if gone or self._forgot_at:  # once a day in any case: a deletion may have met a busy database
            async with self._units(False) as unit:
                await unit.commit()  # an open transaction would be in the way
                await unit.scrub()
        self._forgot_at = now
        return gone

    async def _let_go_or_not(self, limit: Limit, now: dt.datetime) -> int:
        """Let go of what is past one limit; a row that cannot be read holds up no other limit."""
        try:
            return await self._let_go(limit, now)
        except StoreFault:
            raise
        except Exception:
            log.exception("limit not kept", kind=limit.table)
            return 0

    async def _let_go(self, limit: Limit, now: dt.datetime) -> int:
        gone, full = 0, True
        while full:
            async with self._units(False) as unit:
                fresh = await unit.let_go(limit, now, FORGET)
                await unit.commit()
            gone, full = gone + fresh, fresh == FORGET
        return gone

    async def look(self) -> None:
        """End what has no consent any longer, at any hour; remind and write to deputies in working hours."""
        now = self._clock.now()
        self._late = 0
        ours = [await self._unless_in_hand(partial(self._over_all, w, now)) for w in (_referrals, _inquiries)]
        if all(ours):
            self.overdue = self._late
        if at_work(now, self._works):
            await self._unless_in_hand(partial(self._pass_on, now))
            await self._unless_in_hand(partial(self._remind_learners, now))
            await self._unless_in_hand(self._others.remind)
        await self._newsletters.rest()

    async def _unless_in_hand(self, part: Callable[[], Awaitable[object]]) -> bool:
        """Do a part of the round, and tell whether it was ours: what another replica sweeps is left to it."""
        try:
            await part()
        except InHand:
            return False
        return True

    async def _over_all(self, watch: Watch, now: dt.datetime) -> None:
        after: str | None = ""
        while after is not None:
            after = await self._over_a_page(watch, after, now)

    async def _over_a_page(self, watch: Watch, after: str, now: dt.datetime) -> str | None:
        """End and remind on a page of referrals or inquiries; return where the next page begins."""
        async with self._units(True) as unit:
            page = await watch(unit, after)
            due = await self._due(unit, page, now)
        if due:
            async with self._units(False) as unit:
                page = await watch(unit, after)  # as it stands now that nobody else can change it
                await unit.apply(await self._due(unit, page, now), now)
                await unit.commit()
        rules = self._directory.rules
        self._late += sum(isinstance(one, Referral) and is_late(one, now, rules) for one in page)
        return page[-1].code if len(page) == PAGE else None

    async def _due(self, unit: SweepUnit, page: Sequence[Watched], now: dt.datetime) -> tuple[Effect, ...]:
        over = [one for one in page if isinstance(one, Referral) and has_run_out(one, now)]
        ended = [effect for referral in over for effect in expiry(referral, now, self._directory)[1]]
        found = [notice for one in page if one not in over for notice in self._readable_reminders(one, now)]
        said = await unit.written([notice.once for notice in found if notice.once]) if found else frozenset()
        return (*ended, *(notice for notice in found if notice.once not in said))

    def _readable_reminders(self, one: Watched, now: dt.datetime) -> tuple[Notify, ...]:
        """Return the reminders of one; where they cannot be found, the others have theirs all the same."""
        try:
            return self._reminders(one, now)
        except Exception:
            log.exception("no reminders of one")
            return ()

    def _reminders(self, one: Watched, now: dt.datetime) -> tuple[Notify, ...]:
        if isinstance(one, Inquiry):
            return inquiry_reminders(one, now, self._works, self._directory)
        return reminders(one, now, self._works, self._directory)

    async def _pass_on(self, now: dt.datetime) -> None:
        async with self._units(True) as unit:
            if not await self._stranded(unit, now):
                return
        async with self._units(False) as unit:
            stranded = await self._stranded(unit, now)
            for one in stranded:
                log.warning("notice passed on to the deputy", number=one.number)
                await unit.apply(stand_ins(one, self._directory), now)
            await unit.passed_on([one.number for one in stranded], now)
            await unit.commit()

    async def _remind_learners(self, now: dt.datetime) -> None:
        """Remind of the course those who wished it."""
        async with self._units(True) as unit:
            if not await self._lessons_due(unit, now):
                return
        async with self._units(False) as unit:
            await unit.apply(await self._lessons_due(unit, now), now)
            await unit.commit()

    async def _lessons_due(self, unit: SweepUnit, now: dt.datetime) -> tuple[Notify, ...]:
        learners = await unit.learners(now - dt.timedelta(days=AFTER_DAYS[0]))
        found = [notice for learner in learners if (notice := reminder(learner, now))]
        said = await unit.written([n.once for n in found if n.once]) if found else frozenset()
        return tuple(notice for notice in found if notice.once not in said)

    async def _stranded(self, unit: SweepUnit, now: dt.datetime) -> tuple[UndeliveredNotice, ...]:
        found = await unit.stranded(now - UNDELIVERED)
        return tuple(one for one, at in found if has_passed(UNDELIVERED, at, now, self._works))

    async def send(self) -> int:
        """Put a letter about each notice that waits too long into the outbox; return how many were taken."""
        if not self._by_mail:
            return 0
        await self._unless_in_hand(self._all_letters)
        return await self._deliver() if self._deliver else 0

    async def _all_letters(self) -> None:
        while await self._write_letters() == PAGE:
            pass

    async def _write_letters(self) -> int:
        now = self._clock.now()
        before = now - self._pace.chat_first
        async with self._units(True) as unit:
            if not await unit.letters_due(before, 1):
                return 0
        async with self._units(False) as unit:
            due = await unit.letters_due(before, PAGE)
            if due:
                await unit.write_letters(due, now)
                await unit.commit()
        return len(due)


async def _referrals(unit: SweepUnit, after: str) -> Sequence[Watched]:
    return await unit.watched(after, PAGE)


async def _inquiries(unit: SweepUnit, after: str) -> Sequence[Watched]:
    return await unit.watched_inquiries(after, PAGE)
