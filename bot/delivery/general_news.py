"""Reminds of events and of the instruction, and tells learners that what they learned has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.domain.clock.norway import norwegian
from bot.domain.ports.store import Clock
from bot.domain.ports.sweep_unit import SweepUnit
from bot.domain.referral.deadlines import WorkingDay
from bot.domain.turn import course_news, event_news, reading
from bot.domain.turn.course_news import CourseContent
from bot.domain.turn.curators_digest import MONDAY, digest
from bot.domain.turn.notice import Notify

SweepUnits = Callable[[bool], AbstractAsyncContextManager[SweepUnit]]


class GeneralNews:
    """What concerns no case, and is due by the clock. Each is said once."""

    def __init__(
        self,
        units: SweepUnits,
        clock: Clock,
        works: WorkingDay,
        content: CourseContent | None,
        review_by: tuple[dt.date, ...] = (),
    ) -> None:
        self._units = units
        self._clock = clock
        self._works = works
        self._content = content
        self._review_by = review_by

    async def remind(self) -> None:
        """Write what is due."""
        async with self._units(True) as unit:
            due = (self._events(unit), self._digest(unit), self._late(unit), self._behind(unit))
            if not any([await found for found in due]):
                return
        now = self._clock.now()
        async with self._units(False) as unit:
            await unit.apply([*await self._events(unit), *await self._digest(unit)], now)
            for person, version in await self._late(unit):
                await unit.apply([reading.late(person, version)], now)
                await unit.reminded_reader(person, version, now)
            for notice, person in await self._behind(unit):
                await unit.apply([notice], now)
                await unit.told_of_content(person, self._content.version if self._content else now.date())
            await unit.commit()

    async def _events(self, unit: SweepUnit) -> tuple[Notify, ...]:
        today = norwegian(self._clock.now()).date()
        due = [
            notice
            for event, person, day in await unit.event_signups(today)
            if (notice := event_news.reminder(event, person, day, today, self._works))
        ]
        said = await unit.written([notice.once for notice in due if notice.once]) if due else frozenset()
        return tuple(notice for notice in due if notice.once not in said)

    async def _digest(self, unit: SweepUnit) -> tuple[Notify, ...]:
        """Return the coordinators' digest on a Monday, unless it is written."""
        today = norwegian(self._clock.now()).date()
        groups, changes = await unit.curating() if today.weekday() == MONDAY else (0, 0)
        notice = digest(today, groups, changes, self._review_by)
        if notice is None or notice.once in await unit.written([notice.once or ""]):
            return ()
        return (notice,)

    async def _late(self, unit: SweepUnit) -> tuple[tuple[str, str], ...]:
        return await unit.late_readers(norwegian(self._clock.now()).date())

    async def _behind(self, unit: SweepUnit) -> tuple[tuple[Notify, str], ...]:
        if self._content is None:
            return ()
        found = await unit.behind(self._content.version)
        return tuple(
            (course_news.changed(self._content, person, learned), person) for person, learned in found
        )
