"""The times that are suggested for a talk, and how they stand in a button. All are Norwegian clock times.

The hours lie where summer time never begins or ends, so a date and an hour name one moment.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

HOURS = (9, 12, 14)
DAYS = 3

WorkingDay = Callable[[dt.date], bool]
_TOKEN = re.compile(r"[0-9]{6}((?:[0-9]{2}){1,3})?")


def suggested(now: dt.datetime, is_working_day: WorkingDay) -> tuple[dt.date, ...]:
    """Return the next three working days after today; `now` is in Norwegian time."""
    days: list[dt.date] = []
    day = now.date()
    while len(days) < DAYS:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            days.append(day)
    return tuple(days)


def token(day: dt.date, hours: tuple[int, ...] = ()) -> str:
    """Return a day and hours as they stand in a button: "26112309" is 23 November 2026 at nine."""
    return day.strftime("%y%m%d") + "".join(f"{hour:02}" for hour in hours)


def times(text: str) -> tuple[dt.datetime, ...] | None:
    """Return the times that a token names, without a time zone; None when it is none that we make."""
    if (day := day_of(text)) is None:
        return None
    hours = [int(text[at : at + 2]) for at in range(6, len(text), 2)]
    if not hours or hours != sorted(set(hours) & set(HOURS)):
        return None
    return tuple(dt.datetime.combine(day, dt.time(hour)) for hour in hours)


def day_of(text: str) -> dt.date | None:
    """Return the day that a token names, None when it is none that we make."""
    if not _TOKEN.fullmatch(text):
        return None
    try:
        return dt.date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
