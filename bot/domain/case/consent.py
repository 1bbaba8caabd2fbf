"""Consent as a value, as it was recorded; whether it may be relied on is judged apart from reading it.

A new one passes `checked()` before anything is made of it. One that is read from storage is never refused:
what today's rules do not accept can still be seen, ended and withdrawn, and nothing is shared upon it.
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

from bot.domain.clock.norway import norwegian

HOLDS_DAYS = 366
"""How many days a consent is relied on where the house has set no other number, and for old records.

A rule of this house: the sources name no time. See `bot/domain/organisation/house_rules.py`.
"""
LONGEST_AGE = dt.timedelta(days=HOLDS_DAYS)


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
    """Raised when something is to be made of a consent that is none."""

    def __init__(self, fault: ConsentFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class NotNarrower(ValueError):
    """Raised when a later change would leave a consent as wide as it was, or widen it."""


@dataclass(frozen=True, slots=True)
class Consent:
    """A patient's consent, as the clinician recorded it; it never says whose.

    `given_on` is the day the patient gave it, `recorded_at` when the clinician entered it here, `wording` the
    version of the questions that were shown. `holds_days` is how long it may be relied on: the house rule of
    the day on which it was recorded, so that a later change of the rule ends nothing. `employer_on` is the
    day on which the participant agreed that one employer, named to the clinician, may be told; None until
    then. An EMPLOYER among the receivers of an old record was a yes to employers at large: it covers nobody.
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
    holds_days: int = HOLDS_DAYS
    employer_on: dt.date | None = None

    def checked(self) -> Consent:
        """Return the consent. Raises NotAConsent, with the reason, where it is none."""
        if fault := self.fault:
            raise NotAConsent(fault)
        return self

    @property
    def fault(self) -> ConsentFault | None:
        """Why nothing may be made of it, judged by the day on which it was recorded; None where it is one."""
        recorded_on = norwegian(self.recorded_at).date()
        if not self.participation:
            return ConsentFault.NO_PARTICIPATION
        if not self.receivers:
            return ConsentFault.NO_RECEIVER
        if self.given_on > recorded_on:
            return ConsentFault.IN_FUTURE
        if recorded_on > self.last_day:
            return ConsentFault.TOO_OLD
        return None if self.in_patient_record else ConsentFault.NOT_RECORDED

    @property
    def last_day(self) -> dt.date:
        """The last day on which it may be relied on, unless it is withdrawn."""
        return self.given_on + dt.timedelta(days=self.holds_days)

    def is_current(self, on: dt.date) -> bool:
        """Tell whether the consent may be relied on that day: it is one, not withdrawn, and not too old."""
        return self.fault is None and self.withdrawn_at is None and on <= self.last_day

    def covers(self, receiver: Receiver) -> bool:
        """Tell whether this receiver was named; an employer only by a yes to that one employer."""
        if receiver is Receiver.EMPLOYER:
            return self.employer_on is not None
        return receiver in self.receivers

    def with_employer(self, on: dt.date) -> Consent:
        """Return the consent with the employer whom the participant named and agreed to on that day.

        Source: pjl § 20 and pvf art. 4 (11): a consent is specific, so there is none for employers at large.
        """
        return replace(self, receivers=self.receivers | {Receiver.EMPLOYER}, employer_on=on)

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
            without = self.receivers - {WITHOUT[narrowing]}
            employer_on = self.employer_on if Receiver.EMPLOYER in without else None
            return replace(self, receivers=without, employer_on=employer_on)
        return replace(self, scope=Scope(narrowing.value))
