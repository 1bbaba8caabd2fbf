"""The value sets that FHIR R4 binds our elements to as `required`, with their canonical addresses.

The models of fhir.resources check shapes, not codes: these are the codes.
"""

from __future__ import annotations

TASK_STATUS = (
    "http://hl7.org/fhir/ValueSet/task-status",
    {
        *("draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress"),
        *("on-hold", "failed", "completed", "entered-in-error"),
    },
)
TASK_INTENT = (
    "http://hl7.org/fhir/ValueSet/task-intent",
    {
        *("unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order"),
        *("instance-order", "option"),
    },
)
REQUEST_STATUS = (
    "http://hl7.org/fhir/ValueSet/request-status",
    {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
)
REQUEST_INTENT = (
    "http://hl7.org/fhir/ValueSet/request-intent",
    {
        *("proposal", "plan", "directive", "order", "original-order", "reflex-order", "filler-order"),
        *("instance-order", "option"),
    },
)
CONSENT_STATUS = (
    "http://hl7.org/fhir/ValueSet/consent-state-codes",
    {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"},
)
CONSENT_SCOPE = (
    "http://hl7.org/fhir/ValueSet/consent-scope",
    {"adr", "research", "patient-privacy", "treatment"},
)
PROVISION_TYPE = ("http://hl7.org/fhir/ValueSet/consent-provision-type", {"deny", "permit"})
BUNDLE_TYPE = (
    "http://hl7.org/fhir/ValueSet/bundle-type",
    {
        *("document", "message", "transaction", "transaction-response", "batch", "batch-response"),
        *("history", "searchset", "collection"),
    },
)
RESOURCE_TYPES = (
    "http://hl7.org/fhir/ValueSet/resource-types",
    {"Patient", "Practitioner", "PractitionerRole", "Organization", "Device"},  # those of them that we name
)

REQUIRED = {
    "Task.status": TASK_STATUS,
    "Task.intent": TASK_INTENT,
    "ServiceRequest.status": REQUEST_STATUS,
    "ServiceRequest.intent": REQUEST_INTENT,
    "Consent.status": CONSENT_STATUS,
    "Consent.provision.type": PROVISION_TYPE,
    "Bundle.type": BUNDLE_TYPE,
}
"""Where each required code stands."""

HL7_CODES = {
    "http://hl7.org/fhir/CodeSystem/task-code": {
        *("approve", "fulfill", "abort", "replace", "change", "suspend", "resume"),
    },
    "http://terminology.hl7.org/CodeSystem/consentscope": CONSENT_SCOPE[1],
    "http://terminology.hl7.org/CodeSystem/consentaction": {
        "collect",
        "access",
        "use",
        "disclose",
        "correct",
    },
    "http://terminology.hl7.org/CodeSystem/v3-ActCode": {"OPTIN", "OPTOUT", "IDSCL"},
    "http://terminology.hl7.org/CodeSystem/v3-ActReason": {"TREAT", "CAREMGT"},
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType": {"IRCP"},
    "http://terminology.hl7.org/CodeSystem/v3-DataOperation": {
        *("CREATE", "DELETE", "UPDATE", "APPEND", "NULLIFY"),
    },
    "http://terminology.hl7.org/CodeSystem/provenance-participant-type": {
        *("enterer", "performer", "author", "verifier", "legal", "attester", "informant", "custodian"),
        *("assembler", "composer"),
    },
    "http://loinc.org": {"59284-0"},
}
"""The codes we may use from each system that is not ours: those of the small systems all, else ours."""
