"""When a member of staff can be reached: phone hours, and days away. No number: the sources give none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LONGEST = dt.timedelta(days=366)
"""Nobody enters a longer absence in the chat: that is a post without a person, the coordinator's matter."""


@dataclass(frozen=True, slots=True)
class PhoneHours:
    """On which weekdays (1 is Monday) and between which clock times somebody takes the phone.

    Raises ValueError when there is no such day or time. `str` gives what is stored: "12345 09:00-11:00".
    """

    days: tuple[int, ...]
    first: dt.time
    last: dt.time

    def __post_init__(self) -> None:
        if not self.days or not set(self.days) <= set(range(1, 8)) or self.first >= self.last:
            raise ValueError("no phone hours")

    def __str__(self) -> str:
        return f"{''.join(map(str, self.days))} {self.first:%H:%M}-{self.last:%H:%M}"


def phone_hours_of(line: str) -> PhoneHours:
    """Return the phone hours that `str` gave this line. Raises ValueError for any other line."""
    days, _, times = line.partition(" ")
    first, _, last = times.partition("-")
    return PhoneHours(tuple(map(int, days)), dt.time.fromisoformat(first), dt.time.fromisoformat(last))


@dataclass(frozen=True, slots=True)
class Absence:
    """Days away, both included. Raises ValueError when they end before they begin."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("no absence")


@dataclass(frozen=True, slots=True)
class Reach:
    """When somebody can be reached; `away` holds what is not over yet, the nearest first."""

    hours: PhoneHours | None = None
    away: tuple[Absence, ...] = ()
