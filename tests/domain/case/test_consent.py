"""A consent is judged apart from reading it: nothing is made of what is none, and it can still be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case.consent import (
    LONGEST_AGE,
    Consent,
    ConsentFault,
    Form,
    Narrowing,
    NotAConsent,
    Receiver,
    Scope,
)
from bot.domain.clock.norway import norwegian
from tests.domain.making import NOW, TODAY, consent

DAY = dt.timedelta(days=1)

ANY_CONSENT = st.fixed_dictionaries(
    {
        "participation": st.booleans(),
        "receivers": st.frozensets(st.sampled_from(Receiver)),
        "scope": st.sampled_from(Scope),
        "form": st.sampled_from(Form),
        "given_on": st.dates(TODAY - 800 * DAY, TODAY + 800 * DAY),
        "in_patient_record": st.booleans(),
        "recorded_by": st.just("anna"),
        "recorded_at": st.datetimes(timezones=st.just(dt.UTC), min_value=dt.datetime(2025, 1, 1)).filter(
            lambda at: at.year < 2028
        ),
        "wording": st.just("test"),
    }
)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"participation": False}, ConsentFault.NO_PARTICIPATION),
        ({"receivers": frozenset()}, ConsentFault.NO_RECEIVER),
        ({"given_on": TODAY + DAY}, ConsentFault.IN_FUTURE),
        ({"given_on": TODAY - LONGEST_AGE - DAY}, ConsentFault.TOO_OLD),
        ({"in_patient_record": False}, ConsentFault.NOT_RECORDED),
    ],
)
def test_each_fault_stops_it(change: dict[str, Any], fault: ConsentFault) -> None:
    """Of what is no consent nothing is made, and it says why; read from storage it holds on no day."""
    kept = consent(**change)
    with pytest.raises(NotAConsent) as stopped:
        kept.checked()
    assert stopped.value.fault is kept.fault is fault
    assert not any(kept.is_current(day) for day in (TODAY - DAY, TODAY, TODAY + DAY))
    assert kept.withdraw(NOW).withdrawn_at == NOW


def test_every_fault_has_its_case() -> None:
    """A new fault needs a case above."""
    assert {fault.value for fault in ConsentFault} == {
        "no_participation",
        "no_receiver",
        "in_future",
        "too_old",
        "not_recorded",
    }


@pytest.mark.parametrize("given_on", [TODAY, TODAY - DAY, TODAY - LONGEST_AGE])
def test_the_oldest_and_the_newest_day_count(given_on: dt.date) -> None:
    """A consent of today counts, and one that is exactly a year and a day old."""
    assert consent(given_on=given_on).is_current(TODAY)


@given(ANY_CONSENT)
def test_no_combination_is_an_invalid_consent(values: dict[str, Any]) -> None:
    """Whatever is put together, either it is refused or everything that a consent needs is there."""
    valid = (
        values["participation"]
        and values["receivers"]
        and values["in_patient_record"]
        and dt.timedelta(0) <= norwegian(values["recorded_at"]).date() - values["given_on"] <= LONGEST_AGE
    )
    made = Consent(**values)
    recorded = norwegian(made.recorded_at).date()
    assert made.is_current(recorded) == (made.fault is None) == bool(valid)


@given(st.frozensets(st.sampled_from(Receiver), min_size=1), st.sampled_from(Receiver))
def test_consent_for_one_says_nothing_about_another(named: frozenset[Receiver], asked: Receiver) -> None:
    """Only a receiver that was named is covered; an old yes to employers at large covers none."""
    covered = consent(receivers=named, employer_on=None).covers(asked)
    assert covered == (asked in named and asked is not Receiver.EMPLOYER)


def test_one_employer_who_was_named() -> None:
    """An employer is covered from the day on which the participant agreed to that one, until taken out."""
    named = consent().with_employer(TODAY)
    assert named.covers(Receiver.EMPLOYER)
    assert named.employer_on == TODAY
    without = named.narrow(Narrowing.NO_EMPLOYER)
    assert (without.covers(Receiver.EMPLOYER), without.employer_on) == (False, None)


def test_withdrawal_is_final() -> None:
    """A withdrawn consent is never current again, and its first withdrawal stands."""
    gone = consent().withdraw(NOW)
    assert not gone.is_current(TODAY)
    assert gone.withdraw(NOW + DAY).withdrawn_at == NOW


@given(st.integers(0, 800))
def test_consent_runs_out(days: int) -> None:
    """A consent is relied on for a year and no longer, or for what the house had set when it was recorded."""
    assert consent().is_current(TODAY + days * DAY) == (days * DAY <= LONGEST_AGE)
    assert consent(holds_days=90).is_current(TODAY + days * DAY) == (days <= 90)
