"""What others meet at our public address: the channels' doors, and none of the pages of the demo login."""

from __future__ import annotations

from httpx import AsyncClient, HTTPError, InvalidURL

from bot.domain.ports.health import Finding, Level

LONGEST_S = 10.0 / 3
LOGIN = 'action="/login"'
"""What stands on the page of the demo login, and on few others."""

TURNED_AWAY = {421: "Unknown host.", 403: "The demo login is for this machine alone"}
"""How the pages' port answers to what a proxy hands on under a name of its own, or says it handed on."""


async def door(address: str, path: str) -> Finding:
    """Knock as the channel does, but without a key: whoever is turned away (401) has found the right door."""
    url = f"{address.rstrip('/')}{path}"
    try:
        # whether the certificate is believed is told with the address
        async with AsyncClient(timeout=LONGEST_S, verify=False) as web:
            status = (await web.post(url, json={})).status_code
    except (HTTPError, InvalidURL, OSError) as fault:
        return Finding(Level.FAULT, "doctor.door.closed", {"url": url, "fault": type(fault).__name__})
    if status != 401:
        return Finding(Level.FAULT, "doctor.door.wrong", {"url": url, "status": status})
    return Finding(Level.OK, "doctor.door.ok", {"url": url})


async def pages(address: str) -> list[Finding]:
    """Tell whether the port of the pages is handed on at this address, shown to all or just so refused.

    Another page than ours may be there. Where nobody answers, the door tells.
    """
    url = f"{address.rstrip('/')}/"
    try:
        async with AsyncClient(timeout=LONGEST_S, verify=False) as web:
            shown = await web.get(url)
    except (HTTPError, InvalidURL, OSError):
        return []
    refused = TURNED_AWAY.get(shown.status_code)
    if LOGIN in shown.text or (refused and shown.text.startswith(refused)):
        return [Finding(Level.FAULT, "doctor.door.pages", {"url": url})]
    return []
