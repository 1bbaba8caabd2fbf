"""Working days in Norway: Monday to Friday, but no public holidays.

Source of the holidays: helligdagsloven § 2; lov om 1. og 17. mai. A test compares them with a library.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter, Ascension, Whitsun: days from Easter Sunday."""

DAY = dt.timedelta(days=1)


def easter(year: int) -> dt.date:
    """Return Easter Sunday of a Gregorian year (the method of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[dt.date]:
    """Return the public holidays of a year."""
    moving = (easter(year) + days * DAY for days in FROM_EASTER)
    return frozenset({*(dt.date(year, month, day) for month, day in FIXED), *moving})


def is_working_day(day: dt.date) -> bool:
    """Tell whether people are at work that day."""
    return day.weekday() < 5 and day not in holidays(day.year)


def time_on_working_days(start: dt.datetime, end: dt.datetime) -> dt.timedelta:
    """Return how much time of working days lies between two moments, both as clocks in Norway show them."""
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    total, day = dt.timedelta(), start.date()
    while day <= end.date():
        if is_working_day(day):
            midnight = dt.datetime.combine(day, dt.time())
            total += max(min(end, midnight + DAY) - max(start, midnight), dt.timedelta())
        day += DAY
    return total
