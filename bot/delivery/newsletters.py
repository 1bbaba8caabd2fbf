"""Puts the newsletter that is being sent into its readers' post, a batch at a time.

How far it came stands in the database with each batch, so it may be stopped, resumed or killed at any moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass

import structlog

from bot.domain.ports.store import Clock, InHand, StoreFault
from bot.domain.ports.sweep_unit import SweepUnit

log = structlog.get_logger()

SweepUnits = Callable[[bool], AbstractAsyncContextManager[SweepUnit]]


@dataclass(frozen=True, slots=True)
class NewsletterPace:
    """How many readers get it in one transaction, how many messages may wait to be carried meanwhile, and
    how long it pauses, in seconds: between batches, and between looks for a newsletter.
    """

    batch: int = 100
    waiting: int = 300
    pause_s: float = 0.5
    idle_s: float = 3.0


class NewsletterSender:
    """Sends newsletters. Several may run at once, on several machines."""

    def __init__(self, units: SweepUnits, clock: Clock, pace: NewsletterPace | None = None) -> None:
        self._units = units
        self._clock = clock
        self._pace = pace or NewsletterPace()

    async def forever(self, stop: asyncio.Event) -> None:
        """Send until `stop`; a fault is logged, and tried again."""
        while not stop.is_set():
            told = 0
            try:
                told = await self.batch()
            except StoreFault as fault:
                log.warning("newsletter put off", fault=str(fault))
            except Exception:
                log.exception("newsletter failed")
            try:
                await asyncio.wait_for(stop.wait(), self._pace.pause_s if told else self._pace.idle_s)
            except TimeoutError:
                continue

    async def batch(self) -> int:
        """Put the newsletter into the post of the next readers; return how many."""
        async with self._units(True) as unit:
            if not await unit.sends_newsletter():
                return 0
        with suppress(InHand):  # another replica puts it out
            async with self._units(False) as unit:
                told = await unit.put_out_newsletter(self._clock.now(), self._pace.batch, self._pace.waiting)
                await unit.commit()
            return told
        return 0

    async def rest(self) -> None:
        """Go on as far as there is room in the post."""
        while await self.batch():
            pass
