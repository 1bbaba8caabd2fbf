"""A referral and its legal changes of state. The names are those of FHIR R4 Task.

A referral never says whom it is about: it is known by its code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from bot.domain.consent import Consent, Receiver


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
        State.REQUESTED: frozenset({State.RECEIVED, State.CANCELLED}),
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
    BY_CLINICIAN = "by_clinician"
    CONSENT_WITHDRAWN = "consent_withdrawn"


DECLINE_REASONS: tuple[Reason, ...] = (
    Reason.FULL,
    Reason.OUTSIDE_TARGET_GROUP,
    Reason.OTHER_TEAM,
    Reason.NOT_NOW,
)


class NoConsent(ValueError):
    """Raised when an open referral would stand without a consent that carries it."""


class IllegalChange(ValueError):
    """Raised when a referral is asked to go where its state does not lead."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step in a referral's life: who, when, to which state, and why where a reason is due."""

    to: State
    by: str
    at: dt.datetime
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    """A request from a clinician to a post. The last entry of `history` is the present state.

    Raises NoConsent when it is open and its consent is withdrawn, out of date at the last change, or does
    not name the job specialist. Source: brev punkt 2; EF §§ 3-2, 3-4; hpl § 22.
    """

    code: str
    service: str
    clinician: str
    post: str
    consent: Consent
    history: tuple[Change, ...]

    def __post_init__(self) -> None:
        if not self.history:
            raise ValueError("a referral has at least one change")
        if self.is_open and not self._is_carried():
            raise NoConsent(self.code)

    def _is_carried(self) -> bool:
        last = self.history[-1].at.date()
        return self.consent.is_current(last) and self.consent.covers(Receiver.JOB_SPECIALIST)

    @property
    def state(self) -> State:
        """The present state."""
        return self.history[-1].to

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has something to do with it."""
        return self.state not in CLOSED

    @property
    def version(self) -> int:
        """Counts the changes; a button made for an older version is stale."""
        return len(self.history)

    def change(self, to: State, by: str, at: dt.datetime, reason: Reason | None = None) -> Referral:
        """Return the referral in its next state. Raises IllegalChange when the state does not lead there."""
        if to not in LEGAL[self.state]:
            raise IllegalChange(f"{self.state} -> {to}")
        return replace(self, history=(*self.history, Change(to, by, at, reason)))

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
    """Return a new referral in state `requested`; the only way one comes into being."""
    return Referral(code, service, clinician, post, consent, (Change(State.REQUESTED, clinician, at),))
