"""What signing in by OpenID Connect must be told by whoever starts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.person.sign_in import Lasts, Part


@dataclass(frozen=True, slots=True)
class Oidc:
    """How to reach the provider, and how to read what it says.

    `base_url` is our own address. `subject`, `name` and `groups` are names of claims. Where `parts` is empty
    the provider says who somebody is, and we what they may do; otherwise their groups do. `levels` are the
    values of `acr` that suffice; empty: any. `tenants` are those whose people come in by the tab in Teams;
    empty: there is no tab. `secret` seals what a browser keeps during a sign-in.
    """

    issuer: str
    client_id: str
    client_secret: str
    base_url: str
    secret: str
    lasts: Lasts
    scopes: str = "openid profile"
    subject: str = "sub"
    name: str = "name"
    groups: str = "groups"
    parts: Mapping[str, Part] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()

    @property
    def back(self) -> str:
        """The address to which the provider sends people back; it must be registered there."""
        return f"{self.base_url.rstrip('/')}/login/back"
