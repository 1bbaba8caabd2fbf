"""Is there a copy of the database, and how old is the newest?"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from bot.domain.ports.health import Finding, Level
from bot.domain.ports.store import StoreFault
from bot.storage.store import Store

OLD = dt.timedelta(days=7)
"""After so long a copy is missed."""


async def looked_at(store: Store, now: dt.datetime) -> list[Finding]:
    """Return how old the newest copy is, by `db backup` or by PostgreSQL's own archive of its log."""
    with suppress(StoreFault):  # the check of the database tells
        own, archived = await store.copies()
        if archived and now - archived <= OLD:
            return [Finding(Level.OK, "doctor.copy.archived", {"day": f"{archived:%d.%m.%Y}"})]
        if own is None:
            return [Finding(Level.WARNING, "doctor.copy.none")]
        values = {"days": (now - own).days}
        if now - own > OLD:
            return [Finding(Level.WARNING, "doctor.copy.old", values)]
        return [Finding(Level.OK, "doctor.copy.last", values)]
    return []
