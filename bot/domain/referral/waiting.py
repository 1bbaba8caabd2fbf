"""What waits for whom: where in a handler's inbox a referral belongs, and since when it waits."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from bot.domain.case.referral import Referral, State
from bot.domain.clock.norway import norwegian
from bot.domain.clock.working_days import is_working_day
from bot.domain.organisation.access import is_handler
from bot.domain.organisation.directory import Directory
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.person.person import Person, Role
from bot.domain.referral.deadlines import deadline
from bot.domain.referral.steps import Owner, Step, free_in_team, may_take_over, owner, place_in_queue, steps
from bot.domain.turn.snapshot import TurnSnapshot


class Part(StrEnum):
    """A part of the inbox."""

    WAITS = "waits"
    MINE = "mine"
    QUEUE = "queue"
    TEAM = "team"


UNANSWERED = frozenset({State.REQUESTED, State.RECEIVED, State.ACCEPTED})
"""Here somebody waits for the post: for an answer, or for the first meeting."""


def part_of(
    person: Person, referral: Referral, directory: Directory, snapshot: TurnSnapshot, now: dt.datetime
) -> Part | None:
    """Return where a referral belongs in this person's inbox; None when it is closed or lies with others.

    `now` is a moment with a time zone.
    """
    if not referral.is_open or not is_handler(person, referral, directory):
        return None
    here = norwegian(now)
    own = referral.post == person.post
    if owner(referral, directory, here.date()) is Owner.CLINICIAN:
        return Part.MINE if own else Part.TEAM
    if not own:
        takes = referral.state is State.REQUESTED and may_take_over(
            referral, snapshot, here, norwegian(referral.arrived_at), directory.rules
        )
        return Part.WAITS if takes else Part.TEAM
    if referral.state is State.ON_HOLD:
        return _on_hold(person, referral, directory, snapshot, here)
    return (
        Part.WAITS if referral.state in UNANSWERED or is_late(referral, now, directory.rules) else Part.MINE
    )


def _on_hold(
    person: Person, referral: Referral, directory: Directory, snapshot: TurnSnapshot, here: dt.datetime
) -> Part:
    """Return whether somebody on the waiting list can have a place now."""
    if person.role is Role.METHOD_SUPERVISOR:
        return Part.WAITS if comes_next(referral, directory, snapshot) else Part.QUEUE
    may = steps(person, referral, directory, snapshot, here, norwegian(referral.arrived_at))
    return Part.WAITS if Step.ACCEPT in may else Part.MINE


def comes_next(referral: Referral, directory: Directory, snapshot: TurnSnapshot) -> bool:
    """Tell whether the team has a place for this one of its waiting list, after those who wait longer."""
    place = place_in_queue(referral, directory, snapshot)
    return 0 < place <= free_in_team(directory.posts[referral.post].team, directory, snapshot)


def waits_since(referral: Referral) -> dt.datetime:
    """Return since when an open referral waits for its next step."""
    if referral.waiting_since is not None:
        return referral.waiting_since
    if referral.state in {State.REQUESTED, State.RECEIVED}:
        return referral.arrived_at
    before = (None, *referral.history)
    moved = (
        change.at
        for change, earlier in zip(reversed(referral.history), reversed(before[:-1]), strict=True)
        if change.milestone or earlier is None or earlier.to is not change.to
    )
    return next(moved)


def is_late(referral: Referral, now: dt.datetime, rules: HouseRules = DEFAULT) -> bool:
    """Tell whether a limit that runs over the referral has passed."""
    limit = deadline(referral, is_working_day, rules)
    return limit is not None and limit.has_passed(now)
