"""What is counted: whole months, medians of five or more, and no number that would be a few people."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case.referral import Milestone, Reason, State
from bot.domain.turn.statistics import (
    FEWEST,
    Asked,
    Passage,
    Period,
    Statistics,
    by_role,
    by_week,
    declines,
    guarded,
    passage,
    periods,
    questions,
    sent_in,
    stuck,
    told,
    typical,
    withdrawals,
)
from tests.domain.making import NOW, referral

DAY = dt.timedelta(days=1)


def test_periods_are_whole_months_and_stand_still() -> None:
    """They are the same on each day of a month, meet without a gap, and go over the new year."""
    assert periods(dt.date(2026, 11, 1)) == periods(dt.date(2026, 11, 30))
    assert periods(dt.date(2026, 11, 15)) == (
        Period(dt.date(2026, 8, 1), dt.date(2026, 10, 31)),
        Period(dt.date(2026, 5, 1), dt.date(2026, 7, 31)),
    )
    now, before = periods(dt.date(2026, 2, 3))
    assert (now.first, before.first) == (dt.date(2025, 11, 1), dt.date(2025, 8, 1))
    assert before.last + DAY == now.first


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=8))
def test_no_small_number_is_told_or_can_be_worked_out(cells: dict[str, int]) -> None:
    """With the sum known, what is hidden is at least two cells that count five together, or all there are."""
    shown = guarded(cells)
    assert set(shown) == set(cells)
    assert all(count is None or count == cells[name] for name, count in shown.items())
    assert all(count is None or count == 0 or count >= FEWEST for count in shown.values())
    hidden = [cells[name] for name, count in shown.items() if count is None]
    if hidden and any(count for count in shown.values()):
        assert len(hidden) >= 2
        assert sum(hidden) >= FEWEST


def test_many_questions_of_a_few_people_are_a_few() -> None:
    """Whatever they count: who is behind them decides, and what is hidden is of five people together."""
    cells = {"two": 40, "three": 30, "many": 50, "more": 60, "none": 0}
    people = {"two": 2, "three": 3, "many": 20, "more": 30, "none": 1}
    assert guarded(cells, people) == {"two": None, "three": None, "many": 50, "more": 60, "none": 0}
    assert guarded(cells, {**people, "three": 2}) == {**cells, "two": None, "three": None, "many": None}
    assert guarded({"two": 7, "guests": 9, "more": 11}, people) == {"two": None, "guests": None, "more": 11}


def test_a_number_alone() -> None:
    """Four are a few, none are nobody."""
    assert [told(count) for count in (0, 1, 4, 5, 9)] == [0, None, None, 5, 9]


def test_a_median_of_four_is_of_a_few() -> None:
    """Five who have come so far have a middle."""
    assert typical([1, 2, 3, 4, None]) is None
    assert typical([1, 2, 3, 9, 20, None]) == 3


def test_a_referral_is_counted_without_its_code() -> None:
    """Days to opening and answer are from its sending; a no has its reason and day."""
    new = referral()
    seen = new.change(State.RECEIVED, "jonas", NOW + 2 * DAY)
    no = seen.change(State.REJECTED, "jonas", NOW + 4 * DAY, Reason.OTHER_TEAM)
    counted = passage(no)
    assert (counted.opened, counted.answered, counted.waits) == (2, 4, False)
    assert (passage(new).opened, passage(new).answered) == (None, None)
    assert new.code not in repr(counted)
    assert "anna" not in repr(counted)
    period = Period(NOW.date(), NOW.date() + 9 * DAY)
    assert declines(Statistics((counted,)), period) == {"other_team": 1}
    assert sent_in(Statistics((counted,)), period) == (counted,)
    assert not declines(Statistics((counted,)), Period(NOW.date(), NOW.date()))


def test_a_withdrawal_counts_on_its_day() -> None:
    """A consent withdrawn long after counts where it was withdrawn."""
    ended = referral().change(State.CANCELLED, "anna", NOW + 40 * DAY, Reason.CONSENT_WITHDRAWN)
    known = Statistics((passage(ended),))
    later = NOW.date() + 40 * DAY
    assert withdrawals(known, Period(later, later)) == 1
    assert withdrawals(known, Period(NOW.date(), NOW.date())) == 0


def test_questions_by_topic() -> None:
    """Days outside of the period do not count."""
    day = NOW.date()
    known = Statistics(
        questions=(Asked(day, "a", 2), Asked(day, "a", 3), Asked(day - DAY, "a", 9), Asked(day, "", 1))
    )
    assert questions(known, Period(day, day)) == {"a": 5, "": 1}


def test_days_to_each_milestone_and_where_it_stands() -> None:
    """From the sending to the first meeting, the job search, the job; a closed one stands nowhere."""
    sent = referral().change(State.RECEIVED, "jonas", NOW).change(State.ACCEPTED, "jonas", NOW + DAY)
    assert (passage(sent).stands, passage(sent).since) == (State.ACCEPTED, (NOW + DAY).date())
    met = sent.reach(Milestone.FIRST_MEETING, "jonas", NOW + 9 * DAY)
    assert passage(met).reached == {Milestone.FIRST_MEETING: (met.history[-1].at - met.history[0].at).days}
    assert passage(referral().change(State.CANCELLED, "anna", NOW)).stands is None


def test_what_does_not_move_is_stuck() -> None:
    """After two weeks, by where it stands; what waits for a place is not stuck."""
    since = NOW.date() - 14 * DAY

    def one(stands: State, since: dt.date) -> Passage:
        return Passage("a", "b", since, 1, 2, False, stands=stands, since=since)

    known = Statistics(
        (one(State.RECEIVED, since), one(State.RECEIVED, since + DAY), one(State.ON_HOLD, since - 90 * DAY))
    )
    assert stuck(known, NOW.date()) == {State.RECEIVED: 1}


def test_questions_by_role_and_by_week() -> None:
    """Each by the Monday of its week; what lies outside the period is not counted."""
    period = Period(dt.date(2026, 8, 1), dt.date(2026, 10, 31))
    wednesday = dt.date(2026, 9, 9)
    asked = (Asked(wednesday, "x", 3, "clinician"), Asked(wednesday + 2 * DAY, "", 2, "guest"))
    known = Statistics((), (*asked, Asked(dt.date(2026, 11, 1), "x", 9, "guest")))
    assert by_role(known, period) == {"clinician": 3, "guest": 2}
    assert by_week(known, period) == {dt.date(2026, 9, 7): 5}
