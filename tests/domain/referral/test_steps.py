"""Who may do what with a referral now, who has to act next, and that no post gets more than its places."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.case.consent import LONGEST_AGE, Narrowing, NotNarrower, Receiver, Scope
from bot.domain.case.history import IllegalChange
from bot.domain.case.referral import (
    CLOSED,
    DECLINE_REASONS,
    WAIT_REASONS,
    Milestone,
    Reason,
    Referral,
    State,
)
from bot.domain.organisation.directory import MOST_PARTICIPANTS
from bot.domain.organisation.routing import PostLoad, Route, Why, route
from bot.domain.person.person import Person, Role
from bot.domain.referral.steps import Owner, Step, owner, place_in_queue, steps, targets, true_reasons
from bot.domain.turn.snapshot import TurnSnapshot
from tests.domain.making import NOW, TODAY, consent, directory, referral, referral_in

JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor")
FULL = PostLoad(MOST_PARTICIPANTS)
HELD = frozenset(directory().posts)
WORLD = TurnSnapshot(held=HELD)
ENDINGS = {Step.DECLINE, Step.STOP, Step.COMPLETE}


def may(who: Person, known: Referral, snapshot: TurnSnapshot = WORLD, days: float = 0) -> set[Step]:
    """Return what somebody may do so many days after it was sent (on a Saturday)."""
    return set(steps(who, known, directory(), snapshot, NOW + dt.timedelta(days=days), NOW))


TABLE: dict[State, set[Step]] = {
    State.REQUESTED: set(),
    State.RECEIVED: {Step.ACCEPT, Step.GIVE, Step.WAIT, Step.DECLINE},
    State.ACCEPTED: {Step.MEETING, Step.GIVE, Step.WAIT, Step.STOP},
    State.ON_HOLD: {Step.ACCEPT, Step.GIVE, Step.DECLINE},
    State.IN_PROGRESS: {Step.SEARCH, Step.JOB, Step.EDUCATION, Step.GIVE, Step.COMPLETE, Step.STOP},
    **{state: set() for state in CLOSED},
}


@pytest.mark.parametrize("state", State)
def test_what_the_post_may_do(state: State) -> None:
    """Each state offers its steps to the post's holder, and none to anybody else."""
    assert may(JONAS, referral_in(state)) == TABLE[state]
    for other in (
        Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn"),
        Person("frida", Role.JOB_SPECIALIST, post="dps-fact"),
        Person("kari", Role.COORDINATOR),
    ):
        assert may(other, referral_in(state)) == set()


@pytest.mark.parametrize("state", [state for state in State if state not in CLOSED])
def test_an_old_consent_leaves_only_the_ends(state: State) -> None:
    """After a year nothing goes on; the clinician has to act."""
    late = LONGEST_AGE.days + 2
    assert may(JONAS, referral_in(state), days=late) == TABLE[state] & ENDINGS
    assert owner(referral_in(state), directory(), TODAY + dt.timedelta(days=late)) is Owner.CLINICIAN


@pytest.mark.parametrize(("days", "takes"), [(0, False), (4.4, False), (4.5, True), (9, True)])
def test_the_supervisor_takes_over_after_three_working_days(days: float, takes: bool) -> None:
    """Sent on a Saturday at 12: the three days are Monday to Wednesday; a look in between changes nothing."""
    assert (Step.TAKE in may(METTE, referral(), days=days)) is takes


def test_nobody_at_the_post() -> None:
    """Where no person is attached the supervisor need not wait."""
    assert may(METTE, referral(), TurnSnapshot(held=frozenset({"dps-supervisor"}))) == {Step.TAKE, Step.GIVE}


def test_a_supervisor_has_no_participants() -> None:
    """At the supervisor's own post nothing is accepted: it is given on, waits, or is declined."""
    own = referral(post="dps-supervisor").change(State.RECEIVED, "mette", NOW)
    assert may(METTE, own) == {Step.GIVE, Step.WAIT, Step.DECLINE}
    assert owner(own, directory(), TODAY) is Owner.SUPERVISOR


def test_never_over_twenty() -> None:
    """A full post, or one whose holder is away, is no target, and takes nothing from the waiting list."""
    known = referral_in(State.ON_HOLD)
    for load in (FULL, PostLoad(0, away=True)):
        snapshot = replace(WORLD, loads={"dps-general": load, "dps-fact": load})
        assert Step.ACCEPT not in may(JONAS, known, snapshot)
        assert [post.id for post in targets(known, directory(), snapshot)] == ["dps-supervisor"]


def test_nothing_is_handed_to_a_post_without_a_person() -> None:
    """However many places it has: nobody would read it there. The waiting list needs a supervisor, too."""
    known = referral_in(State.RECEIVED)
    alone = TurnSnapshot(held=frozenset({"dps-general"}))
    assert targets(known, directory(), alone) == ()
    assert not {Step.GIVE, Step.WAIT} & may(JONAS, known, alone)


def test_a_team_is_called_full_only_when_it_is() -> None:
    """With a free place anywhere in the team, "there is no room" is no reason to be chosen."""
    known = referral_in(State.RECEIVED)
    for reasons in (WAIT_REASONS, DECLINE_REASONS):
        assert Reason.FULL not in true_reasons(reasons, known, directory(), WORLD)
        full = replace(WORLD, loads={"dps-general": FULL, "dps-fact": FULL})
        assert true_reasons(reasons, known, directory(), full) == reasons


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        *((s, Owner.SPECIALIST) for s in State if s not in {*CLOSED, State.ACCEPTED}),
        (State.ACCEPTED, Owner.BOTH),
        (State.REJECTED, Owner.CLINICIAN),
        (State.FAILED, Owner.CLINICIAN),
        (State.COMPLETED, Owner.NOBODY),
        (State.CANCELLED, Owner.NOBODY),
    ],
)
def test_each_state_has_an_owner(state: State, acts: Owner) -> None:
    """Who has to act next, at a specialist's post."""
    assert owner(referral_in(state), directory(), TODAY) is acts


def test_milestones_come_once_and_in_turn() -> None:
    """The first meeting begins the work; the rest comes after, each once."""
    with pytest.raises(IllegalChange):
        referral_in(State.ACCEPTED).reach(Milestone.JOB, "jonas", NOW)
    begun = referral_in(State.ACCEPTED).reach(Milestone.FIRST_MEETING, "jonas", NOW)
    working = begun.reach(Milestone.JOB, "jonas", NOW)
    assert (working.state, working.milestone) == (State.IN_PROGRESS, Milestone.JOB)
    assert may(JONAS, working) == {Step.EDUCATION, Step.GIVE, Step.COMPLETE, Step.STOP}
    for again in (Milestone.JOB, Milestone.FIRST_MEETING):
        with pytest.raises(IllegalChange):
            working.reach(again, "jonas", NOW)


def test_the_history_goes_along() -> None:
    """Handing over keeps state and history, remembers every post, and is refused at the end."""
    known = referral_in(State.ACCEPTED)
    later = NOW + dt.timedelta(hours=1)
    given = known.hand_over("dps-fact", "jonas", later)
    assert (given.state, given.history[:-1]) == (State.ACCEPTED, known.history)
    assert (given.posts, given.arrived_at) == (("dps-fact", "dps-general"), later)
    for wrong, post in ((given, "dps-fact"), (referral_in(State.COMPLETED), "dps-fact")):
        with pytest.raises(IllegalChange):
            wrong.hand_over(post, "jonas", NOW)


def test_the_place_in_the_queue_lasts() -> None:
    """The wait counts from when it was put on the list, also after it was moved or its consent narrowed."""
    held = referral_in(State.ON_HOLD)
    moved = held.hand_over("dps-fact", "mette", NOW + dt.timedelta(days=1))
    assert moved.waiting_since == held.waiting_since == NOW
    assert moved.change(State.ACCEPTED, "frida", NOW).waiting_since is None
    snapshot = TurnSnapshot(queues={"ips-oyane-dps": ("IPS-AAA2", "IPS-7K3F")})
    assert place_in_queue(held, directory(), snapshot) == 2
    assert place_in_queue(referral(code="IPS-BBB3"), directory(), snapshot) == 0


def test_a_consent_only_narrows() -> None:
    """Each narrowing leads to less; the same, a wider one, or any after withdrawal is refused."""
    wide = consent(scope=Scope.DIAGNOSIS, receivers=frozenset(Receiver))
    others = (Narrowing.NO_NAV, Narrowing.NO_EMPLOYER)
    assert wide.narrowings() == (Narrowing.WORK, Narrowing.CONTACT, *others)
    without = wide.narrow(Narrowing.NO_NAV)
    assert without.receivers == {Receiver.JOB_SPECIALIST, Receiver.EMPLOYER}
    least = without.narrow(Narrowing.CONTACT).narrow(Narrowing.NO_EMPLOYER)
    assert (least.scope, least.narrowings()) == (Scope.CONTACT, ())
    for held in (least, wide.withdraw(NOW)):
        with pytest.raises(NotNarrower):
            held.narrow(Narrowing.WORK)


def test_empty_posts_in_the_routing() -> None:
    """An empty post's referrals go to the supervisor."""
    known = directory()
    there = {"dps-supervisor"}
    assert route("oyane-dps-allmenn", known, {}, held=there) == Route("dps-supervisor", Why.UNHELD)
    assert route("oyane-dps-allmenn", known, {}, held={*there, "dps-general"}).why is Why.FIRST  # type: ignore[union-attr]
