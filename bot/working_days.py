"""Which days people are at work in Norway."""

from __future__ import annotations

import datetime as dt

import holidays

SATURDAY = 5
_FREE = holidays.country_holidays("NO")


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is neither Saturday, Sunday nor a public holiday in Norway."""
    return day.weekday() < SATURDAY and day not in _FREE
