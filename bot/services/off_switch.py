"""The off-switch as a process sees it: read anew every second at most, so that it holds in all of them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.domain.ports.store import StoreFault
from bot.domain.turn.off import Off

EVERY_S = 1.0
"""How long what was read is believed, in seconds."""

log = structlog.get_logger()


class OffSwitch:
    """Tells whether the service is off. While it cannot be read, it stands as it was seen last."""

    def __init__(
        self, read: Callable[[], Awaitable[Off | None]], ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._read = read
        self._ticks = ticks
        self._off: Off | None = None
        self._read_at: float | None = None
        self._reading = asyncio.Lock()

    async def now(self) -> Off | None:
        """Return since when and why the service is off, None while it is on."""
        if self._is_fresh():
            return self._off
        async with self._reading:
            if not self._is_fresh():
                await self._look()
        return self._off

    def _is_fresh(self) -> bool:
        return self._read_at is not None and self._ticks() - self._read_at < EVERY_S

    async def _look(self) -> None:
        try:
            self._off = await self._read()
        except StoreFault as fault:
            log.warning("off-switch not read", fault=str(fault))
        self._read_at = self._ticks()
