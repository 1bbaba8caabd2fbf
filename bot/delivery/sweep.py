"""The sweep: reminds of what is overdue, sends what nobody has read, and finds somebody for what is stranded.

Whatever it does stands in the database before anybody is told, so it may be killed at any moment. A letter is
claimed, sent, and marked as delivered; a kill in between sends it again, under the same Message-ID.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import structlog

from bot.delivery.mail import CannotDeliver, Mailer, Unreachable
from bot.domain.deadlines import UNDELIVERED, WorkingDay, at_work, has_passed
from bot.domain.directory import Directory
from bot.domain.lapse import has_run_out, lapse
from bot.domain.outcome import Effect
from bot.domain.ports import Clock, Letter, StoreFault, SweepUnit
from bot.domain.referral import Referral
from bot.domain.reminders import Stranded, reminders, stand_ins

PAGE = 500
"""How many referrals are looked at in one transaction."""

log = structlog.get_logger()

SweepUnits = Callable[[bool], AbstractAsyncContextManager[SweepUnit]]


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
        """Sweep everything once; return how many letters the server took."""
        await self.look()
        sent = 0
        while fresh := await self.send():
            sent += fresh
        return sent

    async def look(self) -> None:
        """End what has no consent any longer, at any hour; remind and write to deputies in working hours."""
        now = self._clock.now()
        after: str | None = ""
        while after is not None:
            after = await self._over_a_page(after, now)
        if at_work(now, self._works):
            await self._pass_on(now)

    async def _over_a_page(self, after: str, now: dt.datetime) -> str | None:
        """End and remind on a page of referrals; return where the next page begins."""
        async with self._units(True) as unit:
            page = await unit.watched(after, PAGE)
            due = await self._due(unit, page, now)
        if due:
            async with self._units(False) as unit:
                page = await unit.watched(after, PAGE)  # as it stands now that nobody else can change it
                await unit.apply(await self._due(unit, page, now), now)
                await unit.commit()
        return page[-1].code if len(page) == PAGE else None

    async def _due(self, unit: SweepUnit, page: tuple[Referral, ...], now: dt.datetime) -> tuple[Effect, ...]:
        ended = [
            effect for referral in page if has_run_out(referral, now) for effect in lapse(referral, now)[1]
        ]
        current = [referral for referral in page if not has_run_out(referral, now)]
        found = [n for referral in current for n in reminders(referral, now, self._works, self._directory)]
        said = await unit.written([notice.once for notice in found if notice.once]) if found else frozenset()
        return (*ended, *(notice for notice in found if notice.once not in said))

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
