"""Checks signed tokens of a provider: its keys, its signature, and what must stand in them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ClaimError,
    DecodeError,
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from bot.channels.web.sign_in.claims import NotSignedIn

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures that are taken. Never `none`, and never one with a secret that both sides know."""

LEEWAY_S = 60
"""Seconds that the provider's clock may differ from ours."""

AGAIN_S = 60.0
"""Seconds until keys are fetched anew for a key that is not known: nobody can make us ask without end."""

Fetch = Callable[[str, str], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What must stand in a token."""

    issuer: str
    client_id: str
    nonce: str = ""
    fresh: bool = False


class Keys:
    """The provider's public keys, fetched when they are needed."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._known: KeySet | None = None
        self._at = -AGAIN_S

    async def get(self, address: str, *, anew: bool = False) -> KeySet | None:
        """Return the keys; None when they were fetched anew a moment ago already."""
        now = time.monotonic()
        if self._known is not None and not anew:
            return self._known
        if anew and now - self._at < AGAIN_S:
            return None
        found = await self._fetch("GET", address)
        try:
            self._known = KeySet.import_key_set(_usable(found))
        except (JoseError, ValueError, KeyError, TypeError) as fault:
            raise NotSignedIn("failed", "keys that cannot be read") from fault
        self._at = now
        return self._known


def _usable(found: Mapping[str, Any]) -> Any:
    """Return the keys that sign, and have a name; others are nothing to us."""
    listed = [key for key in found.get("keys", ()) if isinstance(key, dict)]
    return {"keys": [key for key in listed if key.get("kid") and key.get("use", "sig") == "sig"]}


async def checked(
    token: str, keys: Keys, address: str, wanted: Checked, now: dt.datetime, access: str = ""
) -> Mapping[str, Any]:
    """Return the claims of a token that is the provider's, for us, of now, and an answer to our question.

    Raises NotSignedIn.
    """
    header, claims = await _opened(token, keys, address)
    options = {
        "iss": {"essential": True, "value": wanted.issuer},
        "aud": {"essential": True, "value": wanted.client_id},
        "exp": {"essential": True},
    }
    params = {"client_id": wanted.client_id, "nonce": wanted.nonce, "access_token": access}
    if "sub" not in claims and "sid" in claims and not wanted.nonce:
        claims = {**claims, "sub": ""}  # a logout token may name a session alone
    found = CodeIDToken(claims, header, options, params)
    try:
        found.validate(int(now.timestamp()), LEEWAY_S)
        if wanted.fresh and "auth_time" not in claims:
            raise NotSignedIn("failed", "no time of the proof")
    except ExpiredTokenError as fault:
        raise NotSignedIn("failed", "token has expired") from fault
    except ClaimError as fault:
        raise NotSignedIn("failed", f"wrong {fault.claim}".replace("_", " ")) from fault
    except (JoseError, ValueError, TypeError) as fault:
        raise NotSignedIn("failed", "token is not valid") from fault
    return claims


async def for_us(
    token: str, keys: Keys, address: str, wanted: Checked, now: dt.datetime
) -> Mapping[str, Any]:
    """Return the claims of a token by which somebody may use this program (not one that says who signed in).

    Raises NotSignedIn.
    """
    _, claims = await _opened(token, keys, address)
    rules = JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY_S,
        iss={"essential": True, "value": wanted.issuer},
        aud={"essential": True, "value": wanted.client_id},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        rules.validate(claims)
    except ExpiredTokenError as fault:
        raise NotSignedIn("failed", "token has expired") from fault
    except ClaimError as fault:
        raise NotSignedIn("failed", f"wrong {fault.claim}") from fault
    return claims


async def _opened(token: str, keys: Keys, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for anew in (False, True):  # a provider may have new keys since
        known = await keys.get(address, anew=anew)
        if known is None:
            break
        try:
            found = jwt.decode(token, known, algorithms=list(ALGORITHMS))
            if not found.header.get("kid"):
                raise NotSignedIn("failed", "no key named")
            return found.header, found.claims
        except InvalidKeyIdError:
            continue
        except BadSignatureError as fault:
            raise NotSignedIn("failed", "wrong signature") from fault
        except UnsupportedAlgorithmError as fault:
            raise NotSignedIn("failed", "wrong algorithm") from fault
        except (DecodeError, InvalidClaimError, JoseError, ValueError, TypeError) as fault:
            raise NotSignedIn("failed", "token cannot be read") from fault
    raise NotSignedIn("failed", "unknown key")
