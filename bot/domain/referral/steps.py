"""What whoever handles a referral may do with it now, and who has to act next: the one policy."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from bot.domain.case.referral import LEGAL, Milestone, Reason, Referral, State
from bot.domain.clock.working_days import time_on_working_days
from bot.domain.organisation.access import is_handler
from bot.domain.organisation.directory import Directory, Post
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.organisation.routing import PostLoad, free_places, has_room
from bot.domain.person.person import Person, Role
from bot.domain.turn.snapshot import TurnSnapshot


class Step(StrEnum):
    """What can be done with a referral, in the order in which it is offered."""

    ACCEPT = "accept"
    MEETING = "first_meeting"
    SEARCH = "job_search"
    JOB = "job"
    EDUCATION = "education"
    TAKE = "take"
    GIVE = "give"
    WAIT = "wait"
    COMPLETE = "complete"
    STOP = "stop"
    DECLINE = "decline"


class Owner(StrEnum):
    """Who has to act next."""

    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    CLINICIAN = "clinician"
    BOTH = "both"
    NOBODY = "nobody"


def owner(referral: Referral, directory: Directory, today: dt.date) -> Owner:
    """Return who has to act next: the post while it is open, the clinician after a no or a pause.

    Once it is accepted both have to: one tells whom it is about, in the service's own secure channel.
    """
    if referral.is_paused(today):
        return Owner.CLINICIAN
    if referral.state is State.ACCEPTED:
        return Owner.BOTH
    if referral.is_open:
        post = directory.posts.get(referral.post)
        supervised = post is not None and post.role is Role.METHOD_SUPERVISOR
        return Owner.SUPERVISOR if supervised else Owner.SPECIALIST
    ran_out = referral.history[-1].reason is Reason.CONSENT_RAN_OUT
    asks = referral.state in {State.REJECTED, State.FAILED} or ran_out
    asks = asks and not referral.consent.withdrawn_at
    return Owner.CLINICIAN if asks else Owner.NOBODY


def targets(referral: Referral, directory: Directory, snapshot: TurnSnapshot) -> tuple[Post, ...]:
    """Return the posts of the same team that could take over: those with room, and the supervisor.

    A post without a person is none of them: nobody would read it there.
    """
    team = directory.posts[referral.post].team
    posts = (p for p in directory.posts.values() if p.team == team and p.id != referral.post)
    return tuple(p for p in posts if p.id in snapshot.held and _takes(p, snapshot))


def _takes(post: Post, snapshot: TurnSnapshot) -> bool:
    return post.role is Role.METHOD_SUPERVISOR or has_room(post, snapshot.loads.get(post.id, PostLoad()))


def free_in_team(team: str, directory: Directory, snapshot: TurnSnapshot) -> int:
    """Return how many places the team's posts have that a person is attached to."""
    posts = (p for p in directory.posts.values() if p.team == team and p.id in snapshot.held)
    return sum(free_places(post, snapshot.loads.get(post.id, PostLoad())) for post in posts)


def true_reasons(
    reasons: tuple[Reason, ...], referral: Referral, directory: Directory, snapshot: TurnSnapshot
) -> tuple[Reason, ...]:
    """Return the reasons that may be true: that the team is full is said only where it has no free place."""
    team = directory.posts[referral.post].team
    return tuple(r for r in reasons if r is not Reason.FULL or free_in_team(team, directory, snapshot) == 0)


def may_take_over(
    referral: Referral,
    snapshot: TurnSnapshot,
    now: dt.datetime,
    sent: dt.datetime,
    rules: HouseRules = DEFAULT,
) -> bool:
    """Tell whether a supervisor may move it: opened, or unopened for some working days, or nobody is there.

    Both moments as clocks in Norway show them.
    """
    if referral.state is not State.REQUESTED:
        return referral.is_open
    late = dt.timedelta(days=rules.unopened_supervisor_days)
    return referral.post not in snapshot.held or time_on_working_days(sent, now) >= late


def steps(
    person: Person,
    referral: Referral,
    directory: Directory,
    snapshot: TurnSnapshot,
    now: dt.datetime,
    sent: dt.datetime,
) -> tuple[Step, ...]:
    """Return what this person may do with the referral now, as its handler; nothing for everybody else.

    `now` and `sent` (when it came to its post) are moments as clocks in Norway show them.
    """
    if not is_handler(person, referral, directory) or not referral.is_open:
        return ()
    found = _ends(referral)
    if not referral.is_paused(now.date()):
        found |= _onward(referral, directory, snapshot) | _moves(
            person, referral, directory, snapshot, now, sent
        )
    return tuple(step for step in Step if step in found)


def _ends(referral: Referral) -> set[Step]:
    legal = LEGAL[referral.state]
    ends = {State.REJECTED: Step.DECLINE, State.COMPLETED: Step.COMPLETE, State.FAILED: Step.STOP}
    return {step for state, step in ends.items() if state in legal}


def _onward(referral: Referral, directory: Directory, snapshot: TurnSnapshot) -> set[Step]:
    legal = LEGAL[referral.state]
    found: set[Step] = set()
    if State.ACCEPTED in legal and _has_place(referral, directory, snapshot):
        found.add(Step.ACCEPT)
    if State.IN_PROGRESS in legal:
        found.add(Step.MEETING)
    if referral.state is State.IN_PROGRESS:
        reached = {change.milestone for change in referral.history}
        started = reached & {Milestone.JOB, Milestone.EDUCATION}
        later = {Step.JOB, Step.EDUCATION} | (set() if started else {Step.SEARCH})
        found |= {step for step in later if Milestone(step.value) not in reached}
    supervisor = directory.supervisor_of(directory.posts[referral.post].team)
    if State.ON_HOLD in legal and referral.state is not State.REQUESTED and _is_held(supervisor, snapshot):
        found.add(Step.WAIT)
    return found


def _is_held(post: Post | None, snapshot: TurnSnapshot) -> bool:
    return post is not None and post.id in snapshot.held


def _has_place(referral: Referral, directory: Directory, snapshot: TurnSnapshot) -> bool:
    """Tell whether its post can take it: it has its place already, unless it comes from the waiting list."""
    post = directory.posts[referral.post]
    if referral.state is not State.ON_HOLD:
        return post.capacity > 0
    return has_room(post, snapshot.loads.get(post.id, PostLoad()))


def _moves(
    person: Person,
    referral: Referral,
    directory: Directory,
    snapshot: TurnSnapshot,
    now: dt.datetime,
    sent: dt.datetime,
) -> set[Step]:
    own = referral.post == person.post
    if not own and not may_take_over(referral, snapshot, now, sent, directory.rules):
        return set()
    if own and referral.state is State.REQUESTED:
        return set()  # whoever holds the post opens it first
    give = {Step.GIVE} if targets(referral, directory, snapshot) else set()
    return give | {Step.TAKE} if referral.state is State.REQUESTED else give


def place_in_queue(referral: Referral, directory: Directory, snapshot: TurnSnapshot) -> int:
    """Return the place on the team's waiting list, from 1; 0 when it is not on it."""
    post = directory.posts.get(referral.post)
    queue = snapshot.queues.get(post.team, ()) if post else ()
    return queue.index(referral.code) + 1 if referral.code in queue else 0
