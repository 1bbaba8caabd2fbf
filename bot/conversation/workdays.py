"""Which days people work: Monday to Friday, but no public holiday in Norway. Pure: the year decides."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from holidays import country_holidays


def is_working_day(day: dt.date) -> bool:
    """Tell whether a day is a working day in Norway."""
    return day.isoweekday() <= 5 and day not in _holidays(day.year)


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(country_holidays("NO", years=year))
