"""A referral and its legal changes of state. The names are those of FHIR R4 Task.

A referral never says whom it is about: it is known by its code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType

from bot.domain.case.code import Code
from bot.domain.case.consent import Consent, ConsentFault, Narrowing, NotAConsent, Receiver
from bot.domain.case.history import Case, Entry, IllegalChange, Legal
from bot.domain.clock.norway import norwegian


class State(StrEnum):
    """Where a referral stands (FHIR R4 TaskStatus)."""

    REQUESTED = "requested"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ON_HOLD = "on-hold"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"


CLOSED = frozenset({State.REJECTED, State.COMPLETED, State.CANCELLED, State.FAILED})

LEGAL: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        State.REQUESTED: frozenset({State.RECEIVED, State.ON_HOLD, State.CANCELLED}),
        State.RECEIVED: frozenset({State.ACCEPTED, State.REJECTED, State.ON_HOLD, State.CANCELLED}),
        State.ACCEPTED: frozenset({State.IN_PROGRESS, State.ON_HOLD, State.CANCELLED, State.FAILED}),
        State.ON_HOLD: frozenset({State.ACCEPTED, State.REJECTED, State.CANCELLED}),
        State.IN_PROGRESS: frozenset({State.COMPLETED, State.FAILED, State.CANCELLED}),
        State.REJECTED: frozenset(),
        State.COMPLETED: frozenset(),
        State.CANCELLED: frozenset(),
        State.FAILED: frozenset(),
    }
)


class Reason(StrEnum):
    """Why a referral ended or waits: a closed list, because free text could point at a patient."""

    FULL = "full"
    OUTSIDE_TARGET_GROUP = "outside_target_group"
    OTHER_TEAM = "other_team"
    NOT_NOW = "not_now"
    AWAY = "away"
    BY_CLINICIAN = "by_clinician"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_RAN_OUT = "consent_ran_out"
    PARTICIPANT_STOPS = "participant_stops"
    NO_CONTACT = "no_contact"
    OTHER_OFFER = "other_offer"
    MOVED = "moved"


DECLINE_REASONS: tuple[Reason, ...] = (
    Reason.FULL,
    Reason.OUTSIDE_TARGET_GROUP,
    Reason.OTHER_TEAM,
    Reason.NOT_NOW,
)

WAIT_REASONS: tuple[Reason, ...] = (Reason.FULL, Reason.AWAY, Reason.NOT_NOW)

STOP_REASONS: tuple[Reason, ...] = (
    Reason.PARTICIPANT_STOPS,
    Reason.NO_CONTACT,
    Reason.OTHER_OFFER,
    Reason.MOVED,
)


class Milestone(StrEnum):
    """What is reached on the way, once each. Job and education are ordinary ones (the IPS principle)."""

    FIRST_MEETING = "first_meeting"
    JOB_SEARCH = "job_search"
    JOB = "job"
    EDUCATION = "education"


IN_WORK = frozenset({State.ACCEPTED, State.IN_PROGRESS})
"""Somebody follows the participant up: a consent that runs out pauses the sharing, and ends nothing."""

CLOCK = "@clock"
"""Stands where a person does, for what happens of itself: a consent that ran out. No person has this id."""


class MeetingKind(StrEnum):
    """What is arranged: a talk of the two, or the three-way talk (trekantsamtale) with the Nav counsellor."""

    TALK = "talk"
    THREE = "three"


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk that the clinician and a post agreed on. `start` is what the clocks in Norway show then.

    With `off` it was called off: no talk of its kind is to come any longer.
    """

    kind: MeetingKind
    start: dt.datetime
    post: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Times that one side suggested for a talk, and to which the other has not said yes.

    `asker` is a post, or None for the clinician. `starts` are as in a Talk.
    """

    kind: MeetingKind
    starts: tuple[dt.datetime, ...]
    asker: str | None


class NotNewer(ValueError):
    """Raised when a consent would be renewed by one that was given before it was last changed."""


class NoConsent(ValueError):
    """Raised when a referral would be made, or would go on, without a consent that carries it."""


@dataclass(frozen=True, slots=True)
class Change(Entry[State]):
    """One step in a referral's life, and why where a reason is due.

    It may also say what was reached, which post it came to, how the consent was narrowed, which consent was
    replaced by a new one, and which talk was agreed on.
    """

    reason: Reason | None = None
    milestone: Milestone | None = None
    post: str | None = None
    narrowed: Narrowing | None = None
    replaced: Consent | None = None
    talk: Talk | None = None


@dataclass(frozen=True, slots=True)
class Referral(Case[State]):
    """A request from a clinician to a post.

    `suggested` holds the open suggestion of each kind of talk: a later one takes its place.

    One comes into being by `open_referral` alone, and every change but an ending asks for a consent that
    carries it on that day. What is read from storage is taken as it is: where its consent does not carry
    it, it is paused for sharing until it is renewed or ended. Source: brev punkt 2; EF §§ 3-2, 3-4; hpl § 22.
    """

    code: Code
    service: str
    clinician: str
    post: str
    consent: Consent
    history: tuple[Change, ...]
    suggested: tuple[Suggestion, ...] = ()

    @classmethod
    def legal(cls) -> Legal[State]:
        """See Case."""
        return LEGAL

    def is_carried(self, on: dt.date) -> bool:
        """Tell whether its consent may be relied on that day, and names the job specialist."""
        return self.consent.is_current(on) and self.consent.covers(Receiver.JOB_SPECIALIST)

    def is_paused(self, on: dt.date) -> bool:
        """Tell whether it is open, and nothing may be shared upon it: it waits to be renewed or ended.

        The contact that the participant's own consent to IPS allows may go on. Source: EF § 3-2.
        """
        return self.is_open and not self.is_carried(on)

    @property
    def milestone(self) -> Milestone | None:
        """The last thing that was reached."""
        return next((change.milestone for change in reversed(self.history) if change.milestone), None)

    @property
    def posts(self) -> tuple[str, ...]:
        """All posts where it has lain, the present one first: whoever there was told something."""
        return tuple(dict.fromkeys((self.post, *(change.post for change in self.history if change.post))))

    @property
    def arrived_at(self) -> dt.datetime:
        """When it came to the post where it lies now."""
        moved = (change.at for change in reversed(self.history) if change.post)
        return next(moved, self.history[0].at)

    @property
    def waiting_since(self) -> dt.datetime | None:
        """Since when it has been on the waiting list without a break; None when it is not on it."""
        since = None
        for change in reversed(self.history):
            if change.to is not State.ON_HOLD:
                break
            since = change.at
        return since

    def change(
        self,
        to: State,
        by: str,
        at: dt.datetime,
        reason: Reason | None = None,
        *,
        milestone: Milestone | None = None,
        post: str | None = None,
    ) -> Referral:
        """Return the referral in its next state, at another post if one is given.

        Raises IllegalChange when the state does not lead there.
        """
        self.must_lead_to(to)
        moved = post if post != self.post else None
        return self._with(Change(to, by, at, reason, milestone, moved))._carried(at)

    def reach(self, milestone: Milestone, by: str, at: dt.datetime) -> Referral:
        """Return the referral with a milestone in its history. Raises IllegalChange out of turn.

        The first meeting is what begins the work; everything else comes while it is in progress, once.
        """
        if any(change.milestone is milestone for change in self.history):
            raise IllegalChange(f"{milestone} twice")
        if milestone is Milestone.FIRST_MEETING:
            return self.change(State.IN_PROGRESS, by, at, milestone=milestone)
        if self.state is not State.IN_PROGRESS:
            raise IllegalChange(f"{milestone} in {self.state}")
        return self._with(Change(self.state, by, at, milestone=milestone))._carried(at)

    def hand_over(self, post: str, by: str, at: dt.datetime) -> Referral:
        """Return the referral at another post, with its history. Raises IllegalChange once it is closed."""
        if not self.is_open or post == self.post:
            raise IllegalChange(f"to {post} in {self.state}")
        return self._with(Change(self.state, by, at, post=post))._carried(at)

    def narrow(self, narrowing: Narrowing, by: str, at: dt.datetime) -> Referral:
        """Return the referral with a narrower consent; what follows from it holds at once.

        Raises IllegalChange once it is closed, NotNarrower when the consent would not become narrower,
        NoConsent when there is none to narrow any longer.
        """
        if not self.is_open:
            raise IllegalChange(f"narrow in {self.state}")
        narrower = replace(self, consent=self.consent.narrow(narrowing))
        return narrower._with(Change(self.state, by, at, narrowed=narrowing))._carried(at)

    def renew(self, consent: Consent, by: str, at: dt.datetime) -> Referral:
        """Return the referral standing on a consent that was given anew; the old one stays in its history.

        The new one may be narrower or wider: the patient was asked again. Raises IllegalChange once it is
        closed, NotNewer when the patient said this before the consent was last given or narrowed (it would
        undo what came after), NotAConsent when it is none, NoConsent when it does not carry the referral.
        Source: pjl § 20; pvf art. 7.
        """
        if not self.is_open:
            raise IllegalChange(f"renew in {self.state}")
        if consent.given_on < self.consent_since:
            raise NotNewer(self.code)
        change = Change(self.state, by, at, replaced=self.consent)
        return replace(self, consent=consent.checked(), history=(*self.history, change))._carried(at)

    def name_employer(self, on: dt.date, by: str, at: dt.datetime) -> Referral:
        """Return the referral with a consent that covers one employer, whom the participant named that day.

        The consent as it was stays in the history. Raises IllegalChange once it is closed, NotNewer when the
        day lies before the consent was last given or narrowed, NotAConsent when it lies in the future,
        NoConsent when there is none to add to. Source: pjl § 20.
        """
        if not self.is_open:
            raise IllegalChange(f"employer in {self.state}")
        if on < self.consent_since:
            raise NotNewer(self.code)
        if on > norwegian(at).date():
            raise NotAConsent(ConsentFault.IN_FUTURE)
        change = Change(self.state, by, at, replaced=self.consent)
        wider = self.consent.with_employer(on)
        return replace(self, consent=wider, history=(*self.history, change))._carried(at)

    @property
    def consent_since(self) -> dt.date:
        """The day since which the consent covers what it covers now: given, or narrowed after that."""
        narrowed = (norwegian(change.at).date() for change in self.history if change.narrowed)
        return max(self.consent.given_on, *narrowed, dt.date.min)

    @property
    def consents(self) -> tuple[Consent, ...]:
        """Every consent that it stood on, the first one first."""
        return (*(change.replaced for change in self.history if change.replaced), self.consent)

    def agree(self, talk: Talk, by: str, at: dt.datetime) -> Referral:
        """Return the referral with a talk in its history: the only one of its kind that is to come.

        Raises IllegalChange once it is closed, and for a time that the other side never suggested.
        """
        open_now = self.suggestion(talk.kind)
        if not self.is_open or open_now is None or talk.start not in open_now.starts:
            raise IllegalChange(f"talk in {self.state}")
        rest = tuple(one for one in self.suggested if one.kind is not talk.kind)
        return replace(self, suggested=rest)._with(Change(self.state, by, at, talk=talk))._carried(at)

    def call_off(self, kind: MeetingKind, by: str, at: dt.datetime) -> Referral:
        """Return the referral with its agreed talk of a kind called off; a move that was suggested goes, too.

        Raises IllegalChange once it is closed, and where no talk of that kind is agreed on.
        """
        agreed = next((c.talk for c in reversed(self.history) if c.talk and c.talk.kind is kind), None)
        if not self.is_open or agreed is None or agreed.off:
            raise IllegalChange(f"no {kind} to call off in {self.state}")
        rest = tuple(one for one in self.suggested if one.kind is not kind)
        off = Change(self.state, by, at, talk=replace(agreed, off=True))
        return replace(self, suggested=rest)._with(off)._carried(at)

    def suggest(self, suggestion: Suggestion) -> Referral:
        """Return the referral with a suggestion of times; it takes the place of an open one of its kind.

        It is no entry of the history: nothing has come of it yet. Raises IllegalChange once it is closed.
        """
        if not self.is_open:
            raise IllegalChange(f"talk in {self.state}")
        rest = tuple(one for one in self.suggested if one.kind is not suggestion.kind)
        return replace(self, suggested=(*rest, suggestion))

    def suggestion(self, kind: MeetingKind) -> Suggestion | None:
        """Return the open suggestion of a kind of talk."""
        return next((one for one in self.suggested if one.kind is kind), None)

    def has_run_out(self, on: dt.date) -> bool:
        """Tell whether its consent became too old while it was open, and its history does not say so yet."""
        too_old = self.is_open and not self.consent.withdrawn_at and on > self.consent.last_day
        return too_old and not self.lapse_noted

    @property
    def lapse_noted(self) -> bool:
        """Tell whether the history says that the consent ran out, after it was last renewed."""
        since = takewhile(lambda change: change.replaced is None, reversed(self.history))
        return any(change.reason is Reason.CONSENT_RAN_OUT for change in since)

    def run_out(self, at: dt.datetime) -> Referral:
        """Return the referral as a consent that became too old leaves it; noted in its history, by the clock.

        Where somebody follows the participant up it stays as it is, paused for sharing; else it is cancelled.
        Raises IllegalChange when the consent has not run out, or that is noted already.
        """
        if not self.has_run_out(norwegian(at).date()):
            raise IllegalChange(f"run out in {self.state}")
        to = self.state if self.state in IN_WORK else State.CANCELLED
        return self._with(Change(to, CLOCK, at, Reason.CONSENT_RAN_OUT))

    def _carried(self, at: dt.datetime) -> Referral:
        """Return it, unless it is paused then. Raises NoConsent."""
        if self.is_paused(norwegian(at).date()):
            raise NoConsent(self.code)
        return self

    def _with(self, change: Change) -> Referral:
        return replace(self, post=change.post or self.post, history=(*self.history, change))

    def withdraw(self, by: str, at: dt.datetime) -> Referral:
        """Return the referral with its consent withdrawn, and cancelled if it was open (pvf art. 7)."""
        consent = self.consent.withdraw(at)
        if not self.is_open:
            return replace(self, consent=consent)
        end = Change(State.CANCELLED, by, at, Reason.CONSENT_WITHDRAWN)
        return replace(self, consent=consent, history=(*self.history, end))


def open_referral(
    *, code: str, service: str, clinician: str, post: str, consent: Consent, at: dt.datetime
) -> Referral:
    """Return a new referral in state `requested`; the only way one comes into being.

    Raises NotAConsent when the consent is none, NoConsent when it does not carry a referral that day.
    """
    sent = Change(State.REQUESTED, clinician, at, post=post)
    return Referral(Code(code), service, clinician, post, consent.checked(), (sent,))._carried(at)
