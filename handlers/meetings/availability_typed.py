"""Understands when somebody says to be away, or to take the phone: days, weekdays and clock times. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from bot.domain.person.availability import LONGEST, Absence, PhoneHours

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[./]\s?(\d{1,2})(?:[./]\s?(\d{4}|\d{2}))?")
_WORD = re.compile(r"[^\W\d_]{3,}")
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?"
WORKING_DAYS = (1, 2, 3, 4, 5)
SHORT = 3
"""Letters of a weekday that are enough."""


def after_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """Return what follows one of the phrases at the beginning of a text, the longest first; None without."""
    said = " ".join(text.casefold().split()).removeprefix("/")
    for phrase in sorted(phrases, key=len, reverse=True):
        if re.match(rf"{re.escape(phrase.casefold())}(?!\w)", said):
            return said[len(phrase) :]
    return None


def absence_in(text: str, today: dt.date) -> Absence | None:
    """Return the days away that a text names: one day, or the first and the last; None if it names none.

    A day without a year is the next such day. What is over, backwards or over a year is none.
    """
    days = [_day(match, today) for match in _DAY.finditer(text)]
    if not 1 <= len(days) <= 2 or None in days:
        return None
    first, last = days[0], days[-1]
    if first is None or last is None or last < today or not dt.timedelta() <= last - first <= LONGEST:
        return None
    return Absence(first, last)


def _day(match: re.Match[str], today: dt.date) -> dt.date | None:
    year, month, day = match[1] or match[6], match[2] or match[5], match[3] or match[4]
    try:
        if year:
            return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        this_year = dt.date(today.year, int(month), int(day))
        return this_year if this_year >= today else this_year.replace(year=today.year + 1)
    except ValueError:
        return None


def hours_in(text: str, weekdays: Mapping[str, int], joins: Iterable[str]) -> PhoneHours | None:
    """Return the phone hours that a text names ("man-fre 9-11"); without weekdays every working day is meant.

    `weekdays` gives the number of each name, `joins` are the words for "to" and the like.
    """
    said = re.sub(r"[–—]", "-", text.casefold())
    to = "|".join(map(re.escape, sorted({"-", *joins}, key=len, reverse=True)))
    times = re.search(rf"{_TIME}\s*(?:{to})\s*{_TIME}", said)
    if not times:
        return None
    days = _days(said[: times.start()] + said[times.end() :], weekdays, to)
    try:
        first, last = (dt.time(int(times[n]), int(times[n + 1] or 0)) for n in (1, 3))
        return PhoneHours(days or WORKING_DAYS, first, last)
    except ValueError:
        return None


def _days(said: str, weekdays: Mapping[str, int], to: str) -> tuple[int, ...]:
    """Return the weekdays that are named, with all in between where two are joined."""
    found: set[int] = set()
    before: tuple[int, int] | None = None  # the weekday named last, and where its name ended
    for word in _WORD.finditer(said):
        sign = word[0][:SHORT]
        number = next((n for name, n in weekdays.items() if name.casefold().startswith(sign)), None)
        if number is None:
            continue
        if before and re.fullmatch(rf"\s*(?:{to})\s*", said[before[1] : word.start()]):
            found |= set(range(before[0], number + 1))
        found.add(number)
        before = number, word.end()
    return tuple(sorted(found))
