"""Turns values into JSON columns and back. A column that does not fit its value is a fault, not a guess."""

from __future__ import annotations

import datetime as dt
import secrets
from hashlib import sha256
from typing import Any, cast

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.domain.case.consent import Consent
from bot.domain.case.referral import Suggestion, Talk
from bot.domain.message.message import Reply
from bot.domain.ports.store import Said
from bot.domain.turn.session import Session

UNKNOWN = 2**20
"""Far more questions than anybody was ever asked: where the counter goes on when it is not known."""

log = structlog.get_logger()
_SESSION = TypeAdapter(Session)
_SAID = TypeAdapter(Said)
_REPLY = TypeAdapter(Reply)
_CONSENT = TypeAdapter(Consent)
_TALK = TypeAdapter(Talk)
_SUGGESTED = TypeAdapter(tuple[Suggestion, ...])


def session_to_json(session: Session) -> dict[str, Any]:
    """Return the session as plain JSON values."""
    return cast(dict[str, Any], _SESSION.dump_python(session, mode="json"))


def session_from_json(value: dict[str, Any]) -> Session:
    """Return the session that `value` holds; a new one, for its person alone, when it holds none.

    The counter goes on: at nought, the buttons of old questions would fit new ones.
    """
    try:
        return _SESSION.validate_python(value)
    except ValidationError:
        log.error("a talk cannot be read, a new one begins", kind="session")
    kept = value if isinstance(value, dict) else {}
    serial, lang = kept.get("serial"), kept.get("lang")
    known = isinstance(serial, int) and 0 <= serial < UNKNOWN
    return Session(
        lang if isinstance(lang, str) and len(lang) == 2 else "nb",
        serial + 1 if isinstance(serial, int) and known else UNKNOWN + secrets.randbelow(UNKNOWN),
    )


def is_session(value: Any) -> bool:
    """Tell whether `value` holds a session."""
    try:
        _SESSION.validate_python(value)
    except ValidationError:
        return False
    return True


def said_to_json(said: Said) -> dict[str, Any]:
    """Return what was said as plain JSON values, without what is told once."""
    return cast(dict[str, Any], _SAID.dump_python(said, mode="json", exclude={"topics", "dialog", "about"}))


def said_from_json(value: dict[str, Any]) -> Said:
    """Return what was said. Raises pydantic.ValidationError when `value` holds no such thing."""
    return _SAID.validate_python(value)


def consent_to_json(consent: Consent) -> dict[str, Any]:
    """Return the consent as plain JSON values, its receivers in a fixed order."""
    value = cast(dict[str, Any], _CONSENT.dump_python(consent, mode="json"))
    return {**value, "receivers": sorted(value["receivers"])}


def consent_from_json(value: dict[str, Any]) -> Consent:
    """Return the consent. Raises pydantic.ValidationError when the stored one is none."""
    return _CONSENT.validate_python(value)


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """Return a reply as plain JSON values."""
    return cast(dict[str, Any], _REPLY.dump_python(reply, mode="json"))


def reply_from_json(value: dict[str, Any]) -> Reply:
    """Return the reply. Raises pydantic.ValidationError when `value` holds none."""
    return _REPLY.validate_python(value)


def name_of(number: int, at: dt.datetime, reader: str) -> str:
    """Return a name for a row that goes out, which no row of another database shares."""
    return sha256(f"{number}|{at.astimezone(dt.UTC).isoformat()}|{reader}".encode()).hexdigest()[:32]


def talk_to_json(talk: Talk) -> dict[str, Any]:
    """Return an agreed talk as plain JSON values."""
    return cast(dict[str, Any], _TALK.dump_python(talk, mode="json"))


def talk_from_json(value: dict[str, Any]) -> Talk:
    """Return the talk. Raises pydantic.ValidationError when the stored one is none."""
    return _TALK.validate_python(value)


def suggested_to_json(suggested: tuple[Suggestion, ...]) -> list[Any]:
    """Return open suggestions as plain JSON values."""
    return cast(list[Any], _SUGGESTED.dump_python(suggested, mode="json"))


def suggested_from_json(value: list[Any]) -> tuple[Suggestion, ...]:
    """Return the open suggestions. Raises pydantic.ValidationError when the stored ones are none."""
    return _SUGGESTED.validate_python(value)
