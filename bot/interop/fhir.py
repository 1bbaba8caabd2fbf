"""A referral as a FHIR R4 Bundle: ServiceRequest, Task, Consent and one Provenance for each change.

The shape is that of HL7's closed-loop referral (SDOH Clinical Care). Plain dicts, ready for `json.dumps`.
There is no Patient in it: the subject is known by the referral's code alone, as everywhere here.
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid5

from bot.domain.case.consent import Consent, Receiver
from bot.domain.case.referral import CLOCK, Change, Reason, Referral, State
from bot.domain.clock.norway import norwegian
from bot.domain.organisation.directory import Directory
from bot.interop import terms
from bot.interop.terms import Json, coded, named, outside

MEDIA = "application/fhir+json"
_SPACE = UUID("a3b1f7de-6a5e-5c3e-9b0f-6a0d4a1c7e21")
"""The space of our resources' addresses: the same referral always gives the same ones."""


def bundle(referral: Referral, directory: Directory, at: dt.datetime) -> Json:
    """Return the referral as a Bundle of type `collection`, as it stands at the moment `at`."""
    histories = [f"Provenance/{number}" for number in range(len(referral.history) + 1)]
    resources = {
        "ServiceRequest": _service_request(referral, directory, histories),
        "Task": _task(referral, directory, histories, at),
        "Consent": _consent(referral, at),
        histories[0]: _consent_recorded(referral),
    }
    for name, number in zip(histories[1:], range(len(referral.history)), strict=True):
        resources[name] = _changed(referral, number)
    return {
        "resourceType": "Bundle",
        "identifier": named("export", referral.code),
        "type": "collection",
        "timestamp": at.isoformat(),
        "entry": [{"fullUrl": _url(referral, name), "resource": one} for name, one in resources.items()],
    }


def _url(referral: Referral, name: str) -> str:
    return f"urn:uuid:{uuid5(_SPACE, f'{referral.code}/{name}')}"


def _to(referral: Referral, name: str) -> Json:
    return {"reference": _url(referral, name)}


def _subject(referral: Referral) -> Json:
    """Return whom it is about, as far as anybody is to know: the code."""
    return outside("Patient", "referral", referral.code)


def _person(person: str) -> Json:
    """Return who did it; what happens of itself is done by the assistant, a device."""
    if person == CLOCK:
        return outside("Device", "device", "assistant")
    return outside("Practitioner", "person", person)


def _post(referral: Referral, directory: Directory) -> Json:
    known = referral.post in directory.posts
    name = {"display": directory.team_name(referral.post)} if known else {}
    return {**outside("PractitionerRole", "post", referral.post), **name}


def _service(referral: Referral) -> Json:
    return outside("Organization", "service", referral.service)


def _service_request(referral: Referral, directory: Directory, histories: list[str]) -> Json:
    return {
        "resourceType": "ServiceRequest",
        "identifier": [named("referral", referral.code)],
        "status": terms.REQUEST_STATUS[referral.state],
        "intent": "order",
        "code": {
            **coded(f"{terms.OURS}:kind", "ips"),
            "text": "Individual Placement and Support (IPS)",
        },
        "subject": _subject(referral),
        "authoredOn": referral.history[0].at.isoformat(),
        "requester": _person(referral.clinician),
        "performer": [_post(referral, directory)],
        "supportingInfo": [_to(referral, "Consent")],
        "relevantHistory": [_to(referral, name) for name in histories],
    }


def _task(referral: Referral, directory: Directory, histories: list[str], at: dt.datetime) -> Json:
    last = referral.history[-1]
    paused = referral.is_paused(norwegian(at).date())
    stands = terms.PAUSED if paused else terms.BUSINESS[referral.state]
    return {
        "resourceType": "Task",
        "identifier": [named("referral", referral.code)],
        "status": referral.state.value,
        **({"statusReason": _reason(last.reason)} if last.reason else {}),
        "businessStatus": coded(f"{terms.OURS}:business-status", stands),
        "intent": "order",
        "code": coded(terms.TASK_CODE, "fulfill"),
        "focus": _to(referral, "ServiceRequest"),
        "for": _subject(referral),
        "authoredOn": referral.history[0].at.isoformat(),
        "lastModified": last.at.isoformat(),
        "requester": _service(referral),
        "owner": _post(referral, directory),
        "relevantHistory": [_to(referral, name) for name in histories],
    }


def _reason(reason: Reason) -> Json:
    return coded(f"{terms.OURS}:reason", reason.value)


def _consent(referral: Referral, at: dt.datetime) -> Json:
    consent = referral.consent
    return {
        "resourceType": "Consent",
        "extension": _how_given(consent),
        "identifier": [named("consent", referral.code)],
        "status": "active" if consent.is_current(norwegian(at).date()) else "inactive",
        "scope": coded(terms.CONSENT_SCOPE, "patient-privacy"),
        "category": [coded(terms.LOINC, "59284-0"), coded(terms.V3_ACT, "IDSCL")],
        "patient": _subject(referral),
        "dateTime": consent.given_on.isoformat(),
        "performer": [_subject(referral)],
        "organization": [_service(referral)],
        "policy": [{"uri": terms.HEALTH_PERSONNEL_ACT}],
        "policyRule": coded(terms.V3_ACT, "OPTIN"),
        "provision": _provision(referral),
    }


def _how_given(consent: Consent) -> list[Json]:
    values: tuple[tuple[str, str, object], ...] = (
        ("consent-form", "valueCode", consent.form.value),
        ("consent-participation", "valueBoolean", consent.participation),
        ("consent-in-patient-record", "valueBoolean", consent.in_patient_record),
        ("consent-wording", "valueString", consent.wording),
    )
    return [{"url": f"{terms.OURS}:{name}", kind: value} for name, kind, value in values]


def _provision(referral: Referral) -> Json:
    """Return what is allowed, and to whom. Whoever is not named is not allowed anything."""
    consent = referral.consent
    ends = consent.withdrawn_at.isoformat() if consent.withdrawn_at else None
    return {
        "type": "permit",
        "period": {
            "start": consent.given_on.isoformat(),
            "end": ends or consent.last_day.isoformat(),
        },
        "actor": [
            _actor(referral, receiver) for receiver in sorted(consent.receivers) if consent.covers(receiver)
        ],
        "action": [coded(terms.CONSENT_ACTION, "disclose")],
        "purpose": [{"system": terms.V3_REASON, "code": "CAREMGT"}],
        "code": [coded(f"{terms.OURS}:scope", consent.scope.value)],
    }


def _actor(referral: Referral, receiver: Receiver) -> Json:
    kind, value = ("post", referral.post)
    if receiver is not Receiver.JOB_SPECIALIST:
        kind, value = ("receiver", receiver.value)
    resource = "Organization" if receiver is Receiver.EMPLOYER else "PractitionerRole"
    return {"role": coded(terms.V3_PARTICIPATION, "IRCP"), "reference": outside(resource, kind, value)}


def _consent_recorded(referral: Referral) -> Json:
    consent = referral.consents[0]
    return _provenance(
        [_to(referral, "Consent")], consent.recorded_at, consent.recorded_by, "CREATE", "consent-recorded"
    )


def _changed(referral: Referral, number: int) -> Json:
    """Return who brought the referral to its state, when and why; some changes concern the consent, too."""
    change: Change = referral.history[number]
    targets = ["Task"]
    if number == 0:
        targets.append("ServiceRequest")
    about_consent = {Reason.CONSENT_WITHDRAWN, Reason.CONSENT_RAN_OUT}
    if change.reason in about_consent or change.narrowed or change.replaced:
        targets.append("Consent")
    made = _provenance(
        [_to(referral, target) for target in targets],
        change.at,
        change.by,
        "UPDATE" if number else "CREATE",
        "consent-renewed" if change.replaced else _noted(change),
    )
    return {**made, "reason": [_reason(change.reason)]} if change.reason else made


def _noted(change: Change) -> str:
    """Return what a change was: the state it led to, or that sharing was paused in it."""
    ran_out = change.reason is Reason.CONSENT_RAN_OUT and change.to is not State.CANCELLED
    return terms.PAUSED if ran_out else change.to.value


def _provenance(targets: list[Json], at: dt.datetime, by: str, operation: str, what: str) -> Json:
    return {
        "resourceType": "Provenance",
        "target": targets,
        "occurredDateTime": at.isoformat(),
        "recorded": at.isoformat(),
        "activity": {
            "coding": [
                {"system": terms.V3_OPERATION, "code": operation},
                {"system": f"{terms.OURS}:change", "code": what},
            ]
        },
        "agent": [{"type": coded(terms.PARTICIPANT, "author"), "who": _person(by)}],
    }
