"""The sweep: reminds of what is overdue, sends what nobody has read, finds somebody for what is stranded, and
lets go of what is past its limit.

Whatever it does stands in the database before anybody is told, so it may be killed at any moment. A letter is
claimed, sent, and marked as delivered; a kill in between sends it again, under the same Message-ID.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import structlog

from bot.delivery.mail import CannotDeliver, Mailer, Unreachable
from bot.domain.clock_trust import is_far_ahead, is_to_be_noted
from bot.domain.deadlines import UNDELIVERED, WorkingDay, at_work, has_passed
from bot.domain.directory import Directory
from bot.domain.inquiry import Inquiry
from bot.domain.inquiry_clock import reminders as inquiry_reminders
from bot.domain.keeping import Limit, limits
from bot.domain.lapse import has_run_out, lapse
from bot.domain.outcome import Effect, Notify
from bot.domain.ports import Clock, Letter, StoreFault, SweepUnit
from bot.domain.referral import Referral
from bot.domain.reminders import Stranded, reminders, stand_ins

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
class Pace:
    """How patient the sweep is. `chat_first` is how long news waits to be read in the chat.

    After the first failed try a letter waits for `first_wait`, then twice as long each time, up to
    `longest_wait`; chance shortens each wait to between a half and all of it.
    """

    every_s: float = 30.0
    chat_first: dt.timedelta = dt.timedelta(minutes=10)
    first_wait: dt.timedelta = dt.timedelta(minutes=1)
    longest_wait: dt.timedelta = dt.timedelta(hours=1)
    forget_every: dt.timedelta = dt.timedelta(days=1)

    def wait(self, tries: int, chance: float) -> dt.timedelta:
        """Return how long to wait after this many tries, 1 or more; `chance` lies between 0 and 1."""
        doubled: dt.timedelta = self.first_wait * 2 ** min(tries - 1, 20)
        return min(doubled, self.longest_wait) * (0.5 + chance / 2)


class Sweep:
    """Goes over everything that waits. Several may run at once, on several machines."""

    def __init__(
        self,
        units: SweepUnits,
        directory: Directory,
        works: WorkingDay,
        clock: Clock,
        mailer: Mailer | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._units = units
        self._directory = directory
        self._works = works
        self._clock = clock
        self.mailer = mailer
        self._pace = pace or Pace()
        self._forgot_at: dt.datetime | None = None
        self.stands_still = False

    async def forever(self, stop: asyncio.Event) -> None:
        """Sweep until `stop`; a fault is logged, and the next round tries again."""
        while not stop.is_set():
            try:
                await self.once()
            except StoreFault as fault:
                log.warning("sweep put off", fault=str(fault))
            except Exception:
                log.exception("sweep failed")
            try:
                await asyncio.wait_for(stop.wait(), self._pace.every_s)
            except TimeoutError:
                continue

    async def once(self) -> int:
        """Sweep everything once; return how many letters the server took.

        While the clock is far ahead of what was seen before (`stands_still`), letters are sent and nothing
        else is done: neither ends a consent nor lets go of anything, until somebody says that it is right.
        """
        now = self._clock.now()
        self.stands_still = not await self._believes(now)
        if self.stands_still:
            log.error("the clock leapt ahead, so nothing is ended until it is trusted")
        else:
            await self.look()
        sent = 0
        while fresh := await self.send():
            sent += fresh
        if self.stands_still:
            return sent
        if self._forgot_at is None or now - self._forgot_at >= self._pace.forget_every:
            await self.forget()
        return sent

    async def _believes(self, now: dt.datetime) -> bool:
        """Tell whether the clock may be right, and write its time down now and then."""
        async with self._units(True) as unit:
            seen = await unit.clock_seen()
        if is_far_ahead(now, seen):
            return False
        if is_to_be_noted(now, seen):
            async with self._units(False) as unit:
                await unit.note_clock(now)
                await unit.commit()
        return True

    async def forget(self) -> int:
        """Let go of everything that is past its limit; return how many rows. See `bot.domain.keeping`."""
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
        for watch in (_referrals, _inquiries):
            after: str | None = ""
            while after is not None:
                after = await self._over_a_page(watch, after, now)
        if at_work(now, self._works):
            await self._pass_on(now)

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
        return page[-1].code if len(page) == PAGE else None

    async def _due(self, unit: SweepUnit, page: Sequence[Watched], now: dt.datetime) -> tuple[Effect, ...]:
        over = [one for one in page if isinstance(one, Referral) and has_run_out(one, now)]
        ended = [effect for referral in over for effect in lapse(referral, now, self._directory)[1]]
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

    async def _stranded(self, unit: SweepUnit, now: dt.datetime) -> tuple[Stranded, ...]:
        found = await unit.stranded(now - UNDELIVERED)
        return tuple(one for one, at in found if has_passed(UNDELIVERED, at, now, self._works))

    async def send(self) -> int:
        """Send each reader's first waiting notice; return how many letters the server took."""
        if self.mailer is None:
            return 0
        now = self._clock.now()
        async with self._units(True) as unit:
            letters = await unit.next_letters(now, now - self._pace.chat_first, PAGE)
        sent = 0
        async with self.mailer as mailer:
            for letter in letters:
                try:
                    sent += await self._deliver(mailer, letter)
                except Unreachable as fault:
                    log.warning("no mail server", fault=str(fault))
                    break
                except CannotDeliver as fault:
                    log.warning("letter not taken", number=letter.number, fault=str(fault))
        return sent

    async def _deliver(self, mailer: Mailer, letter: Letter) -> bool:
        now = self._clock.now()
        async with self._units(False) as unit:
            free = await unit.claim(letter.number, now, now + self._pace.wait(letter.tries, random.random()))
            await unit.commit()
        if not free:
            return False
        await mailer.send(letter)
        async with self._units(False) as unit:
            await unit.delivered([letter.number], self._clock.now())
            await unit.commit()
        return True


async def _referrals(unit: SweepUnit, after: str) -> Sequence[Watched]:
    return await unit.watched(after, PAGE)


async def _inquiries(unit: SweepUnit, after: str) -> Sequence[Watched]:
    return await unit.watched_inquiries(after, PAGE)
