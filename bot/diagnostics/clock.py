"""Is this machine's clock right? Signed tokens are refused, and reminders come late, when it is not."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from email.utils import parsedate_to_datetime

from httpx import AsyncClient, HTTPError, InvalidURL

from bot.domain.ports.health import Finding, Level

CLOCK_OFF = dt.timedelta(seconds=30)
"""How far clocks may be apart: signed tokens are refused when they are minutes apart."""

LONGEST_S = 5.0


def compared(clocks: Iterable[tuple[str, dt.timedelta]], here: dt.datetime) -> Finding:
    """Return what is found when others' clocks (their name, how much they are ahead) are looked at.

    One that is right is enough: if clocks of others disagree, it is not ours that is wrong. `here` is our
    time, shown for a human to look at when there is nobody to compare with.
    """
    nearest = min(clocks, key=lambda named: abs(named[1]), default=None)
    if nearest is None:
        return Finding(Level.OK, "doctor.clock.alone", {"time": here.strftime("%d.%m.%Y %H:%M")})
    name, ahead = nearest
    if abs(ahead) <= CLOCK_OFF:
        return Finding(Level.OK, "doctor.clock.ok", {"name": name})
    key = "doctor.clock.slow" if ahead > dt.timedelta(0) else "doctor.clock.fast"
    return Finding(Level.WARNING, key, {"seconds": int(abs(ahead).total_seconds()), "name": name})


async def clocks_of(addresses: Iterable[str]) -> list[tuple[str, dt.timedelta]]:
    """Ask servers for the time, without any key: the host and how far it is ahead of us.

    Who does not answer, or does not say the time, is left out.
    """
    async with AsyncClient(timeout=LONGEST_S, trust_env=True) as web:
        asked = await asyncio.gather(*(_ahead(web, address) for address in addresses))
    return [found for found in asked if found is not None]


async def _ahead(web: AsyncClient, address: str) -> tuple[str, dt.timedelta] | None:
    try:
        response = await web.head(address)
        theirs = parsedate_to_datetime(response.headers["date"])
    except (HTTPError, InvalidURL, OSError, KeyError, ValueError):
        return None
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=dt.UTC)
    return response.url.host, theirs - dt.datetime.now(dt.UTC)
