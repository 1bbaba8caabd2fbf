"""What the doctor says of the running service: switched off, which processes, what does not go out."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from bot.conversation.context import norwegian
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.replicas import ALIVE
from bot.domain.ports.store import StoreFault
from bot.domain.referral.waiting import is_late
from bot.storage.store import Store

LONG = dt.timedelta(minutes=15)
"""What waits longer than this does not go out."""

MANY, MANY_LATE, PAGE = 500, 20, 500
"""From here on messages, or referrals past a limit, are many: the bounds of deploy/alerts.yaml."""


async def looked_at(store: Store, now: dt.datetime, rules: HouseRules = DEFAULT) -> list[Finding]:
    """Return what there is to say; where the database cannot be read its own check tells."""
    with suppress(StoreFault):
        return [
            *await _off(store),
            *await _replicas(store, now),
            *await _outbox(store, now),
            await _overdue(store, now, rules),
        ]
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
    """Return a warning for each channel in which messages stand or pile up; else how many wait, how long."""
    waiting = await store.outbox_store.waiting()
    found = []
    for channel, count, oldest in waiting:
        values = {"channel": channel, "count": count, "minutes": _minutes(now - oldest)}
        if now - oldest > LONG or count > MANY:
            found.append(Finding(Level.WARNING, "doctor.operation.stands", values))
    if not waiting:
        return [Finding(Level.OK, "doctor.operation.empty")]
    total = sum(count for _, count, _ in waiting)
    minutes = max((_minutes(now - oldest) for *_, oldest in waiting), default=0)
    values = {"count": total, "minutes": minutes}
    return found or [Finding(Level.OK, "doctor.operation.outbox", values)]


def _minutes(since: dt.timedelta) -> int:
    return max(0, int(since.total_seconds() // 60))


async def _overdue(store: Store, now: dt.datetime, rules: HouseRules) -> Finding:
    """Return how many open referrals are past a limit: who can act is reminded, so few are no fault."""
    late, after = 0, ""
    async with store.sweep_unit(reading=True) as unit:
        while page := await unit.watched(after, PAGE):
            late += sum(is_late(one, now, rules) for one in page)
            after = page[-1].code
    level = Level.WARNING if late > MANY_LATE else Level.OK
    return Finding(level, "doctor.operation.overdue", {"count": late})
