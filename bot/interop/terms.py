"""The systems and codes that our FHIR resources use: HL7's where there is one, else our own `urn:`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.domain.case.referral import State

OURS = "urn:ips-assistent"
"""The beginning of every system and extension that is this project's own."""

TASK_CODE = "http://hl7.org/fhir/CodeSystem/task-code"
CONSENT_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
CONSENT_ACTION = "http://terminology.hl7.org/CodeSystem/consentaction"
V3_ACT = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
V3_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
V3_PARTICIPATION = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
V3_OPERATION = "http://terminology.hl7.org/CodeSystem/v3-DataOperation"
PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
LOINC = "http://loinc.org"

HEALTH_PERSONNEL_ACT = "https://lovdata.no/lov/1999-07-02-64"
"""hpl § 22: consent lifts the duty of confidentiality as far as it goes."""

REQUEST_STATUS: Mapping[State, str] = MappingProxyType(
    {
        State.REQUESTED: "active",
        State.RECEIVED: "active",
        State.ACCEPTED: "active",
        State.IN_PROGRESS: "active",
        State.ON_HOLD: "on-hold",
        State.COMPLETED: "completed",
        State.REJECTED: "revoked",
        State.CANCELLED: "revoked",
        State.FAILED: "revoked",
    }
)
"""ServiceRequest.status for each of our states. Those of Task are the same as ours."""

BUSINESS: Mapping[State, str] = MappingProxyType(
    {
        State.REQUESTED: "not-opened",
        State.RECEIVED: "waits-for-answer",
        State.ACCEPTED: "waits-for-first-meeting",
        State.ON_HOLD: "waiting-list",
        State.IN_PROGRESS: "followed-up",
        State.COMPLETED: "completed",
        State.REJECTED: "declined",
        State.CANCELLED: "ended-by-clinician",
        State.FAILED: "stopped",
    }
)
"""Task.businessStatus: what the state means in the cooperation."""

PAUSED = "sharing-paused"
"""Task.businessStatus while the consent does not hold: the follow-up may go on, nothing is shared."""

Json = dict[str, Any]


def coded(system: str, code: str) -> Json:
    """Return a CodeableConcept of one code."""
    return {"coding": [{"system": system, "code": code}]}


def named(kind: str, value: str) -> Json:
    """Return an Identifier in a system of ours (`urn:ips-assistent:<kind>`)."""
    return {"system": f"{OURS}:{kind}", "value": value}


def outside(resource: str, kind: str, value: str) -> Json:
    """Return a Reference to somebody or something that is not in the bundle, by identifier alone."""
    return {"type": resource, "identifier": named(kind, value)}
