"""Norwegian time, against the rule by which the clocks are changed."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.clock.norway import moment, norwegian

HOUR = dt.timedelta(hours=1)


def changes(year: int) -> tuple[dt.datetime, dt.datetime]:
    """Return when summer time begins and ends: at 01 UTC on the last Sundays of March and October."""
    last = [dt.datetime(year, month, 31, 1, tzinfo=dt.UTC) for month in (3, 10)]
    began, ended = (day - dt.timedelta(days=day.isoweekday() % 7) for day in last)
    return began, ended


@pytest.mark.parametrize("year", range(2024, 2041))
def test_clocks_change_by_the_rule(year: int) -> None:
    """An hour before and after each change the clocks show what the European rule says, and lead back."""
    began, ended = changes(year)
    for at, hours in ((began - HOUR, 1), (began, 2), (ended - HOUR * 2, 2), (ended, 1), (ended + HOUR, 1)):
        shown = norwegian(at)
        assert shown.utcoffset() == hours * HOUR
        assert (shown, moment(shown.replace(tzinfo=None))) == (at, at)


def test_times_over_a_change_can_be_subtracted() -> None:
    """Between noon and noon lie 23 hours when summer time begins."""
    began, _ = changes(2026)
    noon = began.replace(hour=12, tzinfo=None)
    assert norwegian(moment(noon)) - norwegian(moment(noon - dt.timedelta(days=1))) == 23 * HOUR


def test_an_hour_that_comes_twice_or_never() -> None:
    """The hour that comes twice is meant the second time; in the one that is left out the new time holds."""
    began, ended = changes(2026)
    assert moment(ended.replace(hour=2, minute=30, tzinfo=None)) == ended + HOUR / 2
    assert moment(began.replace(hour=2, minute=30, tzinfo=None)) == began - HOUR / 2
