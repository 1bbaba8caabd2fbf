"""The clock over an inquiry: as over a referral that nobody opened. See docs/adr/0005."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.domain.case.inquiry import Inquiry, InquiryState
from bot.domain.clock.norway import moment
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.referral.deadlines import DAY, Overdue, WorkingDay, at_work, has_passed, unopened
from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify

YOUR_TURN = "your_turn"
"""Reminds whoever asked: a time to choose, or a referral to go on with."""

TO_ASKER = 2 * DAY
"""Working time until whoever asked is reminded."""

KEYS: Mapping[Overdue, str] = MappingProxyType(
    {Overdue.NOT_OPENED: "unanswered", Overdue.SUPERVISOR: "supervisor", Overdue.COORDINATOR: "coordinator"}
)
"""The words stand under `inquiry.reminder.<value>`."""


def reminders(
    inquiry: Inquiry, now: dt.datetime, works: WorkingDay, directory: Directory
) -> tuple[Notify, ...]:
    """Return the notices that are due now, each with the key under which it is sent once."""
    if not at_work(now, works):
        return ()
    since = waits_since(inquiry)
    if inquiry.waits_for_asker:
        due = has_passed(TO_ASKER, since, now, works)
        return (_notice(inquiry, YOUR_TURN, directory, person=inquiry.asker),) if due else ()
    if inquiry.state is not InquiryState.ASKED:
        return ()
    late = [kind for kind, limit in unopened(directory.rules).items() if has_passed(limit, since, now, works)]
    return tuple(
        _notice(inquiry, KEYS[kind], directory, post=post)
        for kind in late
        if (post := _reader(kind, inquiry, directory)) is not None
    )


def waits_since(inquiry: Inquiry) -> dt.datetime:
    """Return since when somebody is waited for: where a talk is agreed on first, since then."""
    last = inquiry.history[-1]
    return begins(last.at, last.start)


def begins(at: dt.datetime, start: dt.datetime | None) -> dt.datetime:
    """Return when the waiting begins: with the last change, or with the talk that was agreed on in it."""
    return max(at, moment(start)) if start else at


def late(
    since: Iterable[dt.datetime], now: dt.datetime, works: WorkingDay, rules: HouseRules = DEFAULT
) -> Mapping[Overdue, int]:
    """Return how many of those that wait since then have passed each limit."""
    began = tuple(since)
    return {
        kind: sum(has_passed(limit, start, now, works) for start in began)
        for kind, limit in unopened(rules).items()
    }


def _reader(kind: Overdue, inquiry: Inquiry, directory: Directory) -> str | None:
    if kind is Overdue.NOT_OPENED:
        return inquiry.post
    if kind is Overdue.COORDINATOR:
        return COORDINATOR
    known = directory.posts.get(inquiry.post)
    supervisor = directory.supervisor_of(known.team) if known else None
    return supervisor.id if supervisor and supervisor.id != inquiry.post else None


def _notice(
    inquiry: Inquiry, name: str, directory: Directory, *, person: str | None = None, post: str | None = None
) -> Notify:
    team = directory.team_name(inquiry.post) if inquiry.post in directory.posts else "IPS"
    look = () if post == COORDINATOR else (Lead(Goal.INQUIRY, inquiry.code),)
    return Notify(
        NoticeKind(f"inquiry.reminder.{name}"),
        {"code": inquiry.code, "team": team},
        person=person,
        post=post,
        buttons=look,
        once=f"{inquiry.code}:{name}:{inquiry.version}",
    )
