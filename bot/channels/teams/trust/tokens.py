"""Tokens: those that Teams shows us, checked by Microsoft's library, and the one that we show Teams."""

from __future__ import annotations

import asyncio
import math
import time
from typing import Any

import jwt
from httpx import AsyncClient, HTTPError

from bot.channels.teams.trust.sdk import CloudEnvironment, TokenValidator

AT_ONCE = 4
MOST_WAITING = 200
"""How many tokens are checked at the same time, and how many may wait: the keys may have to be fetched."""

_MARGIN_S = 300

LONGEST_S = 24 * 60 * 60.0


class BadToken(Exception):
    """Raised for a token that is not Teams'."""


class KeysUnknown(Exception):
    """Raised when Microsoft's keys cannot be fetched: the request is to be sent again later."""


class Keys(jwt.PyJWKClient):
    """Microsoft's keys. What is no set of keys, such as a proxy's page, is no reason to call a token bad."""

    def get_signing_keys(self, refresh: bool = False) -> list[jwt.PyJWK]:
        """See PyJWKClient. Raises KeysUnknown for whatever came instead."""
        try:
            return super().get_signing_keys(refresh)
        except Exception as fault:
            raise KeysUnknown(f"the keys cannot be read, {type(fault).__name__}") from fault


class TokenCheck:
    """Checks the token of a request: key, audience, issuer, time and service URL."""

    def __init__(self, client_id: str, cloud: CloudEnvironment) -> None:
        # for_service, not the library's own InboundActivityTokenValidator: that one also takes tokens of
        # Agent 365, in which the service URL is not signed
        self._validator = TokenValidator.for_service(client_id, cloud=cloud)
        self._validator._jwks_client = Keys(self._validator.options.jwks_uri)  # it takes none
        self._lane = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def check(self, header: str, service_url: str) -> None:
        """Return when an Authorization header is Teams'. Raises BadToken or KeysUnknown."""
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise BadToken("no bearer token")
        try:
            head = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError, RecursionError) as fault:
            raise BadToken(type(fault).__name__) from fault
        if head.get("alg") != "RS256":
            raise BadToken("algorithm")
        if self._waiting >= MOST_WAITING:
            raise KeysUnknown("too many at once")
        self._waiting += 1
        try:
            async with self._lane:
                await self._verify(token, service_url)
        finally:
            self._waiting -= 1

    async def _verify(self, token: str, service_url: str) -> None:
        try:
            claims = await asyncio.to_thread(self._in_thread, token, service_url)
        except KeysUnknown:
            raise
        except Exception as fault:
            raise BadToken(type(fault).__name__) from fault
        if "exp" not in claims:
            raise BadToken("no end")

    def _in_thread(self, token: str, service_url: str) -> dict[str, Any]:
        """The library fetches keys without giving way to anybody, so it may not do so in our loop."""
        return asyncio.run(self._validator.validate_token(token, service_url))


class Refused(Exception):
    """Raised when Microsoft gives us no token; the message says which setting is wrong."""

    def __init__(self, setting: str, code: str) -> None:
        super().__init__(f"Microsoft gives no token ({code}): {setting} is wrong.")
        self.setting = setting
        self.code = code


_SETTINGS = {
    "AADSTS7000215": "IPS_TEAMS_CLIENT_SECRET",
    "AADSTS7000222": "IPS_TEAMS_CLIENT_SECRET",
    "AADSTS700016": "IPS_TEAMS_CLIENT_ID",
    "AADSTS90002": "IPS_TEAMS_TENANT",
    "AADSTS900023": "IPS_TEAMS_TENANT",
}
_ANY = "IPS_TEAMS_CLIENT_ID / IPS_TEAMS_CLIENT_SECRET / IPS_TEAMS_TENANT"


class BotToken:
    """The token by which the bot writes. Fetched when needed, kept until shortly before its end."""

    def __init__(
        self, client_id: str, secret: str, tenant: str, cloud: CloudEnvironment, web: AsyncClient
    ) -> None:
        self._form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        self._form["scope"] = cloud.bot_scope
        self._url = f"{cloud.login_endpoint}/{tenant}/oauth2/v2.0/token"
        self._web = web
        self._token, self._until = "", 0.0
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """Return a token. Raises Refused when Microsoft gives none, HTTPError when nobody answers."""
        async with self._lock:
            if time.monotonic() >= self._until:
                self._token, lasts = await self._fetch()
                self._until = time.monotonic() + max(lasts - _MARGIN_S, 0)
            return self._token

    def forget(self) -> None:
        """Fetch a new one next time: this one was refused."""
        self._until = 0.0

    async def _fetch(self) -> tuple[str, float]:
        try:
            response = await self._web.post(self._url, data=self._form)
        except HTTPError:
            raise
        except Exception as fault:  # what the client itself cannot read
            raise HTTPError(f"no token, {type(fault).__name__}") from fault
        try:
            answer = response.json()
            if response.is_success:
                return _text(answer["access_token"]), _seconds(answer.get("expires_in", 0))
            said = str(answer.get("error_description", "")).split(":")[0].strip()
        except Exception as fault:  # a proxy's page, null, a number: anything may come
            raise HTTPError(f"no token, status {response.status_code}") from fault
        if response.status_code >= 500 or response.status_code == 429:
            raise HTTPError(f"no token, status {response.status_code}")
        name = said if said.startswith("AADSTS") and said[6:].isdigit() else f"status {response.status_code}"
        raise Refused(_SETTINGS.get(name, _ANY), name)


def _text(token: object) -> str:
    """Return a token that may stand in a header. Raises ValueError for anything else."""
    if not isinstance(token, str) or not token.isascii() or not token.isprintable() or not token.strip():
        raise ValueError("no token")
    return token


def _seconds(lasts: Any) -> float:
    """Return how long a token may be used: never longer than a day. Raises ValueError or TypeError."""
    seconds = float(lasts)
    return min(max(seconds, 0.0), LONGEST_S) if math.isfinite(seconds) else 0.0
