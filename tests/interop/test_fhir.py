"""A referral as FHIR R4: valid shapes, the codes of the value sets, references that resolve, no patient."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.consent import Consent, ConsentProvisionActor
from fhir.resources.R4B.provenance import Provenance, ProvenanceAgent
from fhir.resources.R4B.servicerequest import ServiceRequest
from fhir.resources.R4B.task import Task

from bot.domain.case.consent import LONGEST_AGE, Form, Receiver, Scope
from bot.domain.case.referral import Reason, Referral, State
from bot.interop import fhir
from bot.interop.terms import BUSINESS, OURS, REQUEST_STATUS
from tests.domain.making import NOW, TODAY, consent, directory, referral, referral_in
from tests.interop.value_sets import HL7_CODES, REQUIRED, RESOURCE_TYPES

Json = dict[str, Any]
MODELS = {"ServiceRequest": ServiceRequest, "Task": Task, "Consent": Consent, "Provenance": Provenance}
RECEIVERS = [
    frozenset({Receiver.JOB_SPECIALIST, *more})
    for count in range(3)
    for more in itertools.combinations((Receiver.NAV_COUNSELLOR, Receiver.EMPLOYER), count)
]
CONSENTS = [
    referral(consent=consent(scope=scope, receivers=receivers, form=form))
    for scope in Scope
    for receivers in RECEIVERS
    for form in Form
]
REJECTED = [
    referral_in(State.RECEIVED).change(State.REJECTED, "jonas", NOW, reason)
    for reason in Reason
    if reason is not Reason.CONSENT_WITHDRAWN
]
ANEW = consent(given_on=TODAY, scope=Scope.DIAGNOSIS, receivers=frozenset(Receiver))
RENEWED = referral().renew(ANEW, "anna", NOW + dt.timedelta(hours=1))
RAN_OUT = referral().run_out(NOW + LONGEST_AGE + dt.timedelta(days=1))
ALL: list[Referral] = [
    RENEWED,
    RAN_OUT,
    *(referral_in(state) for state in State),
    *(referral_in(state).withdraw("anna", NOW + dt.timedelta(hours=1)) for state in State),
    *CONSENTS,
    *REJECTED,
]


def made(one: Referral, at: dt.datetime = NOW) -> Json:
    """Return the bundle as whoever fetches it reads it: through JSON."""
    read: Json = json.loads(json.dumps(fhir.bundle(one, directory(), at)))
    return read


def resources(one: Json, kind: str) -> list[Json]:
    """Return the resources of a type."""
    return [e["resource"] for e in one["entry"] if e["resource"]["resourceType"] == kind]


def walk(value: object) -> Iterator[Json]:
    """Yield every object in a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


def at(resource: Json, path: str) -> object:
    """Return the value at a dotted path."""
    value: Any = resource
    for name in path.split("."):
        value = value[name]
    return value


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.state}-{one.consent.scope}")
def test_the_bundle_is_valid(one: Referral) -> None:
    """The R4B models take it, and give back just what they were given."""
    bundle = made(one)
    read = Bundle.model_validate(bundle)
    again = json.loads(read.model_dump_json(exclude_none=True))
    assert len(again["entry"]) == len(bundle["entry"])
    assert [e["resource"]["resourceType"] for e in again["entry"]] == [
        *("ServiceRequest", "Task", "Consent", "Provenance"),
        *["Provenance"] * len(one.history),
    ]


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.state}-{one.consent.scope}")
def test_every_code_is_in_its_value_set(one: Referral) -> None:
    """Required bindings hold, and no code of HL7's or LOINC's is made up; our own stand under our urn."""
    bundle = made(one)
    for place, (address, codes) in REQUIRED.items():
        kind, _, path = place.partition(".")
        for resource in [bundle] if kind == "Bundle" else resources(bundle, kind):
            assert at(resource, path) in codes, f"{place} is bound to {address}"
    codings = [part for part in walk(bundle) if {"system", "code"} <= part.keys()]
    assert codings
    for coding in codings:
        if not coding["system"].startswith(f"{OURS}:"):
            assert coding["code"] in HL7_CODES[coding["system"]], coding
    outside = [p for p in walk(bundle) if isinstance(p.get("identifier"), dict) and "resourceType" not in p]
    assert {part["type"] for part in outside} <= RESOURCE_TYPES[1]


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.state}-{one.consent.scope}")
def test_references_resolve_and_nothing_hangs_loose(one: Referral) -> None:
    """Each reference names an entry of the bundle, each entry has an address of its own and a way to it."""
    bundle = made(one)
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    references = {part["reference"] for part in walk(bundle) if isinstance(part.get("reference"), str)}
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", a) for a in addresses)
    assert references == set(addresses)
    assert addresses == [entry["fullUrl"] for entry in made(one, NOW + dt.timedelta(days=9))["entry"]]


@pytest.mark.parametrize("state", State)
def test_the_states(state: State) -> None:
    """The task says our state, the request what that means for it, and one Provenance tells each change."""
    one = referral_in(state)
    bundle = made(one)
    (task,) = resources(bundle, "Task")
    (request,) = resources(bundle, "ServiceRequest")
    assert task["status"] == state.value
    assert task["businessStatus"]["coding"][0]["code"] == BUSINESS[state]
    assert request["status"] == REQUEST_STATUS[state]
    assert task["authoredOn"] <= task["lastModified"]
    told = resources(bundle, "Provenance")[1:]
    assert [part["activity"]["coding"][1]["code"] for part in told] == [c.to.value for c in one.history]
    assert [part["recorded"] for part in told] == [c.at.isoformat() for c in one.history]
    assert [part["agent"][0]["who"]["identifier"]["value"] for part in told] == [c.by for c in one.history]


@pytest.mark.parametrize("one", REJECTED, ids=lambda one: str(one.history[-1].reason))
def test_reasons(one: Referral) -> None:
    """The reason stands in the task and in the change."""
    bundle = made(one)
    reason = {"system": f"{OURS}:reason", "code": str(one.history[-1].reason)}
    assert resources(bundle, "Task")[0]["statusReason"]["coding"] == [reason]
    assert resources(bundle, "Provenance")[-1]["reason"][0]["coding"] == [reason]


@pytest.mark.parametrize("one", CONSENTS, ids=lambda one: f"{one.consent.scope}-{len(one.consent.receivers)}")
def test_the_consent_says_what_and_to_whom(one: Referral) -> None:
    """Scope, form and each receiver are there, and nobody who was not named."""
    (found,) = resources(made(one), "Consent")
    provision = found["provision"]
    assert (found["status"], provision["type"]) == ("active", "permit")
    assert [c["coding"][0]["code"] for c in provision["code"]] == [one.consent.scope]
    named = {actor["reference"]["identifier"]["value"] for actor in provision["actor"]}
    expected = {"dps-general" if r is Receiver.JOB_SPECIALIST else r.value for r in one.consent.receivers}
    assert named == expected
    assert found["dateTime"] == one.consent.given_on.isoformat()
    values = {e["url"]: e for e in found["extension"]}
    assert values[f"{OURS}:consent-form"]["valueCode"] == one.consent.form


@pytest.mark.parametrize("state", State)
def test_a_withdrawal_is_seen(state: State) -> None:
    """Withdrawn, the consent is inactive and ends then; what was open is cancelled, by whom and why."""
    when = NOW + dt.timedelta(hours=1)
    one = referral_in(state).withdraw("anna", when)
    bundle = made(one, when)
    (found,) = resources(bundle, "Consent")
    assert found["status"] == "inactive"
    assert found["provision"]["period"]["end"] == when.isoformat()
    if referral_in(state).is_open:
        address = next(e["fullUrl"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Consent")
        last = resources(bundle, "Provenance")[-1]
        assert {"reference": address} in last["target"]
        assert resources(bundle, "Task")[0]["status"] == "cancelled"


def test_an_old_consent_is_inactive() -> None:
    """After a year the consent is no longer active, though nobody withdrew it."""
    late = NOW + LONGEST_AGE + dt.timedelta(days=1)
    assert resources(made(referral(), late), "Consent")[0]["status"] == "inactive"
    assert resources(made(referral()), "Consent")[0]["provision"]["period"]["start"] == TODAY.isoformat()


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.state}-{one.consent.scope}")
def test_the_subject_is_only_the_code(one: Referral) -> None:
    """There is no Patient, no name, no address, no birth date; whoever it is about is the code."""
    bundle = made(one)
    assert not resources(bundle, "Patient")
    subject = {"type": "Patient", "identifier": {"system": f"{OURS}:referral", "value": one.code}}
    patients = [part for part in walk(bundle) if part.get("type") == "Patient"]
    assert len(patients) == 4
    assert all(part == subject for part in patients)
    assert not {key for part in walk(bundle) for key in part} & {
        "name",
        "birthDate",
        "telecom",
        "address",
        "note",
    }


def test_a_post_that_is_gone() -> None:
    """A referral to a post that left the directory can still be written down."""
    gone = made(referral(post="closed-post"))
    Bundle.model_validate(gone)
    assert "display" not in resources(gone, "Task")[0]["owner"]


def pointed(bundle: Json, reference: Json) -> str:
    """Return the type of what a reference points at, inside the bundle or out of it."""
    inside = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    return str(reference["type"] if "type" in reference else inside[reference["reference"]])


@pytest.mark.parametrize("one", ALL, ids=lambda one: f"{one.state}-{one.consent.scope}")
def test_references_point_at_what_they_may(one: Referral) -> None:
    """Each reference leads to a type that R4 allows at its place."""
    bundle = made(one)
    parts: list[tuple[Any, Json]] = [
        (MODELS[entry["resource"]["resourceType"]], entry["resource"]) for entry in bundle["entry"]
    ]
    for consented in resources(bundle, "Consent"):
        parts += [(ConsentProvisionActor, actor) for actor in consented["provision"]["actor"]]
    for told in resources(bundle, "Provenance"):
        parts += [(ProvenanceAgent, agent) for agent in told["agent"]]
    seen = 0
    for model, part in parts:
        for name, field in model.model_fields.items():
            allowed = (field.json_schema_extra or {}).get("enum_reference_types")
            value = part.get(field.alias or name)
            for reference in (
                [] if value is None or not allowed else value if isinstance(value, list) else [value]
            ):
                seen += 1
                assert {pointed(bundle, reference), "Resource"} & set(allowed), (name, reference)
    assert seen >= 15


def test_a_renewed_consent_and_one_that_ran_out() -> None:
    """A renewal changes the Consent, by its clinician; running out is done by a device, with a reason."""
    *_, renewed = resources(made(RENEWED), "Provenance")
    assert at(renewed, "activity.coding")[-1]["code"] == "consent-renewed"  # type: ignore[index]
    (kept,) = resources(made(RENEWED), "Consent")
    assert kept["status"] == "active"
    assert len(kept["provision"]["actor"]) == len(Receiver)
    *_, ended = resources(made(RAN_OUT), "Provenance")
    assert ended["agent"][0]["who"]["type"] == "Device"
    assert ended["reason"][0]["coding"][0]["code"] == Reason.CONSENT_RAN_OUT.value
