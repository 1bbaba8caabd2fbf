"""This process among the others: it tells that it runs, how many do, and does some things alone."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot import __version__
from bot.domain.ports.replicas import ALIVE as ALIVE
from bot.domain.ports.replicas import Replicas, ReplicaSeen
from bot.domain.ports.store import Clock, StoreFault

log = structlog.get_logger()

BEAT_S = 10.0
"""Seconds between two signs of life."""

LEASE = dt.timedelta(seconds=20)
RENEW_S = 5.0
"""How long something is kept for oneself, and how often that is renewed, in seconds."""

Job = Callable[[asyncio.Event], Awaitable[None]]


class ThisReplica:
    """Its `id` is new at each start. `count` is how many run, this one included."""

    def __init__(self, store: Replicas, clock: Clock, schema: str) -> None:
        self.id = secrets.token_hex(8)
        self._store = store
        self._clock = clock
        self._schema = schema
        self._began = clock.now()
        self.others: tuple[ReplicaSeen, ...] = ()

    @property
    def count(self) -> int:
        """How many replicas run now."""
        return max(1, len(self.others))

    async def look(self) -> None:
        """Give a sign of life, and see who else does."""
        now = self._clock.now()
        try:
            await self._store.beat(ReplicaSeen(self.id, __version__, self._schema, self._began, now))
            self.others = await self._store.seen_since(now - ALIVE)
        except StoreFault as fault:
            log.warning("no sign of life", fault=str(fault))

    async def forever(self, stop: asyncio.Event) -> None:
        """Give signs of life until `stop`; then say good-bye."""
        while not stop.is_set():
            await self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BEAT_S)
        with suppress(StoreFault):
            await self._store.leave(self.id)

    async def alone(self, what: str, job: Job, stop: asyncio.Event) -> None:
        """Do something while no other replica does, until `stop`; who has it keeps it while it runs."""
        while not stop.is_set():
            if await self._hold(what):
                await self._while_held(what, job, stop)
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), RENEW_S)

    async def _while_held(self, what: str, job: Job, stop: asyncio.Event) -> None:
        over = asyncio.Event()
        working = asyncio.ensure_future(job(over))
        stopped = asyncio.ensure_future(stop.wait())
        try:
            while not working.done() and not stop.is_set():
                await asyncio.wait({working, stopped}, timeout=RENEW_S, return_when=asyncio.FIRST_COMPLETED)
                if not stop.is_set() and not await self._hold(what):
                    log.warning("another replica goes on", kind=what)
                    break
        finally:
            over.set()
            stopped.cancel()
            await working
            with suppress(StoreFault):
                await self._store.let_go(what, self.id)

    async def _hold(self, what: str) -> bool:
        now = self._clock.now()
        try:
            return await self._store.hold(what, self.id, now, now + LEASE)
        except StoreFault as fault:
            log.warning("not known who does it", kind=what, fault=str(fault))
            return False
