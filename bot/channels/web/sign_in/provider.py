"""Talks with an OpenID Connect provider: code flow with PKCE. Whatever does not fit is refused."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from bot.channels.web.sign_in.begun import Begun
from bot.channels.web.sign_in.claims import NotSignedIn
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.port import Now
from bot.channels.web.sign_in.tokens import Checked, Keys, checked, for_us

KNOWN_S = 3600.0
"""Seconds that what a provider says of itself is remembered."""

TIMEOUT_S = 8.0
MOST_BYTES = 1_000_000
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The provider's addresses. `names_itself` tells that it says in each answer who it is (RFC 9207)."""

    authorize: str
    token: str
    keys: str
    end: str
    names_itself: bool


class Provider:
    """One provider. What it says of itself is fetched when it is first needed."""

    def __init__(self, oidc: Oidc, now: Now, client: httpx.AsyncClient | None = None) -> None:
        self._oidc = oidc
        self._now = now
        self._client = client or httpx.AsyncClient(timeout=TIMEOUT_S, follow_redirects=False)
        self._known: Endpoints | None = None
        self._known_at = 0.0
        self._keys = Keys(self._json)

    async def ask(self, begun: Begun) -> str:
        """Return the address at which a person signs in."""
        endpoints = await self._endpoints()
        more: dict[str, str] = {"max_age": "0", "prompt": "login"} if begun.fresh else {}
        if self._oidc.levels:
            more["acr_values"] = " ".join(self._oidc.levels)
        address: str = prepare_grant_uri(
            endpoints.authorize,
            self._oidc.client_id,
            "code",
            self._oidc.back,
            self._oidc.scopes,
            begun.state,
            nonce=begun.nonce,
            code_challenge=create_s256_code_challenge(begun.verifier),
            code_challenge_method="S256",
            **more,
        )
        return address

    async def redeem(self, begun: Begun, answer: Mapping[str, str]) -> Mapping[str, Any]:
        """Return the claims that a code stands for. Raises NotSignedIn."""
        endpoints = await self._endpoints()
        issuer = answer.get("iss")
        if (issuer or endpoints.names_itself) and issuer != self._oidc.issuer:
            raise NotSignedIn("failed", "answer of another issuer")
        if "error" in answer:
            cancelled = answer["error"] == "access_denied"
            raise NotSignedIn("cancelled" if cancelled else "failed", "the provider refused")
        if not answer.get("code"):
            raise NotSignedIn("failed", "no code", 400)
        tokens = await self._tokens(endpoints, answer["code"], begun.verifier)
        token, access = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(token, str):
            raise NotSignedIn("failed", "no ID token")
        wanted = Checked(self._oidc.issuer, self._oidc.client_id, begun.nonce, begun.fresh)
        found = await checked(token, self._keys, endpoints.keys, wanted, self._now(), str(access or ""))
        self._see_freshness(begun, found)
        return found

    def _see_freshness(self, begun: Begun, claims: Mapping[str, Any]) -> None:
        """A fresh proof was asked for: an old one is no answer, whatever the provider thinks of it."""
        if begun.fresh:
            age = self._now().timestamp() - float(claims["auth_time"])
            if age > FRESH_S:
                raise NotSignedIn("failed", "no fresh proof")

    async def logged_out(self, token: str) -> Mapping[str, Any]:
        """Return the claims of a logout token. Raises NotSignedIn; what it says is not judged yet."""
        endpoints = await self._endpoints()
        wanted = Checked(self._oidc.issuer, self._oidc.client_id)
        return await checked(token, self._keys, endpoints.keys, wanted, self._now())

    async def shown_in_teams(self, token: str) -> Mapping[str, Any]:
        """Return the claims of a token that Teams got for this program. Raises NotSignedIn."""
        endpoints = await self._endpoints()
        wanted = Checked(self._oidc.issuer, self._oidc.client_id)
        return await for_us(token, self._keys, endpoints.keys, wanted, self._now())

    async def way_out(self, back: str) -> str:
        """Return the address at which one signs out there, too; empty where there is none."""
        end = (await self._endpoints()).end
        if not end:
            return ""
        query = urlencode({"client_id": self._oidc.client_id, "post_logout_redirect_uri": back})
        return f"{end}{'&' if '?' in end else '?'}{query}"

    async def examine(self) -> None:
        """Look whether it answers, is the one that is set, and has keys. Raises NotSignedIn."""
        endpoints = await self._endpoints()
        await self._keys.get(endpoints.keys)

    async def _tokens(self, endpoints: Endpoints, code: str, verifier: str) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._oidc.back,
            "code_verifier": verifier,
            "client_id": self._oidc.client_id,
            "client_secret": self._oidc.client_secret,
        }
        return await self._json("POST", endpoints.token, form)

    async def _endpoints(self) -> Endpoints:
        if self._known is None or time.monotonic() - self._known_at > KNOWN_S:
            address = f"{self._oidc.issuer.rstrip('/')}/.well-known/openid-configuration"
            self._known = _read(await self._json("GET", address), self._oidc.issuer)
            self._known_at = time.monotonic()
        return self._known

    async def _json(
        self, method: str, address: str, form: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        try:
            answer = await self._client.request(method, address, data=form)
        except httpx.HTTPError as fault:
            raise NotSignedIn("down", "the provider cannot be reached", 503) from fault
        if answer.status_code >= 500:
            raise NotSignedIn("down", "the provider fails", 503)
        try:
            found = answer.json() if len(answer.content) <= MOST_BYTES else None
        except ValueError:
            found = None
        if answer.status_code != 200 or not isinstance(found, dict):
            raise NotSignedIn("failed", "the provider did not take the code" if form else "no JSON")
        return found


FRESH_S = 120.0
"""Seconds that may have passed since a proof that was to be fresh: the way back, and clocks that differ."""


def _read(found: Mapping[str, Any], issuer: str) -> Endpoints:
    """Read what a provider says of itself. Raises NotSignedIn when it is another one, or no encryption."""
    if found.get("issuer") != issuer:
        raise NotSignedIn("failed", "another issuer than set")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    addresses = [str(found.get(name) or "") for name in names]
    end = str(found.get("end_session_endpoint") or "")
    if not all(_is_safe(address) for address in (*addresses, *filter(None, [end]))):
        raise NotSignedIn("failed", "an address without https")
    named = found.get("authorization_response_iss_parameter_supported") is True
    authorize, token, keys = addresses
    return Endpoints(authorize, token, keys, end, named)


def _is_safe(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def utc_now() -> dt.datetime:
    """Return the present time."""
    return dt.datetime.now(dt.UTC)
