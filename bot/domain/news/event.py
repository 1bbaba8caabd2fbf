"""Events for all who work together: once or recurring, with the days on which they take place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count


class EventKind(StrEnum):
    """What people meet for."""

    LUNCH = "lunch"
    CAFE = "cafe"
    STAFF = "staff"
    OFFICE = "office"
    TEACHING = "teaching"


class Every(StrEnum):
    """How often an event comes again."""

    ONCE = "once"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


WEEKS = {Every.WEEKLY: 1, Every.FORTNIGHTLY: 2}
LAST = 5
"""The fifth such weekday of a month is meant as its last one."""


@dataclass(frozen=True, slots=True)
class Event:
    """`start` is what the clocks in Norway show then. A series goes on until a day, that day included.

    Monthly means the same weekday in the same week of the month. `number` is 0 until it is stored.
    """

    number: int
    kind: EventKind
    place: str
    start: dt.datetime
    minutes: int
    every: Every
    until: dt.date
    off: bool = False

    @property
    def week(self) -> int:
        """Return which one of its weekdays of a month the first day is, LAST for the last."""
        return (self.start.day - 1) // 7 + 1

    def days(self, after: dt.date) -> Iterator[dt.date]:
        """Yield the days on which it takes place from a day on, in order."""
        for day in self._days():
            if day > self.until:
                return
            if day >= after:
                yield day

    def _days(self) -> Iterator[dt.date]:
        first = self.start.date()
        if self.every is Every.ONCE:
            yield first
        elif self.every is Every.MONTHLY:
            yield from (self._in_month(first.year * 12 + first.month - 1 + n) for n in count())
        else:
            weeks = WEEKS[self.every]
            yield from (first + dt.timedelta(weeks=weeks * n) for n in count())

    def _in_month(self, month: int) -> dt.date:
        begin = dt.date(month // 12, month % 12 + 1, 1)
        day = begin + dt.timedelta((self.start.weekday() - begin.weekday()) % 7 + 7 * (self.week - 1))
        return day if day.month == begin.month else day - dt.timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """An event as somebody sees it. `mine` are the days they signed up for, None for all of them.

    `people` is how many signed up in all, told to the coordinator.
    """

    event: Event
    mine: frozenset[dt.date | None] = field(default_factory=frozenset)
    people: int = 0

    def goes(self, day: dt.date) -> bool:
        """Tell whether this person comes on a day."""
        return None in self.mine or day in self.mine
