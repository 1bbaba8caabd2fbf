"""Whose request it is where a proxy hands requests on: the address that counts for the limits."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

Network = IPv4Network | IPv6Network
_MOST_HOPS = 20
"""Proxies in a row; whoever names more is believed nothing."""


def address_of(scope: Scope, trusted: Sequence[Network]) -> str:
    """Return the address of whoever sent a request, as the last proxy that is not trusted is called.

    Only a trusted proxy is asked at all, and only what trusted ones wrote counts: the list is read from its
    end, since its beginning comes from the client.
    """
    peer = str((scope.get("client") or ("",))[0])
    if not _is_in(parsed(peer), trusted):
        return peer
    listed = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    for hop in reversed(listed[-_MOST_HOPS:]):
        address = parsed(hop)
        if address is None:
            return peer
        if not _is_in(address, trusted):
            return str(address)
    return peer


def _is_in(address: IPv4Address | IPv6Address | None, trusted: Sequence[Network]) -> bool:
    return address is not None and any(address in network for network in trusted)


def parsed(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address in a hop, which may have a port or brackets; None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
