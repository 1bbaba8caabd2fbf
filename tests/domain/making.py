"""Values that tests of the rules begin with; every argument can be replaced by name."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.case.consent import Consent, Form, Receiver, Scope
from bot.domain.case.inquiry import Inquiry, InquiryKind, ask
from bot.domain.case.referral import LEGAL, Referral, State, Suggestion, Talk, open_referral
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person, Role
from bot.knowledge.loader import load_directory

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


@cache
def directory() -> Directory:
    """Return the directory of the real knowledge base."""
    return load_directory(ROOT / "knowledge_base")


def consent(**other: Any) -> Consent:
    """Return a consent on which a referral may stand; an employer in it is one who was named that day."""
    values: dict[str, Any] = {
        "participation": True,
        "receivers": frozenset({Receiver.JOB_SPECIALIST}),
        "scope": Scope.WORK,
        "form": Form.ORAL,
        "given_on": TODAY,
        "in_patient_record": True,
        "recorded_by": "anna",
        "recorded_at": NOW,
        "wording": "test",
    }
    values |= other
    employer = Receiver.EMPLOYER in values["receivers"]
    return Consent(**{"employer_on": values["given_on"] if employer else None, **values})


def referral(**other: Any) -> Referral:
    """Return a new referral from Øyane DPS to its first post."""
    values: dict[str, Any] = {
        "code": "IPS-7K3F",
        "service": "oyane-dps-allmenn",
        "clinician": "anna",
        "post": "dps-general",
        "consent": consent(),
        "at": NOW,
    }
    return open_referral(**{**values, **other})


def referral_in(state: State) -> Referral:
    """Return a referral that went to a state by the shortest legal way."""
    ways = [referral()]
    for way in ways:
        if way.state is state:
            return way
        if len(way.history) < 5:
            ways += [way.change(after, "jonas", NOW) for after in sorted(LEGAL[way.state])]
    raise AssertionError(f"no way leads to {state}")


def inquiry(**other: Any) -> Inquiry:
    """Return a new inquiry from Øyane DPS to its first post, for an information meeting."""
    values: dict[str, Any] = {
        "code": "SPM-7K3F",
        "kind": InquiryKind.MEETING,
        "asker": "anna",
        "service": "oyane-dps-allmenn",
        "post": "dps-general",
        "at": NOW,
    }
    return ask(**{**values, **other})


def person(role: Role, **other: Any) -> Person:
    """Return a person of a role."""
    return Person(**{"id": f"some-{role}", "role": role, **other})


def agreed(known: Referral, talk: Talk, by: str, at: dt.datetime = NOW) -> Referral:
    """Return a referral in which the clinician suggested a talk, and somebody said yes."""
    return known.suggest(Suggestion(talk.kind, (talk.start,), None)).agree(talk, by, at)
