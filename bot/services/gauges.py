"""What is measured of the whole service, for alerts: counts and ages, never a text, never a person."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge

from bot import __version__
from bot.domain.ports.replicas import ALIVE
from bot.domain.ports.store import Clock, StoreFault
from bot.storage.store import Store

EVERY_S = 5.0
"""How long what was read for one look is good enough for the next, in seconds."""

log = structlog.get_logger()


class Gauges:
    """Kept in `registry`. `overdue` tells how many referrals are late, as the last sweep here saw it."""

    def __init__(self, store: Store, clock: Clock, overdue: Callable[[], int]) -> None:
        self.registry = registry = CollectorRegistry()
        self._store = store
        self._clock = clock
        self._overdue = overdue
        self._looked: float | None = None
        about = Gauge("ips_build_info", "1; the label is the version", ["version"], registry=registry)
        about.labels(__version__).set(1)
        self._turns = Counter(
            "ips_turns", "Turns taken, by channel and what they were", ["channel", "kind"], registry=registry
        )
        self._depth = Gauge("ips_outbox_waiting", "Messages not sent yet", ["channel"], registry=registry)
        self._age = Gauge(
            "ips_outbox_oldest_seconds", "Age of the oldest of them", ["channel"], registry=registry
        )
        self._late = Gauge("ips_referrals_overdue", "Open referrals past a limit", registry=registry)
        self._replicas = Gauge(
            "ips_replicas", "Processes that run, by version", ["version", "schema"], registry=registry
        )
        self._off = Gauge("ips_switched_off", "1 while the service is switched off", registry=registry)

    def took(self, channel: str, kind: str) -> None:
        """Count a turn: `emergency` and `identifying` are what the guard raised."""
        self._turns.labels(channel, kind).inc()

    async def look(self) -> None:
        """Read what stands in the database, unless that was just done."""
        if self._looked is not None and time.monotonic() - self._looked < EVERY_S:
            return
        self._looked = time.monotonic()
        self._late.set(self._overdue())
        try:
            await self._read()
        except StoreFault as fault:
            log.warning("not measured", fault=str(fault))

    async def _read(self) -> None:
        now = self._clock.now()
        waiting = await self._store.outbox_store.waiting()
        replicas = await self._store.replicas.seen_since(now - ALIVE)
        off = await self._store.off()
        for gauge in (self._depth, self._age, self._replicas):
            gauge.clear()
        for channel, count, oldest in waiting:
            self._depth.labels(channel).set(count)
            self._age.labels(channel).set(max(0.0, (now - oldest).total_seconds()))
        for one in replicas:
            self._replicas.labels(one.version, one.schema).inc()
        self._off.set(off is not None)
