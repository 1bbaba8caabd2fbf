"""The settings of signing in on the web; part of `bot.settings.Settings`."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

from bot.domain.person import sign_in

BIRTH_NUMBERS = ("pid", "helseid://claims/identity/pid")
"""Claims that hold a birth number: what we would keep of it could be found out by trying all."""

SHORTEST_SECRET = 32
"""Characters of a key that nobody can try out."""


class SignInSettings(BaseSettings):
    """How people sign in, and for how long."""

    login: Literal["demo", "oidc"] = Field(
        "demo", description="`demo` (choose a person; loopback only) or `oidc` (OpenID Connect)"
    )
    oidc_issuer: str = Field("", description="Issuer, as the provider names itself")
    oidc_client_id: str = Field("", description="What the provider calls this program")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="Secret of the program at the provider")
    oidc_scopes: str = Field("openid profile", description="What is asked for")
    oidc_subject: str = Field("sub", description="Claim by which an account is told again")
    oidc_name: str = Field("name", description="Claim with the name that colleagues see")
    oidc_groups: str = Field("groups", description="Claim with the groups")
    oidc_roles: str = Field("", description="Which group is which role: `group=role:service or post`")
    oidc_acr: str = Field("", description="Levels of proof (acr) that suffice; empty: any")
    session_idle: int = Field(60, ge=5, le=720, description="Minutes without use until one is signed out")
    session_lasts: int = Field(720, ge=10, le=1440, description="Minutes until a sign-in ends anyhow")
    teams_tab: Literal["off", "on"] = Field(
        "off", description="`on`: the inbox is a tab in Teams, without a second sign-in; `off`: it is none"
    )
    step_up: int = Field(
        0,
        ge=0,
        le=60,
        description="Minutes that a sign-in is fresh enough to record a consent; 0: always",
    )

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> Self:
        if self.login != "oidc":
            return self
        parts = {
            "IPS_OIDC_ISSUER": self.oidc_issuer,
            "IPS_OIDC_CLIENT_ID": self.oidc_client_id,
            "IPS_OIDC_CLIENT_SECRET": self.oidc_client_secret.get_secret_value(),
        }
        if missing := [name for name, value in parts.items() if not value]:
            raise ValueError(f"IPS_LOGIN=oidc needs {' and '.join(missing)}, too")
        if not _encrypted(self.oidc_issuer):
            raise ValueError("IPS_OIDC_ISSUER must be an address that begins with https://")
        if "openid" not in self.oidc_scopes.split():
            raise ValueError("IPS_OIDC_SCOPES must hold openid, or nobody is told who signed in")
        if self.oidc_subject in BIRTH_NUMBERS:
            raise ValueError("IPS_OIDC_SUBJECT names a birth number, and none is kept: use sub")
        return self

    @model_validator(mode="after")
    def _oidc_has_a_key_and_an_address(self) -> Self:
        if self.login != "oidc":
            return self
        secret = self.model_dump(include={"secret"}).get("secret")
        given = "secret" in self.model_fields_set and isinstance(secret, SecretStr)
        if not given or len(secret.get_secret_value()) < SHORTEST_SECRET:  # type: ignore[union-attr]
            raise ValueError(
                f"IPS_LOGIN=oidc needs IPS_SECRET with at least {SHORTEST_SECRET} characters, the same in all"
                " replicas: take what `openssl rand -hex 32` prints"
            )
        if not _encrypted(str(self.model_dump(include={"base_url"}).get("base_url"))):
            raise ValueError("IPS_LOGIN=oidc needs an IPS_BASE_URL that begins with https://")
        return self

    @model_validator(mode="after")
    def _tab_knows_its_people(self) -> Self:
        if self.teams_tab == "off":
            return self
        if self.login != "oidc" or not self.model_dump(include={"teams_client_id"}).get("teams_client_id"):
            raise ValueError("IPS_TEAMS_TAB=on needs IPS_LOGIN=oidc and a Teams bot (IPS_TEAMS_CLIENT_ID)")
        if self.oidc_subject != "oid":
            raise ValueError(
                "IPS_TEAMS_TAB=on needs IPS_OIDC_SUBJECT=oid: by it alone an account is told again in Teams"
            )
        return self

    @model_validator(mode="after")
    def _groups_and_times_fit(self) -> Self:
        try:
            sign_in.parts(self.oidc_roles)
        except ValueError as fault:
            raise ValueError(f"IPS_OIDC_ROLES: {fault}") from fault
        if self.session_idle > self.session_lasts:
            raise ValueError("IPS_SESSION_IDLE cannot be longer than IPS_SESSION_LASTS")
        if self.step_up and self.login != "oidc":
            raise ValueError("IPS_STEP_UP asks for a fresh sign-in, which only IPS_LOGIN=oidc has")
        return self


def _encrypted(address: str) -> bool:
    """Tell whether an address is encrypted, or leads to this machine."""
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", address):
        return False
    parts = urlsplit(address)
    try:
        here = parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    return parts.scheme == "https" or here
