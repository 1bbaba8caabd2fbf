"""A consent that runs out: reminders before, the end after; and which talks still hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.case.code import Code
from bot.domain.case.consent import LONGEST_AGE, Narrowing, Receiver, Scope
from bot.domain.case.history import IllegalChange
from bot.domain.case.referral import (
    CLOCK,
    IN_WORK,
    MeetingKind,
    NotNewer,
    Reason,
    Referral,
    State,
    Talk,
)
from bot.domain.clock.working_days import is_working_day
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.referral.deadlines import CONSENT, Overdue, due
from bot.domain.referral.expiry import expired, expiry, has_run_out
from bot.domain.referral.meetings import called_off, pending
from bot.domain.referral.reminders import reminders
from bot.domain.turn.notice import CalendarMail, Goal, Lead, Notify
from bot.domain.turn.outcome import ChangeReferral
from bot.domain.turn.snapshot import TurnSnapshot
from tests.domain.making import NOW, TODAY, agreed, consent, directory, referral, referral_in

LAST = TODAY + LONGEST_AGE
DAY = dt.timedelta(days=1)
OPEN = [state for state in State if referral_in(state).is_open]


def noon(day: dt.date) -> dt.datetime:
    """Return noon in Norway, in winter."""
    return dt.datetime.combine(day, dt.time(11), dt.UTC)


def kinds(of: Referral, day: dt.date) -> list[Overdue]:
    """Return the reminders of the consent on the first working day from a day on."""
    while not is_working_day(day):
        day += DAY
    return [one.kind for one in due(of, noon(day), is_working_day) if one.kind in CONSENT]


@pytest.mark.parametrize("state", OPEN)
def test_a_reminder_a_month_and_a_week_before(state: State) -> None:
    """In every open state the clinician is asked 30 and 7 days before the last day, the nearest one only."""
    known = referral_in(state)
    assert kinds(known, LAST - 33 * DAY) == []
    assert kinds(known, LAST - 28 * DAY) == [Overdue.CONSENT_MONTH]
    assert kinds(known, LAST - 5 * DAY) == [Overdue.CONSENT_WEEK]


@pytest.mark.parametrize("state", sorted(set(State) - set(OPEN)))
def test_no_reminder_once_it_is_closed(state: State) -> None:
    """An ended referral needs no consent."""
    assert kinds(referral_in(state), LAST - 5 * DAY) == []


def asked(of: Referral, day: dt.date) -> list[Notify]:
    """Return the reminders of the consent that are sent on a day."""
    sent = reminders(of, noon(day), is_working_day, directory())
    return [notice for notice in sent if notice.kind.startswith("reminder.consent_")]


def test_who_is_reminded() -> None:
    """A month before the clinician, with a button; a week before the post too; each has its own name."""
    month = asked(referral_in(State.RECEIVED), LAST - 25 * DAY)
    assert [(n.person, n.post, n.buttons[0]) for n in month] == [("anna", None, Lead(Goal.RENEW, "IPS-7K3F"))]
    week = asked(referral_in(State.RECEIVED), LAST - 5 * DAY)
    assert [(n.person, n.post) for n in week] == [("anna", None), (None, "dps-general")]
    assert len({n.once for n in (*month, *week)}) == 3


def test_a_renewed_consent_is_reminded_of_anew() -> None:
    """After a renewal the year begins again, and so do the reminders, under new names."""
    at = noon(LAST - 10 * DAY)
    new = consent(given_on=at.date(), recorded_at=at)
    after = referral_in(State.RECEIVED).renew(new, "anna", at)
    assert kinds(after, LAST - 5 * DAY) == []
    assert kinds(after, at.date() + LONGEST_AGE - 5 * DAY) == [Overdue.CONSENT_WEEK]
    names = [
        {notice.once for notice in asked(known, known.consent.last_day - 5 * DAY)}
        for known in (referral_in(State.RECEIVED), after)
    ]
    assert not names[0] & names[1]


WORKED_ON = sorted(IN_WORK)
LYING = [state for state in OPEN if state not in IN_WORK]


@pytest.mark.parametrize("state", WORKED_ON)
def test_it_pauses_the_sharing_where_somebody_is_followed_up(state: State) -> None:
    """It stays where it is, noted once; clinician and posts are told, supervisor and coordinator see it."""
    known = referral_in(state)
    after, effects = expiry(known, noon(LAST + DAY), directory())
    last = after.history[-1]
    assert (after.state, after.is_open, last.to) == (state, True, state)
    assert (last.by, last.reason) == (CLOCK, Reason.CONSENT_RAN_OUT)
    assert after.is_paused(LAST + DAY)
    told = {(n.kind, n.person or n.post) for n in effects if isinstance(n, Notify)}
    assert told == {
        ("notice.paused_clinician", "anna"),
        ("notice.paused", "dps-general"),
        ("notice.paused_overseen", "dps-supervisor"),
        ("notice.paused_overseen", COORDINATOR),
    }
    assert not has_run_out(after, noon(LAST + 9 * DAY))
    assert due(after, noon(LAST + 60 * DAY), is_working_day) == ()
    new = consent(given_on=LAST + 3 * DAY, recorded_at=noon(LAST + 3 * DAY))
    again = after.renew(new, "anna", noon(LAST + 3 * DAY))
    assert not again.is_paused(LAST + 3 * DAY)
    assert has_run_out(again, noon(new.last_day + DAY))


def test_an_agreed_talk_is_called_off_by_a_pause() -> None:
    """Two who may not share have nothing to talk about: both strike it out."""
    at = noon(LAST - DAY)
    talk = Talk(MeetingKind.TALK, (noon(LAST) + 7 * DAY).replace(tzinfo=None), "dps-general")
    known = agreed(referral_in(State.IN_PROGRESS), talk, "jonas", at)
    _, effects = expiry(known, noon(LAST + DAY), directory())
    off = [n.person or n.post for n in effects if isinstance(n, Notify) and n.kind.endswith("called_off")]
    assert off == ["anna", "dps-general"]


@pytest.mark.parametrize("state", LYING)
def test_it_ends_where_nobody_is_followed_up_yet(state: State) -> None:
    """Else it is cancelled the day after the last, with a reason; the clinician and every post are told."""
    known = referral_in(state)
    assert not has_run_out(known, noon(LAST))
    with pytest.raises(IllegalChange):
        known.run_out(noon(LAST))
    after, effects = expiry(known, noon(LAST + DAY), directory())
    last = after.history[-1]
    assert (last.to, last.by, last.reason) == (State.CANCELLED, CLOCK, Reason.CONSENT_RAN_OUT)
    assert effects[0] == ChangeReferral(after, known.version)
    told = {effect.person or effect.post for effect in effects if isinstance(effect, Notify)}
    assert told == {"anna", *known.posts}


def test_days_are_norwegian_ones() -> None:
    """Half past midnight in Norway is the day after, whatever the clock in UTC says."""
    late = dt.datetime.combine(LAST, dt.time(23, 30), dt.UTC)
    assert has_run_out(referral(), late)
    assert not has_run_out(referral(), late - dt.timedelta(hours=1))


def test_the_world_of_a_turn_has_none() -> None:
    """Those that ran out have ended, and stand in no queue; the others are as they were."""
    old, young = referral(), replace(referral(consent=consent()), code=Code("IPS-AAA2"))
    new = consent(given_on=TODAY + 200 * DAY, recorded_at=NOW + 200 * DAY)
    young = young.renew(new, "anna", NOW + 200 * DAY)
    snapshot = TurnSnapshot({one.code: one for one in (old, young)}, queues={"ips": (old.code, young.code)})
    after, effects = expired(snapshot, noon(LAST + DAY), directory())
    assert [one.is_open for one in after.referrals.values()] == [False, True]
    assert after.queues == {"ips": ("IPS-AAA2",)}
    assert sum(isinstance(effect, ChangeReferral) for effect in effects) == 1
    assert expired(after, noon(LAST + DAY), directory()) == (after, ())


def test_renewing_keeps_the_old_and_may_widen() -> None:
    """The patient was asked anew: the new consent holds, the old one stays in the history."""
    old = consent(given_on=TODAY - 100 * DAY)
    wide = consent(scope=Scope.DIAGNOSIS, receivers=frozenset(Receiver))
    after = referral(consent=old).renew(wide, "anna", NOW)
    assert (after.consent, after.consents, after.state) == (wide, (old, wide), State.REQUESTED)


def test_an_older_yes_never_replaces_a_newer_one() -> None:
    """None from before the consent was given or narrowed replaces it, and none after the end."""
    known = referral(consent=consent(given_on=TODAY - 10 * DAY))
    early = consent(given_on=TODAY - 11 * DAY)
    with pytest.raises(NotNewer):
        known.renew(early, "anna", NOW)
    narrowed = known.narrow(Narrowing.CONTACT, "anna", NOW)
    with pytest.raises(NotNewer):
        narrowed.renew(consent(given_on=TODAY - DAY), "anna", NOW)
    with pytest.raises(IllegalChange):
        known.withdraw("anna", NOW).renew(consent(), "anna", NOW)


TALK = Talk(MeetingKind.TALK, dt.datetime(2026, 11, 23, 9), "dps-general")
THREE = Talk(MeetingKind.THREE, dt.datetime(2026, 11, 24, 9), "dps-general")
NAV = consent(receivers=frozenset({Receiver.JOB_SPECIALIST, Receiver.NAV_COUNSELLOR}))


def test_which_talks_still_hold() -> None:
    """The latest of each kind that is to come; with Nav only as long as the consent names that receiver."""
    known = agreed(agreed(referral(consent=NAV), TALK, "jonas"), THREE, "anna")
    assert [change.talk for change in pending(known, NOW)] == [TALK, THREE]
    assert [change.talk for change in pending(known, NOW + 2 * DAY)] == [THREE]
    later = replace(TALK, start=dt.datetime(2026, 11, 25, 9))
    assert [change.talk for change in pending(agreed(known, later, "anna"), NOW)] == [later, THREE]
    assert [c.talk for c in pending(known.narrow(Narrowing.NO_NAV, "anna", NOW), NOW)] == [TALK]
    assert pending(known.withdraw("anna", NOW), NOW) == ()
    with pytest.raises(IllegalChange):
        known.withdraw("anna", NOW).agree(TALK, "anna", NOW)
    with pytest.raises(IllegalChange):
        known.agree(later, "anna", NOW)  # nobody suggested it


def news(told: tuple[Notify | CalendarMail, ...]) -> list[Notify]:
    """Return what is told, without the mail to calendars."""
    return [one for one in told if isinstance(one, Notify)]


def test_who_is_told_that_a_talk_is_off() -> None:
    """Both sides, except who made the change; nobody when it has been held, or still holds."""
    known = agreed(referral(consent=NAV), TALK, "jonas")
    ended = known.withdraw("anna", NOW)
    told = [(n.person, n.post) for n in news(called_off(known, ended, NOW))]
    assert told == [("anna", None), (None, "dps-general")]
    assert [n.post for n in news(called_off(known, ended, NOW, person="anna"))] == ["dps-general"]
    by_jonas = called_off(known, ended, NOW, person="jonas", post="dps-general")
    assert [n.person for n in news(by_jonas)] == ["anna"]
    assert called_off(known, ended, NOW + 3 * DAY) == ()
    moved = known.hand_over("dps-fact", "mette", NOW)
    assert [(n.person, n.post) for n in news(called_off(known, moved, NOW))] == told
    (mail,) = [one for one in by_jonas if isinstance(one, CalendarMail)]
    assert (mail.people, mail.post, mail.called_off) == (("anna",), "dps-general", NOW)
    assert called_off(known, known.narrow(Narrowing.CONTACT, "anna", NOW), NOW) == ()
