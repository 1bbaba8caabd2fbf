"""The rules of "Can I share this?" as one table: first match wins; two rules are added on top.

The numbers are those of sharing.md, whose wording a lawyer can compare with docs/sharing.md (made from this
table). A letter tells apart the outcomes of one rule. Sections of helsepersonelloven are those in force from
1 July 2026. Where the sources leave it open, the outcome is ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

VERSION = "2026-11-21"
"""The day these rules were last changed; shown with every decision."""


class Outcome(StrEnum):
    """What the guide says, in one word."""

    YES = "yes"
    ANONYMOUS = "anonymous"
    ASK = "ask"
    NO = "no"
    REPORT = "report"
    EMERGENCY = "emergency"


STRICTNESS: tuple[Outcome, ...] = tuple(Outcome)
"""From mild to strict: of several outcomes the last wins. The two duties by law stand before all."""


class Info(StrEnum):
    """What is to be shared. Danger and a worried-about child are not sharing but duties: they come first."""

    GENERAL = "general"
    ANONYMISED = "anonymised"
    IS_PATIENT = "is_patient"
    CONTACT = "contact"
    DIAGNOSIS = "diagnosis"
    FUNCTION = "function"
    ATTENDANCE = "attendance"
    JOB_SEARCH = "job_search"
    DANGER = "danger"
    CHILD = "child"
    UNKNOWN = "unknown"


class Who(StrEnum):
    """Who shares."""

    CLINICIAN = "clinician"
    JOB_SPECIALIST = "job_specialist"
    NAV_COUNSELLOR = "nav_counsellor"
    HEALTH_LEADER = "health_leader"
    NAV_LEADER = "nav_leader"
    UNKNOWN = "unknown"


class To(StrEnum):
    """Who receives. Job specialist, Nav counsellor and employer are three different receivers."""

    PERSON = "person"
    JOB_SPECIALIST = "job_specialist"
    ZERO_POST = "zero_post"
    NAV_COUNSELLOR = "nav_counsellor"
    NAV_ORDER = "nav_order"
    EMPLOYER = "employer"
    HEALTH_TEAM = "health_team"
    HEALTH_LEADER = "health_leader"
    RELATIVE = "relative"
    COORDINATOR = "coordinator"
    OTHER = "other"
    UNKNOWN = "unknown"


class Consent(StrEnum):
    """The person's answer for this receiver and this information. Given means: it covers both."""

    GIVEN = "given"
    NARROWER = "narrower"
    UNSURE = "unsure"
    NONE = "none"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where people in Nav have the information from."""

    OWN = "own"
    CLINICIAN = "clinician"
    UNKNOWN = "unknown"


class Age(StrEnum):
    """Who can consent: age group, or doubt about decision-making capacity."""

    ADULT = "adult"
    YOUTH = "youth"
    CHILD = "child"
    DOUBT = "doubt"
    UNKNOWN = "unknown"


class Needed(StrEnum):
    """Whether the receiver needs it for the purpose that carries the sharing (it differs by receiver)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Recognisable(StrEnum):
    """Whether somebody could guess who an anonymous case is about."""

    NO = "no"
    YES = "yes"
    UNKNOWN = "unknown"


class Setting(StrEnum):
    """Where it is shared."""

    TALK = "talk"
    MEETING_CONSENTED = "meeting_consented"
    MEETING_MIXED = "meeting_mixed"
    MESSAGE = "message"
    RECORD = "record"
    BOT = "bot"
    UNKNOWN = "unknown"


Fact = Info | Who | To | Consent | Origin | Age | Needed | Recognisable | Setting
Box = Mapping[str, frozenset[Fact]]
"""A set of inputs: for each input named, the values it may have; an input not named may have any."""

VALUES: Mapping[str, tuple[Fact, ...]] = MappingProxyType(
    {
        "info": tuple(Info),
        "who": tuple(Who),
        "to": tuple(To),
        "consent": tuple(Consent),
        "origin": tuple(Origin),
        "age": tuple(Age),
        "needed": tuple(Needed),
        "recognisable": tuple(Recognisable),
        "setting": tuple(Setting),
    }
)
ORDER: tuple[str, ...] = tuple(VALUES)
"""The order of asking: what ends the talk soonest first."""


class Document(StrEnum):
    """Where it is to be documented."""

    NOTHING = "nothing"
    RECORD = "record"
    RECORD_SHARED = "record_shared"
    RECORD_REFUSED = "record_refused"
    RECORD_WITHDRAWN = "record_withdrawn"
    RECORD_ORDER = "record_order"
    RECORD_LATER = "record_later"
    OWN_SYSTEM = "own_system"
    EITHER = "either"
    NOT_IN_RECORD = "not_in_record"
    MEETING_PLAN = "meeting_plan"
    AS_BEFORE = "as_before"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: it matches when one of its cases does, and a case when every input it names has such a value.

    `why` is the key of the reason in the words; `sources` are (source id, section).
    """

    id: str
    when: tuple[Box, ...]
    outcome: Outcome
    document: Document
    sources: tuple[tuple[str, str], ...]

    @property
    def number(self) -> str:
        """The rule's number in sharing.md."""
        return self.id.rstrip("abcdefgh")

    @property
    def why(self) -> str:
        """The key of the reason."""
        return f"r{self.id}"


def _case(**inputs: Fact | tuple[Fact, ...]) -> Box:
    return {n: frozenset(v if isinstance(v, tuple) else (v,)) for n, v in inputs.items()}


def _but(*left_out: Fact) -> tuple[Fact, ...]:
    return tuple(value for value in type(left_out[0]) if value not in left_out)


WORK = (Info.CONTACT, Info.FUNCTION, Info.ATTENDANCE, Info.JOB_SEARCH)
ON_HEALTH = (Info.IS_PATIENT, Info.DIAGNOSIS)
OF_A_PERSON = (*ON_HEALTH, *WORK)
IDENTIFYING = (Info.IS_PATIENT, Info.CONTACT, Info.DIAGNOSIS, Info.UNKNOWN)
ABOUT_WORK = (Info.FUNCTION, Info.ATTENDANCE, Info.JOB_SEARCH)
HEALTH = (Who.CLINICIAN, Who.HEALTH_LEADER)
MAYBE_HEALTH = (*HEALTH, Who.UNKNOWN)  # who does not say is treated as bound as strictly
NAV = (Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR, Who.NAV_LEADER)
IN_IPS = (To.JOB_SPECIALIST, To.NAV_COUNSELLOR)
NOT_SURE = (Consent.UNSURE, Consent.UNKNOWN)
CANNOT_TELL_AGE = (Age.DOUBT, Age.UNKNOWN)
FROM_CLINICIAN = (Origin.CLINICIAN, Origin.UNKNOWN)

NEEDS_CONSENT: tuple[Box, ...] = (
    # rule 16: from health; health information from anybody; to employer or relatives
    _case(who=MAYBE_HEALTH, to=_but(To.PERSON, To.EMPLOYER, To.RELATIVE)),
    _case(who=NAV, to=_but(To.PERSON, To.EMPLOYER, To.RELATIVE), info=(*ON_HEALTH, Info.UNKNOWN)),
    _case(who=NAV, to=IN_IPS, info=WORK, origin=FROM_CLINICIAN),
    _case(to=(To.EMPLOYER, To.RELATIVE)),
)
USES_CONSENT: tuple[Box, ...] = (
    *NEEDS_CONSENT,
    # rules 21 and 24: Nav's own information to the clinician
    _case(who=(Who.JOB_SPECIALIST, Who.NAV_COUNSELLOR), to=To.HEALTH_TEAM, info=WORK),
)
IPS_ITSELF: tuple[Box, ...] = (
    # what only happens when somebody takes part in IPS, or is to
    _case(who=MAYBE_HEALTH, to=(*IN_IPS, To.EMPLOYER, To.COORDINATOR)),
    _case(who=NAV, to=To.EMPLOYER),
    _case(who=NAV, to=IN_IPS, info=(*ON_HEALTH, Info.UNKNOWN)),
    _case(who=NAV, to=IN_IPS, info=WORK, origin=FROM_CLINICIAN),
    _case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST, info=Info.CONTACT),
    _case(who=Who.JOB_SPECIALIST, to=(To.HEALTH_TEAM, To.RELATIVE)),
)


def _each(cases: tuple[Box, ...], **inputs: Fact | tuple[Fact, ...]) -> tuple[Box, ...]:
    return tuple({**case, **_case(**inputs)} for case in cases)


_CLINICIAN_GIVEN = {"who": Who.CLINICIAN, "consent": Consent.GIVEN}
_BOTH_IN_NAV = (
    _case(who=Who.JOB_SPECIALIST, to=To.NAV_COUNSELLOR),
    _case(who=Who.NAV_COUNSELLOR, to=To.JOB_SPECIALIST),
)
_CONSENT = (("brev", "punkt 2"), ("hpl", "§ 22"))
