"""Where a referral belongs in whose inbox, and since when it waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.case.referral import Milestone, Reason, Referral, State
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Person, Role
from bot.domain.referral.waiting import Part, free_in_team, part_of, waits_since
from bot.domain.turn.snapshot import TurnSnapshot
from tests.domain.making import NOW, consent, directory, person, referral, referral_in

DAY = dt.timedelta(days=1)
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general")
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor")
HELD = frozenset({"dps-general", "dps-supervisor"})
FULL = {"dps-general": PostLoad(20)}


def part(who: Person, of: Referral, now: dt.datetime = NOW, **snapshot: object) -> Part | None:
    """Return where a referral belongs."""
    return part_of(who, of, directory(), TurnSnapshot(**{"held": HELD, **snapshot}), now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "jonas", "mette"),
    [
        (State.REQUESTED, Part.WAITS, Part.TEAM),
        (State.RECEIVED, Part.WAITS, Part.TEAM),
        (State.ACCEPTED, Part.WAITS, Part.TEAM),
        (State.IN_PROGRESS, Part.MINE, Part.TEAM),
        (State.REJECTED, None, None),
        (State.COMPLETED, None, None),
        (State.CANCELLED, None, None),
        (State.FAILED, None, None),
    ],
)
def test_where_each_state_belongs(state: State, jonas: Part | None, mette: Part | None) -> None:
    """What others wait for waits for its post; what is closed is nowhere."""
    of = referral_in(state)
    assert (part(JONAS, of), part(METTE, of)) == (jonas, mette)


def test_what_nobody_opens_waits_for_the_supervisor_too() -> None:
    """After three working days, or at once where the post has no person, it can be taken over."""
    of = referral()
    assert part(METTE, of, NOW + 4 * DAY) is Part.TEAM
    assert part(METTE, of, NOW + 5 * DAY) is Part.WAITS
    assert part(METTE, of, held=frozenset({"dps-supervisor"})) is Part.WAITS


def test_the_waiting_list_waits_when_there_is_room() -> None:
    """As many of the list as the team has places wait for the supervisor, the longest waiting first."""
    first, second = (
        replace(referral().change(State.ON_HOLD, "jonas", NOW, Reason.FULL, post="dps-supervisor"), code=code)
        for code in ("IPS-AAA2", "IPS-AAA3")
    )
    queues = {"ips-oyane-dps": (first.code, second.code)}
    one_place = {"dps-general": PostLoad(19)}
    assert part(METTE, first, queues=queues, loads=FULL) is Part.QUEUE
    assert part(METTE, first, queues=queues, loads=one_place) is Part.WAITS
    assert part(METTE, second, queues=queues, loads=one_place) is Part.QUEUE
    assert part(METTE, second, queues=queues) is Part.WAITS


def test_handed_over_from_the_waiting_list() -> None:
    """With a specialist it waits while there is a place, and rests when there is none."""
    of = referral().change(State.ON_HOLD, "jonas", NOW, Reason.FULL, post="dps-supervisor")
    back = of.hand_over("dps-general", "mette", NOW)
    assert part(JONAS, back) is Part.WAITS
    assert part(JONAS, back, loads=FULL) is Part.MINE


def test_a_consent_that_ran_out_waits_for_nobody_here() -> None:
    """The clinician has the next step then."""
    of = referral(consent=consent(given_on=NOW.date() - 360 * DAY))
    assert part(JONAS, of, NOW + 10 * DAY) is Part.MINE
    assert part(METTE, of, NOW + 10 * DAY) is Part.TEAM


def test_what_is_late_waits_again() -> None:
    """In progress and a month without job search: it is back among what waits."""
    of = referral_in(State.ACCEPTED).reach(Milestone.FIRST_MEETING, "jonas", NOW)
    assert part(JONAS, of, NOW + 29 * DAY) is Part.MINE
    assert part(JONAS, of, NOW + 30 * DAY) is Part.WAITS


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.METHOD_SUPERVISOR])
def test_nobody_else_has_it(role: Role) -> None:
    """To whom it does not come it belongs nowhere, the author included."""
    stranger = person(role, id="anna", post="askoy-fact")
    assert part(stranger, referral()) is None
    assert part(person(role, post=None), referral()) is None


def test_free_places_count_posts_with_a_person_only() -> None:
    """A place at a post that nobody holds cannot be given away."""
    assert free_in_team("ips-oyane-dps", directory(), TurnSnapshot(held=HELD)) == 20
    assert free_in_team("ips-oyane-dps", directory(), TurnSnapshot(held=HELD, loads=FULL)) == 0
    away = {"dps-general": PostLoad(3, away=True)}
    assert free_in_team("ips-oyane-dps", directory(), TurnSnapshot(held=HELD, loads=away)) == 0


def test_since_when() -> None:
    """Counted from coming to the post, from the state, from the last milestone, from the waiting list."""
    hour = dt.timedelta(hours=1)
    sent = referral()
    moved = sent.hand_over("dps-fact", "mette", NOW + hour)
    received = moved.change(State.RECEIVED, "x", NOW + 2 * hour)
    accepted = received.change(State.ACCEPTED, "x", NOW + 3 * hour)
    given = accepted.hand_over("dps-general", "mette", NOW + 4 * hour)
    met = given.reach(Milestone.FIRST_MEETING, "jonas", NOW + 5 * hour)
    job = met.reach(Milestone.JOB, "jonas", NOW + 6 * hour).hand_over("dps-fact", "mette", NOW + 7 * hour)
    held = received.change(State.ON_HOLD, "x", NOW + 3 * hour, post="dps-supervisor")
    held = held.hand_over("dps-fact", "mette", NOW + 9 * hour)
    found = [waits_since(r) - NOW for r in (sent, moved, received, accepted, given, met, job, held)]
    assert [int(time / hour) for time in found] == [0, 1, 1, 3, 3, 5, 6, 3]
