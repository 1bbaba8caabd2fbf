"""What the rules of "Can I share this?" look at, and what they can say. Every input may be unknown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Ruling(StrEnum):
    """What the guide says, in one word."""

    YES = "yes"
    ANONYMOUS = "anonymous"
    ASK = "ask"
    NO = "no"
    REPORT = "report"
    EMERGENCY = "emergency"


STRICTNESS: tuple[Ruling, ...] = tuple(Ruling)
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


class ConsentStatus(StrEnum):
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


AGE_GROUPS: Mapping[str, tuple[int, int]] = {Age.ADULT: (18, 120), Age.YOUTH: (16, 17), Age.CHILD: (0, 15)}
"""Years of each age group, both ends included. Source: ef § 3-1 (16), hpl § 22."""


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


Fact = Info | Who | To | ConsentStatus | Origin | Age | Needed | Recognisable | Setting
Box = Mapping[str, frozenset[Fact]]
"""A set of inputs: for each input named, the values it may have; an input not named may have any."""

VALUES: Mapping[str, tuple[Fact, ...]] = MappingProxyType(
    {
        "info": tuple(Info),
        "who": tuple(Who),
        "to": tuple(To),
        "consent": tuple(ConsentStatus),
        "origin": tuple(Origin),
        "age": tuple(Age),
        "needed": tuple(Needed),
        "recognisable": tuple(Recognisable),
        "setting": tuple(Setting),
    }
)
ORDER: tuple[str, ...] = tuple(VALUES)
"""The order of asking: what ends the talk soonest first."""
