"""The times that are suggested for a talk, and how they stand in a button. All are Norwegian clock times.

The hours lie where summer time never begins or ends, so a date and an hour name one moment. A slot is an
hour, or half past it with 50 on top: 10 is 10:00, 60 is 10:30.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection

MOST = 3
"""Times that one suggestion holds."""

HOURS = (9, 12, 14)
OTHERS = (8, 10, 11, 13, 15)
"""Hours that are shown when none of the first ones suits."""
HALF = 50
HALVES = tuple(hour + HALF for hour in range(8, 16))
"""The half hours, shown with the others."""
SLOTS = frozenset({*HOURS, *OTHERS, *HALVES})
_MORE = "00"
"""Stands in a button for the other hours of a day."""

DAYS = 3
REACH = 10
"""Working days ahead on which a talk can be suggested by typing its day."""

_ALSO = "-"
"""Stands between the days of a suggestion."""

WorkingDay = Callable[[dt.date], bool]
_TOKEN = re.compile(r"[0-9]{6}((?:[0-9]{2}){1,3})?")


def suggested(now: dt.datetime, is_working_day: WorkingDay) -> tuple[dt.date, ...]:
    """Return the next three working days after today; `now` is in Norwegian time."""
    return reachable(now, is_working_day)[:DAYS]


def reachable(now: dt.datetime, is_working_day: WorkingDay) -> tuple[dt.date, ...]:
    """Return the next ten working days after today."""
    days: list[dt.date] = []
    day = now.date()
    while len(days) < REACH:
        day += dt.timedelta(days=1)
        if is_working_day(day):
            days.append(day)
    return tuple(days)


def token(day: dt.date, hours: tuple[int, ...] = ()) -> str:
    """Return a day and hours as they stand in a button: "26112309" is 23 November 2026 at nine."""
    return day.strftime("%y%m%d") + "".join(f"{hour:02}" for hour in hours)


def all_of(starts: Collection[dt.datetime]) -> str:
    """Return times of several days as they stand in a button, each day with its hours."""
    days = sorted({at.date() for at in starts})
    own = {day: tuple(slot_of(at) for at in sorted(starts) if at.date() == day) for day in days}
    return _ALSO.join(token(day, own[day]) for day in days)


def more(day: dt.date) -> str:
    """Return what stands in the button that shows the other hours of a day."""
    return token(day) + _MORE


def offered(text: str) -> tuple[int, ...]:
    """Return the hours to offer for what a button of a day holds; none when it names hours itself."""
    if len(text) == len("yymmdd"):
        return HOURS
    return tuple(sorted((*OTHERS, *HALVES), key=clock)) if text[len("yymmdd") :] == _MORE else ()


def clock(slot: int) -> str:
    """Return a slot as people write it: "10:30"."""
    return f"{slot % HALF:02}:{'30' if slot >= HALF else '00'}"


def at_token(at: dt.datetime) -> str:
    """Return one time as it stands in a button."""
    return token(at.date(), (slot_of(at),))


def slot_of(at: dt.datetime | dt.time) -> int:
    """Return the slot of a time; one that is none of ours where it is no half hour."""
    return at.hour + (0 if at.minute == 0 else HALF if at.minute == 30 else 2 * HALF)


def times(text: str) -> tuple[dt.datetime, ...] | None:
    """Return the times that a token names, without a time zone; None when it is none that we make."""
    found = [_times(day) for day in text.split(_ALSO)]
    starts = [at for one in found for at in one or ()]
    if None in found or starts != sorted(set(starts)) or len(starts) > MOST:
        return None
    return tuple(starts)


def _times(text: str) -> tuple[dt.datetime, ...] | None:
    """Return the times of one day."""
    if (day := day_of(text)) is None:
        return None
    slots = [int(text[at : at + 2]) for at in range(6, len(text), 2)]
    if not slots or slots != sorted(set(slots) & SLOTS, key=clock):
        return None
    return tuple(dt.datetime.combine(day, dt.time.fromisoformat(clock(slot))) for slot in slots)


def days_of(text: str) -> frozenset[dt.date]:
    """Return the days that a token names; none when it is none that we make."""
    days = [day_of(one) for one in text.split(_ALSO)]
    return frozenset(day for day in days if day) if None not in days else frozenset()


def day_of(text: str) -> dt.date | None:
    """Return the day that a token names, None when it is none that we make."""
    if not _TOKEN.fullmatch(text):
        return None
    try:
        return dt.date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None
