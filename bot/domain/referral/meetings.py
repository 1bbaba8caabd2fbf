"""Talks that were agreed on: which still hold, and who is to strike them out when they no longer do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bot.domain.case.consent import Receiver
from bot.domain.case.meeting import Meeting
from bot.domain.case.referral import Change, MeetingKind, Referral
from bot.domain.clock.norway import norwegian
from bot.domain.turn.notice import CalendarMail, Fact, NoticeKind, Notify


def meeting_of(code: str, agreed: Change) -> Meeting:
    """Return an agreed talk as calendars carry it. Raises ValueError for a change that agrees on none."""
    talk = agreed.talk
    if talk is None:
        raise ValueError(f"no talk in a change of {code}")
    return Meeting(code, talk.kind, talk.start, agreed.at)


def pending(referral: Referral, now: dt.datetime) -> tuple[Change, ...]:
    """Return the changes whose talks are still to come: the latest of each kind, as far as they may be held.

    None is held while it is paused for sharing, and none with the Nav counsellor when the consent does not
    name that receiver (hpl § 22).
    """
    if not referral.is_open or referral.lapse_noted:
        return ()
    latest = {change.talk.kind: change for change in referral.history if change.talk}
    return tuple(change for change in latest.values() if _holds(referral, change, now))


def _holds(referral: Referral, change: Change, now: dt.datetime) -> bool:
    talk = change.talk
    if talk is None or talk.off or talk.start <= norwegian(now).replace(tzinfo=None):
        return False
    if talk.post != referral.post and talk.post in referral.posts:
        return False  # it has left that post; a supervisor who never had it may still hold the talk
    return talk.kind is not MeetingKind.THREE or referral.consent.covers(Receiver.NAV_COUNSELLOR)


def struck(before: Referral, after: Referral, now: dt.datetime) -> tuple[Change, ...]:
    """Return the talks that a change of the referral makes fall away."""
    kept = pending(after, now)
    return tuple(change for change in pending(before, now) if change not in kept)


def called_off(
    before: Referral, after: Referral, now: dt.datetime, *, person: str = "", post: str | None = None
) -> tuple[Notify | CalendarMail, ...]:
    """Return the news that strikes talks out of calendars, to both sides; not to who made the change.

    Whoever made the change (`person`, at `post`) gets the file in the answer instead. The mail goes to both.
    """
    told: list[Notify | CalendarMail] = []
    for change in struck(before, after, now):
        talk = change.talk
        if talk is None:
            continue
        values: dict[str, Fact] = {
            "code": after.code,
            "date": talk.start.strftime("%d.%m.%Y"),
            "time": talk.start.strftime("%H:%M"),
        }
        off = meeting_of(after.code, change)
        if person != after.clinician:
            told.append(_off(values, off, now, person=after.clinician))
        if post != talk.post:
            told.append(_off(values, off, now, post=talk.post))
        told.append(CalendarMail(off, (after.clinician,), talk.post, now))
    return tuple(told)


def _off(
    values: Mapping[str, Fact],
    meeting: Meeting,
    now: dt.datetime,
    *,
    person: str | None = None,
    post: str | None = None,
) -> Notify:
    return Notify(
        NoticeKind.CONTACT_CALLED_OFF, values, person=person, post=post, meeting=meeting, called_off=now
    )
