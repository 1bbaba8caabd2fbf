"""What happens to open referrals when a member of staff leaves. Pure.

A post that nobody else holds is looked after by the team's supervisor from now on; what a clinician sent gets
a colleague as its author, or the supervisors of the teams are told that it has none. Nothing is ended.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from bot.domain.audit.entry import AuditAction
from bot.domain.case.referral import CLOCK, Referral
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.person.person import Person
from bot.domain.referral.orphaned import Open, moved
from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify
from bot.domain.turn.outcome import Audit, ChangeReferral, Effect, Retire


def leave(
    person: Person,
    open_cases: Iterable[Open],
    directory: Directory,
    now: dt.datetime,
    *,
    sole_holder: bool,
    colleague: str | None = None,
) -> list[Effect]:
    """Return the effects of somebody's leaving. `sole_holder` tells that nobody else holds their post."""
    effects: list[Effect] = []
    supervisor = _supervisor(person, directory) if sole_holder else None
    for one in open_cases:
        if supervisor and one.post == person.post:
            effects += moved(one, one.post, supervisor, directory, now)
        elif isinstance(one, Referral) and one.clinician == person.id:
            effects += _without_author(one, directory, colleague)
    return [*effects, Retire(person.id)]


def _supervisor(person: Person, directory: Directory) -> str | None:
    """Return the post that takes over from somebody's post; None where there is no other."""
    own = directory.posts.get(person.post or "")
    found = directory.supervisor_of(own.team) if own else None
    return found.id if found and found.id != person.post else None


def _without_author(one: Referral, directory: Directory, colleague: str | None) -> list[Effect]:
    if colleague:
        after = replace(one, clinician=colleague)
        return [ChangeReferral(after, one.version), Audit(CLOCK, AuditAction.AUTHOR, one.code)]
    post = directory.posts.get(one.post)
    supervisor = directory.supervisor_of(post.team) if post else None
    to = supervisor.id if supervisor else COORDINATOR
    look = (Lead(Goal.REFERRAL, one.code),)
    return [Notify(NoticeKind.AUTHOR_LEFT, {"code": one.code}, post=to, buttons=look)]
