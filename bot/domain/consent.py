"""Consent as a value: if it can be constructed, it is one.

Source: hpl § 22 (consent lifts confidentiality as far as it goes), pjl § 20 (voluntary, specific, informed,
unambiguous), EF §§ 3-2 and 3-4 (consent to take part; to hand over health information), pvf art. 7
(withdrawal).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

LONGEST_AGE = dt.timedelta(days=366)
"""Older than a year without renewal is not relied on: a rule of this house, stricter than the sources."""


class Receiver(StrEnum):
    """Who may be told. Three different receivers; consent for one says nothing about another."""

    JOB_SPECIALIST = "job_specialist"
    NAV_COUNSELLOR = "nav_counsellor"
    EMPLOYER = "employer"


class Scope(StrEnum):
    """How much the receivers may be told, from narrow to wide."""

    CONTACT = "contact"
    WORK = "work"
    DIAGNOSIS = "diagnosis"


class Narrowing(StrEnum):
    """How a consent may become narrower later: a smaller scope, or without one of the other receivers."""

    WORK = "work"
    CONTACT = "contact"
    NO_NAV = "no_nav"
    NO_EMPLOYER = "no_employer"


WITHOUT: Mapping[Narrowing, Receiver] = MappingProxyType(
    {Narrowing.NO_NAV: Receiver.NAV_COUNSELLOR, Narrowing.NO_EMPLOYER: Receiver.EMPLOYER}
)
"""Whom a narrowing takes out. The job specialist is never taken out: that is withdrawing."""


class Form(StrEnum):
    """How the consent was given: by declaration or by clear confirmation (pjl § 20)."""

    WRITTEN = "written"
    ORAL = "oral"


class ConsentFault(StrEnum):
    """Why something is not a consent that a referral may stand on."""

    NO_PARTICIPATION = "no_participation"
    NO_RECEIVER = "no_receiver"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    NOT_RECORDED = "not_recorded"


class NotAConsent(ValueError):
    """Raised when a Consent is constructed from something that is none."""

    def __init__(self, fault: ConsentFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class NotNarrower(ValueError):
    """Raised when a later change would leave a consent as wide as it was, or widen it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A patient's consent, as the clinician recorded it; it never says whose.

    `given_on` is the day the patient gave it, `recorded_at` when the clinician entered it here, `wording` the
    version of the questions that were shown. Raises NotAConsent when any condition fails.
    """

    participation: bool
    receivers: frozenset[Receiver]
    scope: Scope
    form: Form
    given_on: dt.date
    in_patient_record: bool
    recorded_by: str
    recorded_at: dt.datetime
    wording: str
    withdrawn_at: dt.datetime | None = None

    def __post_init__(self) -> None:
        fault = self._fault()
        if fault:
            raise NotAConsent(fault)

    def _fault(self) -> ConsentFault | None:
        recorded_on = self.recorded_at.date()
        if not self.participation:
            return ConsentFault.NO_PARTICIPATION
        if not self.receivers:
            return ConsentFault.NO_RECEIVER
        if self.given_on > recorded_on:
            return ConsentFault.IN_FUTURE
        if recorded_on - self.given_on > LONGEST_AGE:
            return ConsentFault.TOO_OLD
        return None if self.in_patient_record else ConsentFault.NOT_RECORDED

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may be relied on, unless it is withdrawn."""
        return self.given_on + LONGEST_AGE

    def is_current(self, on: dt.date) -> bool:
        """Tell whether the consent may be relied on that day: not withdrawn, not older than a year."""
        return self.withdrawn_at is None and on <= self.last_day

    def covers(self, receiver: Receiver) -> bool:
        """Tell whether this receiver was named."""
        return receiver in self.receivers

    def withdraw(self, at: dt.datetime) -> Consent:
        """Return the consent as withdrawn. It cannot be undone, only given anew (pvf art. 7)."""
        return self if self.withdrawn_at else replace(self, withdrawn_at=at)

    def narrowings(self) -> tuple[Narrowing, ...]:
        """Return how this consent can become narrower; wider never, only by giving a new one."""
        order = list(Scope)
        smaller = order[: order.index(self.scope)]
        scopes = tuple(Narrowing(scope) for scope in reversed(smaller))
        return (*scopes, *(narrowing for narrowing, receiver in WITHOUT.items() if self.covers(receiver)))

    def narrow(self, narrowing: Narrowing) -> Consent:
        """Return the consent with less in it. Raises NotNarrower for anything else. Source: pvf art. 7."""
        if narrowing not in self.narrowings() or self.withdrawn_at:
            raise NotNarrower(narrowing)
        if narrowing in WITHOUT:
            return replace(self, receivers=self.receivers - {WITHOUT[narrowing]})
        return replace(self, scope=Scope(narrowing.value))
