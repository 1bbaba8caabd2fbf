"""What the doctor says of the running service: switched off, which processes, what does not go out."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from bot.conversation.context import norwegian
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.replicas import ALIVE
from bot.domain.ports.store import StoreFault
from bot.storage.store import Store

LONG = dt.timedelta(minutes=15)
"""What waits longer than this does not go out."""


async def looked_at(store: Store, now: dt.datetime) -> list[Finding]:
    """Return what there is to say; where the database cannot be read its own check tells."""
    with suppress(StoreFault):
        return [*await _off(store), *await _replicas(store, now), *await _outbox(store, now)]
    return []


async def _off(store: Store) -> list[Finding]:
    off = await store.off()
    if off is None:
        return []
    since = f"{norwegian(off.since):%d.%m.%Y %H:%M}"
    return [Finding(Level.WARNING, "doctor.operation.switched_off", {"since": since, "reason": off.reason})]


async def _replicas(store: Store, now: dt.datetime) -> list[Finding]:
    seen = await store.replicas.seen_since(now - ALIVE)
    if not seen:
        return [Finding(Level.OK, "doctor.operation.alone")]
    versions = sorted({one.version for one in seen})
    values = {"count": len(seen), "versions": ", ".join(versions)}
    if len(versions) > 1:
        return [Finding(Level.WARNING, "doctor.operation.mixed", values)]
    return [Finding(Level.OK, "doctor.operation.running", values)]


async def _outbox(store: Store, now: dt.datetime) -> list[Finding]:
    return [
        Finding(
            Level.WARNING,
            "doctor.operation.stands",
            {"channel": channel, "count": count, "minutes": int((now - oldest).total_seconds() // 60)},
        )
        for channel, count, oldest in await store.outbox_store.waiting()
        if now - oldest > LONG
    ]
