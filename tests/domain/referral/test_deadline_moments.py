"""By when something must happen: the same limits as the reminders, told beforehand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case.referral import Milestone, Referral, State
from bot.domain.clock.norway import norwegian
from bot.domain.clock.working_days import is_working_day
from bot.domain.referral.deadlines import DAY, Overdue, at_work, deadline, due, has_passed, over_at
from tests.domain.making import consent, referral

MOMENTS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))
LIMITS = st.integers(1, 10 * 24).map(lambda hours: hours * DAY / 24)
AWHILE = st.integers(0, 60 * 24).map(lambda hours: hours * DAY / 24)
SECOND = dt.timedelta(seconds=1)


@given(MOMENTS, LIMITS)
def test_a_limit_is_over_at_its_moment_and_not_before(start: dt.datetime, limit: dt.timedelta) -> None:
    """The moment told beforehand is the one at which the limit passes."""
    at = over_at(limit, start, is_working_day)
    assert has_passed(limit, start, at, is_working_day)
    assert not has_passed(limit, start, at - SECOND, is_working_day)


def in_state(at: dt.datetime, *way: State | Milestone) -> Referral:
    """Return a referral that went this way, a step an hour."""
    found = referral(at=at, consent=consent(given_on=at.date(), recorded_at=at))
    for step in way:
        at += dt.timedelta(hours=1)
        known = isinstance(step, Milestone)
        found = found.reach(step, "jonas", at) if known else found.change(step, "jonas", at)
    return found


WAYS: tuple[tuple[State | Milestone, ...], ...] = (
    (),
    (State.RECEIVED,),
    (State.RECEIVED, State.ACCEPTED),
    (State.RECEIVED, State.ACCEPTED, Milestone.FIRST_MEETING),
    (State.RECEIVED, State.ACCEPTED, Milestone.FIRST_MEETING, Milestone.JOB_SEARCH),
    (State.RECEIVED, State.REJECTED),
)


@given(MOMENTS, st.sampled_from(WAYS), AWHILE)
def test_what_is_late_is_what_is_reminded_of(
    at: dt.datetime, way: tuple[State | Milestone, ...], later: dt.timedelta
) -> None:
    """Within working hours a limit has passed exactly when its reminder is due."""
    found = in_state(at, *way)
    now = found.history[-1].at + later
    limit = deadline(found, is_working_day)
    reminded = {reminder.kind for reminder in due(found, now, is_working_day)}
    if at_work(now, is_working_day):
        assert (limit is not None and limit.has_passed(now)) == bool(reminded)
        assert not reminded or (limit is not None and limit.kind in reminded)


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        (WAYS[0], Overdue.NOT_OPENED),
        (WAYS[1], Overdue.NOT_ANSWERED),
        (WAYS[2], Overdue.NO_MEETING),
        (WAYS[3], Overdue.NO_SEARCH),
        (WAYS[4], None),
        (WAYS[5], None),
    ],
)
def test_which_limit_runs(way: tuple[State | Milestone, ...], kind: Overdue | None) -> None:
    """Opening, the answer, the first meeting and the job search have a limit; everything else has none."""
    limit = deadline(in_state(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), *way), is_working_day)
    assert (limit.kind if limit else None) == kind


def test_a_limit_over_the_end_of_summer_time() -> None:
    """Two working days from Friday noon end on Tuesday noon, whatever the clocks did on Sunday."""
    friday = dt.datetime(2026, 10, 23, 10, tzinfo=dt.UTC)
    at = norwegian(over_at(2 * DAY, friday, is_working_day))
    assert at.isoformat() == "2026-10-27T12:00:00+01:00"
