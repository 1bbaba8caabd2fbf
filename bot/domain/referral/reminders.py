"""Who is told what is overdue, and who stands in when a notice reaches nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.domain.case.inquiry import is_code
from bot.domain.case.referral import Referral
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.referral.deadlines import CONSENT, Overdue, Reminder, WorkingDay, due
from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify

TO_SUPERVISOR = frozenset({Overdue.SUPERVISOR, Overdue.NOT_ANSWERED_SUPERVISOR})
TO_COORDINATOR = frozenset({Overdue.COORDINATOR, Overdue.NOT_ANSWERED_COORDINATOR, Overdue.WAITS_COORDINATOR})
DEPUTY, UNDELIVERED, POST = "deputy", "undelivered", "post"


@dataclass(frozen=True, slots=True)
class UndeliveredNotice:
    """A notice that nobody received in time; `post` is the post of its receiver or of its referral."""

    number: int
    code: str
    post: str | None


def reminders(
    referral: Referral, now: dt.datetime, works: WorkingDay, directory: Directory
) -> tuple[Notify, ...]:
    """Return the notices that are due for a referral, each with the key under which it is sent once."""
    found = due(referral, now, works, directory.rules)
    told = (_told(reminder, referral, directory) for reminder in found if reminder.kind not in CONSENT)
    asked = (
        notice for reminder in found if reminder.kind in CONSENT for notice in _asked(reminder, referral)
    )
    return (*(notice for notice in told if notice), *asked)


def stand_ins(stranded: UndeliveredNotice, directory: Directory) -> tuple[Notify, ...]:
    """Return the notices to the deputy (the team's method supervisor) and to the coordinator."""
    values = {"code": stranded.code, "team": _team(stranded.post, directory)}
    once = f"{UNDELIVERED}:{stranded.number}"
    told = [Notify(NoticeKind.REMINDER_UNDELIVERED, values, post=COORDINATOR, once=once)]
    deputy = _supervisor(stranded.post, directory)
    if deputy and deputy != stranded.post:
        once, look = f"{DEPUTY}:{stranded.number}", _look(stranded.code)
        told.append(Notify(NoticeKind.REMINDER_DEPUTY, values, post=deputy, buttons=look, once=once))
    return tuple(told)


def _told(reminder: Reminder, referral: Referral, directory: Directory) -> Notify | None:
    supervisor = _supervisor(referral.post, directory)
    to_supervisor = reminder.kind in TO_SUPERVISOR
    post = supervisor if to_supervisor else COORDINATOR if reminder.kind in TO_COORDINATOR else referral.post
    if post is None or (to_supervisor and post == referral.post):
        return None  # it lies with the supervisor already
    values = {"code": referral.code, "team": _team(referral.post, directory)}
    # a coordinator may not see a referral, so there is nothing to press
    buttons = () if reminder.kind in TO_COORDINATOR else _look(referral.code)
    return Notify(
        NoticeKind(f"reminder.{reminder.kind}"), values, post=post, buttons=buttons, once=reminder.key
    )


def _asked(reminder: Reminder, referral: Referral) -> tuple[Notify, ...]:
    """Return the reminders of a consent that runs out: to its clinician, in the last week to the post too."""
    values = {"code": referral.code, "date": referral.consent.last_day.strftime("%d.%m.%Y")}
    kind, buttons = NoticeKind(f"reminder.{reminder.kind}"), (Lead(Goal.RENEW, referral.code),)
    asks = Notify(kind, values, person=referral.clinician, buttons=buttons, once=reminder.key)
    if reminder.kind is not Overdue.CONSENT_WEEK:
        return (asks,)
    once, look = f"{reminder.key}:{POST}", _look(referral.code)
    return (
        asks,
        Notify(NoticeKind.REMINDER_CONSENT_POST, values, post=referral.post, buttons=look, once=once),
    )


def _look(code: str) -> tuple[Lead, ...]:
    return (Lead(Goal.INQUIRY, code),) if is_code(code) else (Lead(Goal.REFERRAL, code),)


def _supervisor(post: str | None, directory: Directory) -> str | None:
    if post is None or post not in directory.posts:
        return None
    found = directory.supervisor_of(directory.posts[post].team)
    return found.id if found else None


def _team(post: str | None, directory: Directory) -> str:
    return directory.team_name(post) if post and post in directory.posts else "IPS"
