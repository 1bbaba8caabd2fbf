"""Can the collector of traces be reached?"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from bot.domain.ports.health import Finding, Level
from bot.settings import Settings

LONGEST_S = 10.0 / 3
PORTS = {"http": 80, "https": 443}


async def looked_at(settings: Settings) -> list[Finding]:
    """Return whether somebody listens there; nothing where no traces are sent."""
    if not settings.otlp:
        return []
    url = urlsplit(settings.otlp)
    values = {"url": settings.otlp}
    try:
        async with asyncio.timeout(LONGEST_S):
            _, writer = await asyncio.open_connection(url.hostname, url.port or PORTS[url.scheme])
        writer.close()
    except (OSError, TimeoutError):
        return [Finding(Level.WARNING, "doctor.traces.closed", values)]
    return [Finding(Level.OK, "doctor.traces.ok", values)]
