"""Understands a day and a time of a talk, when nothing else is written: "tirsdag kl 12:30". Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})\.?(?:[./]?(?:\d{4}|\d{2}))?")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_HOUR = re.compile(r"\d{1,2}")
_WORD = re.compile(r"[^\s,;!?]+")
SHORT = 3
"""Letters of a weekday that are enough."""
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What was written: a weekday (1 is Monday), a date as day and month, a time; each may be missing."""

    weekday: int = 0
    date: tuple[int, int] | None = None
    time: dt.time | None = None

    @property
    def names_day(self) -> bool:
        """Tell whether a day was written."""
        return bool(self.weekday or self.date)


def read(text: str, fillers: Collection[str], days: Collection[str]) -> Typed | None:
    """Return the day and time of a text; None where it says anything else, or nothing of the kind.

    `fillers` are words that say nothing about it ("kl", "ja"), `days` the working days from Monday on, in one
    language after the other.
    """
    plain = {word.casefold() for word in fillers}
    names = [day.casefold() for day in days]
    found = Typed()
    for match in _WORD.finditer(text.casefold()):
        word = match[0].strip(".")
        if word in plain:
            continue
        more = _piece(word, names, found)
        if more is None:
            return None
        found = more
    return found if found.names_day or found.time else None


def several(
    text: str, fillers: Collection[str], days: Collection[str], between: Collection[str]
) -> tuple[Typed, ...]:
    """Return the times of a text that names more than one: "onsdag 10:30 eller torsdag 12"; else none.

    A time without a day is of the day before it in the text.
    """
    found: list[Typed] = []
    open_day: Typed | None = None
    for part in _parts(text, between):
        one = read(part, fillers, days)
        if one is None or (open_day and one.names_day):
            return ()
        day = one if one.names_day else open_day or (found[-1] if found else one)
        open_day = None if one.time else day
        if one.time:
            found.append(Typed(day.weekday, day.date, one.time))
    return tuple(found) if len(found) > 1 and open_day is None else ()


def _parts(text: str, between: Collection[str]) -> list[str]:
    words = "|".join(re.escape(word.casefold()) for word in between)
    return [part for part in re.split(rf"[,;]|\b(?:{words})\b", text.casefold()) if part.strip()]


def _piece(word: str, names: list[str], so_far: Typed) -> Typed | None:
    """Return what is known after one more word; None when it is none of a day or time, or a second one."""
    clock, date = _CLOCK.fullmatch(word), _DATE.fullmatch(word)
    if so_far.time is None and clock and (":" in word or int(clock[2]) in (0, 30)):
        return _with_time(so_far, int(clock[1]), int(clock[2]))
    if date and so_far.date is None:
        return Typed(so_far.weekday, (int(date[1]), int(date[2])), so_far.time)
    if _HOUR.fullmatch(word) and so_far.time is None:
        return _with_time(so_far, int(word), 0)
    number = next((n for n, name in enumerate(names, 1) if _is_short(word, name)), 0)
    day = (number - 1) % WORKING_DAYS + 1
    return Typed(day, so_far.date, so_far.time) if number and not so_far.weekday else None


def _is_short(word: str, name: str) -> bool:
    return len(word) >= SHORT and name.startswith(word)


def _with_time(so_far: Typed, hour: int, minute: int) -> Typed | None:
    if hour > 23 or minute > 59:
        return None
    return Typed(so_far.weekday, so_far.date, dt.time(hour, minute))


def day_among(found: Typed, days: Collection[dt.date], asked: dt.date | None) -> dt.date | None:
    """Return the first of the days that fits what was written; the one asked for when none was written."""
    if not found.names_day:
        return asked
    fits = (
        day
        for day in days
        if (not found.weekday or day.isoweekday() == found.weekday)
        and (found.date is None or (day.day, day.month) == found.date)
    )
    return next(fits, None)
