"""Reads what a provider says of an account: claims in, an account out. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.channels.web.sign_in.config import Oidc
from bot.domain.person.sign_in import Account, digest, part_of

LONGEST_NAME = 80
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
"""The event that a logout token tells of. Source: OpenID Connect Back-Channel Logout 1.0, section 2.4."""
YOUNG = dt.timedelta(minutes=5)
"""How old a logout token may be, and how far clocks may differ where there is no other limit."""


TEAMS = ("1fec8e78-bce4-4aaf-ab1b-5451cc387264", "5e3ce6c0-2b1f-4285-8d4b-75ee78787346")
"""Teams on a machine or a phone, and Teams in a browser, as Entra ID knows them everywhere."""

SCOPE = "access_as_user"
"""What Teams asks for in a person's name. Source: Microsoft Learn, «Register your tab app in Entra ID»."""


class NotSignedIn(Exception):
    """A sign-in that is refused. `key` is the sentence for the person, `reason` a phrase for the log."""

    def __init__(self, key: str, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.key = f"web.sign_in.{key}"
        self.reason = reason
        self.status = status


def account(claims: Mapping[str, Any], oidc: Oidc, now: dt.datetime) -> Account:
    """Return the account. Raises NotSignedIn when it lacks a role, or the proof is too weak."""
    if oidc.levels and claims.get("acr") not in oidc.levels:
        raise NotSignedIn("level", "the proof is too weak")
    part = part_of(groups(claims, oidc.groups), oidc.parts) if oidc.parts else None
    if oidc.parts and part is None:
        raise NotSignedIn("no_role", "groups left out" if _overflown(claims, oidc.groups) else "no role")
    return Account(subject(claims, oidc), sid(claims, oidc), name(claims, oidc), proved_at(claims, now), part)


def of_teams(claims: Mapping[str, Any], oidc: Oidc) -> Mapping[str, Any]:
    """Return the claims if they are of a person of ours in Teams itself. Raises NotSignedIn.

    Source: Microsoft identity platform, «Access token claims reference».
    """
    scopes = claims.get("scp")
    wrong = {
        "version of the token": claims.get("ver") != "2.0",
        "tenant": str(claims.get("tid", "")).lower() not in oidc.tenants,
        "program that asked": claims.get("azp") not in TEAMS,
        "scope": not isinstance(scopes, str) or SCOPE not in scopes.split(),
        "kind of account": claims.get("idtyp", "user") != "user",
        "audience": claims.get("aud") != oidc.client_id,
    }
    for what in (name for name, is_wrong in wrong.items() if is_wrong):
        raise NotSignedIn("failed", f"wrong {what}")
    return claims


def subject(claims: Mapping[str, Any], oidc: Oidc) -> str:
    """Return what we keep of an account: a digest. Raises NotSignedIn when the claim is missing."""
    found = claims.get(oidc.subject)
    if not isinstance(found, str) or not found.strip():
        raise NotSignedIn("failed", "no subject")
    return digest("account", oidc.issuer, oidc.subject, found)


def sid(claims: Mapping[str, Any], oidc: Oidc) -> str:
    """Return the same of the provider's own session; empty when it names none."""
    found = claims.get("sid")
    return digest("sid", oidc.issuer, found) if isinstance(found, str) and found else ""


def name(claims: Mapping[str, Any], oidc: Oidc) -> str:
    """Return the name that colleagues see: one line, not too long; empty where there is none."""
    found = claims.get(oidc.name)
    line = " ".join(found.split()) if isinstance(found, str) else ""
    return "".join(sign for sign in line if sign.isprintable())[:LONGEST_NAME]


def groups(claims: Mapping[str, Any], claim: str) -> frozenset[str]:
    """Return the groups: a list of texts, or one text."""
    found = claims.get(claim)
    listed = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(one for one in listed if isinstance(one, str))


def _overflown(claims: Mapping[str, Any], claim: str) -> bool:
    """Tell whether the provider left the groups out because there are too many, as Entra ID does."""
    elsewhere = claims.get("_claim_names")
    return isinstance(elsewhere, dict) and claim in elsewhere


def proved_at(claims: Mapping[str, Any], now: dt.datetime) -> dt.datetime:
    """Return when the provider last asked for the proof.

    Without `auth_time` that may be long ago: then it counts as never fresh.
    """
    at = claims.get("auth_time")
    if isinstance(at, bool) or not isinstance(at, int | float):
        return dt.datetime.fromtimestamp(0, dt.UTC)
    return min(dt.datetime.fromtimestamp(max(at, 0), dt.UTC), now)


def ended(claims: Mapping[str, Any], oidc: Oidc, now: dt.datetime) -> tuple[str, str]:
    """Return subject and session (digests, or empty) that a logout token ends. Raises NotSignedIn.

    Issuer, audience and times are checked before. Source: OpenID Connect Back-Channel Logout 1.0, 2.6.
    """
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict):
        raise NotSignedIn("failed", "no logout event", 400)
    if "nonce" in claims or not claims.get("jti"):
        raise NotSignedIn("failed", "no logout token", 400)
    if now - dt.datetime.fromtimestamp(claims["iat"], dt.UTC) > YOUNG:
        raise NotSignedIn("failed", "old logout token", 400)
    whom = subject(claims, oidc) if claims.get(oidc.subject) else ""
    session = sid(claims, oidc)
    if not whom and not session:
        raise NotSignedIn("failed", "logout of nobody", 400)
    return whom, session
