"""Where Teams is: the only places to which answers, and the bot's token, may go."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com")
"""Where Teams' connector is. Source: Microsoft Learn, service URLs of Teams and of its clouds."""


def is_teams(service_url: str, hosts: Collection[str]) -> bool:
    """Tell whether an address is one of Teams', to which answers and the bot's token may go.

    A host that begins with a dot stands for all names under it. Only https; on this machine http will do.
    """
    try:
        parts = urlsplit(service_url)
        host, safe = parts.hostname or "", parts.scheme == "https" and parts.port in (None, 443)
    except ValueError:
        return False
    if parts.username is not None or parts.query or parts.fragment:
        return False
    here = host in ("127.0.0.1", "localhost") and parts.scheme == "http"
    known = any(host.endswith(one) if one.startswith(".") else host == one for one in hosts)
    return known and (safe or here)
