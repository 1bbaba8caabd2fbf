"""Work that is done again and again while the program runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.ports.store import StoreFault

log = structlog.get_logger()


async def every(
    seconds: float, once: Callable[[], Awaitable[object]], stop: asyncio.Event, name: str
) -> None:
    """Do `once`, and again after so many seconds, until `stop`.

    A fault is logged with `name` as its kind, and the next round tries again.
    """
    while not stop.is_set():
        try:
            await once()
        except StoreFault as fault:
            log.warning("round put off", kind=name, fault=str(fault))
        except Exception:
            log.exception("round failed", kind=name)
        try:
            await asyncio.wait_for(stop.wait(), seconds)
        except TimeoutError:
            continue
