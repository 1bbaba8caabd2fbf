"""Days and times of events, as they stand in a button: "261215" and "2612151130"."""

from __future__ import annotations

import datetime as dt


def day_of(text: str) -> dt.date | None:
    """Return the day of a token, None when it is none."""
    try:
        return dt.datetime.strptime(text, "%y%m%d").date() if len(text) == 6 else None
    except ValueError:
        return None


def time_of(text: str) -> dt.datetime | None:
    """Return the clock time of a token, None when it is none."""
    try:
        return dt.datetime.strptime(text, "%y%m%d%H%M") if len(text) == 10 else None
    except ValueError:
        return None


def months_on(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later; the last of the month where there is no such day."""
    month = day.month - 1 + months
    first = dt.date(day.year + month // 12, month % 12 + 1, 1)
    after = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + dt.timedelta(day.day - 1), after - dt.timedelta(1))
