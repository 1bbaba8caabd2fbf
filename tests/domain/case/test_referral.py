"""A referral goes only where its state leads, and stands on a consent as long as it is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case.consent import LONGEST_AGE, Narrowing, Receiver
from bot.domain.case.history import IllegalChange
from bot.domain.case.referral import (
    CLOSED,
    DECLINE_REASONS,
    LEGAL,
    NoConsent,
    NotNewer,
    Reason,
    Referral,
    State,
)
from tests.domain.making import NOW, consent, referral, referral_in

LATER = NOW + dt.timedelta(hours=1)


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_the_whole_matrix(before: State, after: State) -> None:
    """From every state to every state: a legal change is added to the history, any other is refused."""
    start = referral_in(before)
    if after not in LEGAL[before]:
        with pytest.raises(IllegalChange):
            start.change(after, "jonas", LATER)
        return
    changed = start.change(after, "jonas", LATER, Reason.FULL)
    assert changed.history[:-1] == start.history
    assert (changed.state, changed.version) == (after, start.version + 1)


def test_the_matrix_is_complete() -> None:
    """Each state says where it leads; nothing leads out of an end, and every open state can be ended."""
    assert set(LEGAL) == set(State)
    assert {state for state, after in LEGAL.items() if not after} == CLOSED
    assert all(State.CANCELLED in LEGAL[state] for state in State if state not in CLOSED)
    assert all(State.REQUESTED not in after for after in LEGAL.values())


@pytest.mark.parametrize("state", State)
def test_withdrawal_reaches_every_state(state: State) -> None:
    """Withdrawal ends an open referral at once and marks the consent of a closed one."""
    before = referral_in(state)
    after = before.withdraw("anna", LATER)
    assert after.consent.withdrawn_at == LATER
    assert not after.is_open
    if state in CLOSED:
        assert after.history == before.history
    else:
        assert after.state is State.CANCELLED
        assert after.history[-1].reason is Reason.CONSENT_WITHDRAWN


def test_withdrawal_twice_is_withdrawal_once() -> None:
    """The second withdrawal changes nothing."""
    once = referral().withdraw("anna", LATER)
    assert once.withdraw("anna", LATER + dt.timedelta(days=1)) == once


@pytest.mark.parametrize("receivers", [{Receiver.NAV_COUNSELLOR}, {Receiver.EMPLOYER}])
def test_the_job_specialist_must_be_named(receivers: set[Receiver]) -> None:
    """A consent for others alone carries no referral."""
    with pytest.raises(NoConsent):
        referral(consent=consent(receivers=frozenset(receivers)))


def test_a_withdrawn_consent_carries_nothing() -> None:
    """A referral cannot be made from a consent that was withdrawn."""
    with pytest.raises(NoConsent):
        referral(consent=consent().withdraw(NOW))


@pytest.mark.parametrize("state", [state for state in State if state not in CLOSED])
def test_a_consent_that_ran_out_carries_nothing_further(state: State) -> None:
    """With a consent of more than a year, the only ways are those that end the referral."""
    late = NOW + LONGEST_AGE + dt.timedelta(days=2)
    before = referral_in(state)
    assert before.is_paused(late.date())
    for after in LEGAL[state]:
        if after in CLOSED:
            assert before.change(after, "jonas", late).state is after
        else:
            with pytest.raises(NoConsent):
                before.change(after, "jonas", late)


@pytest.mark.parametrize("state", [state for state in State if state not in CLOSED])
@pytest.mark.parametrize(
    "fault",
    [{"participation": False}, {"in_patient_record": False}, {"given_on": NOW.date() + dt.timedelta(days=9)}],
)
def test_a_stored_consent_that_is_none(state: State, fault: dict[str, Any]) -> None:
    """What is read with such a consent can be seen, ended and withdrawn; nothing is shared upon it."""
    kept = replace(referral_in(state), consent=consent(**fault))
    assert kept.is_paused(LATER.date())
    assert not kept.has_run_out(LATER.date())
    assert kept.withdraw("anna", LATER).consent.withdrawn_at == LATER
    for going_on in (
        lambda: kept.hand_over("dps-fact", "jonas", LATER),
        lambda: kept.narrow(Narrowing.CONTACT, "anna", LATER),
        lambda: kept.name_employer(LATER.date(), "anna", LATER),
    ):
        with pytest.raises((NoConsent, NotNewer)):
            going_on()
    for after in LEGAL[state] & CLOSED:
        assert not kept.change(after, "jonas", LATER).is_open
    later = LATER + dt.timedelta(days=9)
    renewed = kept.renew(consent(given_on=later.date(), recorded_at=later), "anna", later)
    assert not renewed.is_paused(later.date())


def test_a_referral_has_a_beginning() -> None:
    """A referral without any change is none."""
    with pytest.raises(ValueError, match="at least one"):
        Referral("IPS-7K3F", "oyane-dps-allmenn", "anna", "dps-general", consent(), ())


def test_decline_reasons_are_not_those_of_the_clinician() -> None:
    """A specialist can neither cancel for the clinician nor withdraw for the patient."""
    assert not {Reason.BY_CLINICIAN, Reason.CONSENT_WITHDRAWN} & set(DECLINE_REASONS)


@given(st.lists(st.tuples(st.sampled_from([*State, None]), st.integers(0, 300)), max_size=8))
def test_no_order_of_changes_leaves_an_open_referral_uncarried(steps: list[tuple[State | None, int]]) -> None:
    """Try any changes and withdrawals at any time: what comes out open has a consent, and a legal history."""
    now, kept = NOW, referral()
    for state, days in steps:
        now += dt.timedelta(days=days)
        try:
            kept = kept.withdraw("anna", now) if state is None else kept.change(state, "jonas", now)
        except (IllegalChange, NoConsent):
            continue
    states = [change.to for change in kept.history]
    assert states[0] is State.REQUESTED
    assert all(after in LEGAL[before] for before, after in pairwise(states))
    if kept.is_open:
        assert not kept.is_paused(kept.history[-1].at.date())
