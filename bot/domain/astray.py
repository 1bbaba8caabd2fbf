"""What is open and points to a post or service that the directory no longer has, and how it is moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.audit import Act
from bot.domain.directory import Directory
from bot.domain.inquiry import Inquiry
from bot.domain.outcome import Audit, ChangeInquiry, ChangeReferral, Effect, Notify
from bot.domain.person import Role
from bot.domain.referral import CLOCK, Referral


@dataclass(frozen=True, slots=True)
class Astray:
    """Something open, by code, and the id in it that the directory does not know."""

    code: str
    missing: str


Open = Referral | Inquiry


def astray(ones: Iterable[Open], directory: Directory) -> tuple[Astray, ...]:
    """Return what is open and points to nowhere: nobody would find it, no reminder would reach anybody."""
    found = []
    for one in ones:
        if not one.is_open:
            continue
        if one.post not in directory.posts:
            found.append(Astray(one.code, one.post))
        if one.service is not None and one.service not in directory.services:
            found.append(Astray(one.code, one.service))
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
        return [kept, Audit(CLOCK, Act.HANDED_OVER, one.code)]
    after = one.hand_over(new, CLOCK, now)
    supervises = directory.posts[new].role is Role.METHOD_SUPERVISOR
    values = {
        "code": one.code,
        "team": directory.team_name(new),
        "name": "@referrals.clock",
        "role": f"@owner.{'supervisor' if supervises else 'specialist'}",
        "seat": "",
    }
    look = f"referrals:{one.code}"
    return [
        ChangeReferral(after, one.version),
        Notify("notice.handed_over", values, person=one.clinician, buttons=((look, "referrals.show"),)),
        Notify("notice.given", values, post=new, buttons=((look, "handle.open"),)),
        Audit(CLOCK, Act.HANDED_OVER, one.code),
    ]
