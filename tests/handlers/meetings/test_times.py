"""The times that are suggested: three working days, Norwegian clocks, whatever the season."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.context import norwegian
from bot.conversation.tokens import without_tokens
from bot.domain.clock.norway import OSLO
from bot.domain.clock.working_days import is_working_day
from handlers.meetings.times import SLOTS, clock, day_of, suggested, times, token

days = st.dates(dt.date(2024, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-11-19", "20.11 23.11 24.11"),  # a Thursday: over the weekend
        ("2026-11-21", "23.11 24.11 25.11"),  # a Saturday
        ("2026-12-23", "24.12 28.12 29.12"),  # Christmas
        ("2026-12-30", "31.12 04.01 05.01"),  # New Year
        ("2027-03-24", "30.03 31.03 01.04"),  # Easter: Thursday to Monday
        ("2026-05-15", "18.05 19.05 20.05"),  # 17 May on a Sunday
        ("2026-03-27", "30.03 31.03 01.04"),  # the Friday before summer time begins
        ("2026-10-23", "26.10 27.10 28.10"),  # the Friday before it ends
    ],
)
def test_the_next_three_working_days(today: str, expected: str) -> None:
    """No weekend, no public holiday, never today."""
    now = norwegian(dt.datetime.fromisoformat(f"{today}T12:00+00:00"))
    assert " ".join(day.strftime("%d.%m") for day in suggested(now, is_working_day)) == expected


def test_today_is_today_in_norway() -> None:
    """Late in the evening in UTC it is tomorrow already in Norway."""
    late = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert suggested(norwegian(late), is_working_day)[0] == dt.date(2026, 11, 24)


@given(day=days)
def test_three_days_in_order(day: dt.date) -> None:
    """From any day on there are three different days, all of them working days, after it."""
    found = suggested(dt.datetime.combine(day, dt.time(12)), is_working_day)
    assert day < found[0] < found[1] < found[2]
    assert all(is_working_day(one) for one in found)


@given(day=days, slots=st.lists(st.sampled_from(sorted(SLOTS)), min_size=1, max_size=3, unique=True))
def test_a_token_comes_back(day: dt.date, slots: list[int]) -> None:
    """What is written into a button is read from it; each time is one moment, in summer and in winter."""
    inside = tuple(sorted(slots, key=clock))
    found = times(token(day, inside))
    assert found == tuple(dt.datetime.combine(day, dt.time.fromisoformat(clock(one))) for one in inside)
    assert without_tokens(f"contact:IPS-7K3F:talk:ask:{token(day, inside)}").endswith(":ask:")
    assert day_of(token(day)) == day
    for at in found or ():
        early, late = (at.replace(tzinfo=OSLO, fold=fold).utcoffset() for fold in (0, 1))
        assert early == late


@pytest.mark.parametrize(
    "text",
    [
        "",
        "261123",
        "26112307",
        "26112300",
        "2611230909",
        "2611231209",
        "26113109",
        "26112309121409",
        "x61123",
        "²61123",
        "261123091",
        " 26112309",
        "26112309\n",
    ],
)
def test_no_other_token(text: str) -> None:
    """What we did not make names no time."""
    assert times(text) is None
