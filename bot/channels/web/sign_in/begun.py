"""A sign-in that is under way: what must come back as it went out, sealed in a cookie of that browser."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TypeVar

from cryptography.fernet import Fernet, InvalidToken

LASTS_S = 600
"""Seconds that somebody may take at the provider."""

MOST = 4
"""Sign-ins that a browser may have begun at once, as when it opens many pages again."""

BEGUN = "__Host-ips-begun-"
NEW = "__Host-ips-new"
"""Of an account that is nobody's yet, while its owner types the code of an invitation."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Begun:
    """What the provider must show that it was asked for by this browser, and where to go then."""

    state: str
    nonce: str
    verifier: str
    goal: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """An account that is nobody's yet."""

    subject: str
    sid: str
    name: str
    proved: float
    goal: str


def begin(goal: str, *, fresh: bool) -> Begun:
    """Return a new one. Each part has 256 bits that nobody can foresee."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Begun(state, nonce, verifier, goal, fresh)


def name_of(state: str) -> str:
    """Return the name of the cookie for a state: several sign-ins at once do not meet."""
    return BEGUN + sha256(state.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class Seal:
    """Seals values for a browser to keep: it can neither read nor change them, nor keep them longer."""

    def __init__(self, secret: str) -> None:
        key = sha256(f"sign-in\n{secret}".encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, value: Begun | Unknown, now: int) -> str:
        """Return the sealed form."""
        plain = json.dumps([type(value).__name__, asdict(value)]).encode()
        return self._fernet.encrypt_at_time(plain, now).decode()

    def open(self, kind: type[T], sealed: str, now: int) -> T | None:
        """Return the value; None when it is none of ours, of another kind, or too old."""
        try:
            plain = self._fernet.decrypt_at_time(sealed.encode("utf-8", "replace"), LASTS_S, now)
        except InvalidToken:
            return None
        made, fields = json.loads(plain)
        return kind(**fields) if made == kind.__name__ else None
