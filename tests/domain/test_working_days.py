"""Working days are those of a library of holidays; time counts on them alone."""

from __future__ import annotations

import datetime as dt

import holidays as library
import pytest

from bot.domain.clock.working_days import holidays, is_working_day, time_on_working_days

H = dt.timedelta(hours=1)


@pytest.mark.parametrize("year", range(2000, 2100))
def test_the_same_holidays_as_the_library(year: int) -> None:
    """Every public holiday of Norway, from Easter and fixed, of a hundred years."""
    assert holidays(year) == set(library.country_holidays("NO", years=year))


@pytest.mark.parametrize(
    ("day", "works"),
    [("2026-11-20", True), ("2026-11-21", False), ("2026-12-25", False), ("2026-05-14", False)],
)
def test_a_working_day(day: str, works: bool) -> None:
    """Friday is one; Saturday, Christmas and Ascension Day are none."""
    assert is_working_day(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20T12:00", "2026-11-23T12:00", 24),
        ("2026-11-21T09:00", "2026-11-22T09:00", 0),
        ("2026-11-23T09:00", "2026-11-26T09:00", 72),
        ("2026-12-23T00:00", "2026-12-29T00:00", 72),
        ("2026-11-23T09:00", "2026-11-23T09:00", 0),
    ],
)
def test_time_on_working_days(start: str, end: str, hours: int) -> None:
    """Weekends and Christmas take no time; three working days are 72 hours."""
    spent = time_on_working_days(dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end))
    assert spent == hours * H
