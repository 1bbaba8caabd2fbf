"""Who may read what is counted: whoever has the token, or comes by itself from an address that is named."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from starlette.requests import Request

from bot.channels.web.protection.client_address import Network, parsed
from bot.channels.web.protection.shield import LOOPBACK, comes_from_elsewhere, host_name

THIS_MACHINE: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may read. `token` is good from anywhere; without one nobody has it."""

    networks: Sequence[Network] = THIS_MACHINE
    token: str = ""

    def include(self, request: Request) -> bool:
        """Tell whether whoever sent this may read.

        What a proxy handed on comes from anybody, wherever the proxy is: that takes the token. A proxy of
        this machine that adds nothing is known by the name that people typed.
        """
        if self.token and _has(request, self.token):
            return True
        peer = parsed(request.client.host if request.client else "")
        if peer is None or comes_from_elsewhere(request.scope, request.headers):
            return False
        if peer.is_loopback and host_name(request.headers.get("host", "")) not in LOOPBACK:
            return False
        return any(peer in network for network in self.networks)


def _has(request: Request, token: str) -> bool:
    given = request.headers.get("authorization", "")
    return given[: len(BEARER)].lower() == BEARER and secrets.compare_digest(
        given[len(BEARER) :].strip().encode("utf-8", "replace"), token.encode()
    )
