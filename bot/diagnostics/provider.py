"""Looks whether the provider of sign-ins can be reached, and is the one that is set."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from bot.domain.person.sign_in import Lasts
from bot.domain.ports.health import Finding, Level
from bot.settings import Settings


async def looked_at(settings: Settings) -> list[Finding]:
    """Return what is found of it; nothing where people choose who to be."""
    if settings.login != "oidc":
        return []
    from bot.channels.web.sign_in.claims import NotSignedIn  # slow to load, and few need it
    from bot.channels.web.sign_in.config import Oidc
    from bot.channels.web.sign_in.provider import Provider, utc_now

    none = Lasts(dt.timedelta(), dt.timedelta())
    oidc = Oidc(settings.oidc_issuer, settings.oidc_client_id, "", settings.base_url, "", none)
    host = urlsplit(settings.oidc_issuer).hostname or ""
    try:
        await Provider(oidc, utc_now).examine()
    except NotSignedIn as fault:
        return [Finding(Level.FAULT, "doctor.sign_in.fault", {"host": host, "fault": fault.reason})]
    return [Finding(Level.OK, "doctor.sign_in.ok", {"host": host})]
