"""The login cookie: says since when somebody is a person, signed. Pure."""

from __future__ import annotations

import hashlib
import hmac

NAME = "ips_login"

AHEAD_S = 60
"""Seconds by which the clock of another machine that signed a cookie may be ahead of ours."""


def sign(secret: str, person: str, issued: int) -> str:
    """Return the cookie's value for a person who logged in at `issued` (seconds since 1970)."""
    return f"{issued}.{_seal(secret, person, issued)}"


def valid(secret: str, person: str, value: str, now: int, lasts: int) -> bool:
    """Tell whether a cookie's value was made for this person, at most `lasts` seconds ago."""
    issued, _, seal = value.partition(".")
    if not (issued.isascii() and issued.isdecimal() and len(issued) <= 12):
        return False
    age = now - int(issued)
    expected = _seal(secret, person, int(issued))
    return -AHEAD_S <= age <= lasts and hmac.compare_digest(seal.encode(), expected.encode())


def issued(value: str) -> int:
    """Return when a valid cookie was made."""
    return int(value.partition(".")[0])


def _seal(secret: str, person: str, issued: int) -> str:
    return hmac.new(secret.encode(), f"login\n{person}\n{issued}".encode(), hashlib.sha256).hexdigest()
