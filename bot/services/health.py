"""What the doctor finds, asked by a running process: looked at once for all who ask within a while."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.ports.health import Finding, Health, Level
from bot.domain.ports.store import Clock

GOOD_FOR = dt.timedelta(seconds=30)
"""How long one look is good enough: it asks the provider, the mail server and others."""

Examine = Callable[[], Awaitable[Sequence[Finding]]]


class RunningHealth(Health):
    """See ports.health.Health. `works` tells which channels work, as their own calls here tell."""

    def __init__(self, examine: Examine, works: Callable[[], Mapping[str, bool]], clock: Clock) -> None:
        self._examine = examine
        self._works = works
        self._clock = clock
        self._lock = asyncio.Lock()
        self._seen: tuple[dt.datetime, tuple[Finding, ...]] | None = None

    async def looked(self) -> tuple[dt.datetime, tuple[Finding, ...]]:
        """See ports.health.Health."""
        async with self._lock:
            if self._seen is None or self._clock.now() - self._seen[0] > GOOD_FOR:
                self._seen = (self._clock.now(), (*await self._examine(), *self._down()))
            return self._seen

    def _down(self) -> list[Finding]:
        return [
            Finding(Level.FAULT, "doctor.operation.down", {"channel": name})
            for name, works in self._works().items()
            if not works
        ]
