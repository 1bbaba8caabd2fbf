"""What is open and points to a post or service that the directory no longer has, and how it is moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.audit.entry import AuditAction
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import CLOCK, Referral
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Role
from bot.domain.turn.notice import THE_CLOCK, Fact, Goal, Lead, NoticeKind, Notify, Term, TermSort
from bot.domain.turn.outcome import Audit, ChangeInquiry, ChangeReferral, Effect


@dataclass(frozen=True, slots=True)
class OrphanedCase:
    """Something open, by code, and the id in it that the directory does not know."""

    code: str
    missing: str


Open = Referral | Inquiry


def orphaned(ones: Iterable[Open], directory: Directory) -> tuple[OrphanedCase, ...]:
    """Return what is open and points to nowhere: nobody would find it, no reminder would reach anybody."""
    found = []
    for one in ones:
        if not one.is_open:
            continue
        if one.post not in directory.posts:
            found.append(OrphanedCase(one.code, one.post))
        if one.service is not None and one.service not in directory.services:
            found.append(OrphanedCase(one.code, one.service))
    return tuple(sorted(found, key=lambda lost: (lost.missing, lost.code)))


def moved(one: Open, old: str, new: str, directory: Directory, now: dt.datetime) -> list[Effect]:
    """Return the effects that let it point to `new` instead of `old`; both sides of a referral are told.

    `new` is a post when `old` was one, else a service. `now` is a moment.
    """
    if isinstance(one, Inquiry):
        there = replace(one, post=new) if one.post == old else replace(one, service=new)
        return [ChangeInquiry(there, one.version)]
    if one.post != old:
        kept = ChangeReferral(replace(one, service=new), one.version)
        return [kept, Audit(CLOCK, AuditAction.HANDED_OVER, one.code)]
    after = one.hand_over(new, CLOCK, now)
    supervises = directory.posts[new].role is Role.METHOD_SUPERVISOR
    values: dict[str, Fact] = {
        "code": one.code,
        "team": directory.team_name(new),
        "name": THE_CLOCK,
        "role": Term(TermSort.OWNER, "supervisor" if supervises else "specialist"),
        "seat": "",
    }
    return [
        ChangeReferral(after, one.version),
        Notify(
            NoticeKind.HANDED_OVER, values, person=one.clinician, buttons=(Lead(Goal.REFERRAL, one.code),)
        ),
        Notify(NoticeKind.GIVEN, values, post=new, buttons=(Lead(Goal.OPEN, one.code),)),
        Audit(CLOCK, AuditAction.HANDED_OVER, one.code),
    ]
