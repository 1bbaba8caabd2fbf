"""Whose access is to be looked at, and whether anybody is there who may."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from bot.domain.person.person import Role
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.store import StoreFault
from bot.storage.store import Store


async def looked_at(store: Store, now: dt.datetime) -> list[Finding]:
    """Return how many accesses wait for the yearly look, and whether nobody is there to admit anybody."""
    with suppress(StoreFault):  # the check of the database tells
        people = await store.people()
        due = sum(one.is_due(now) for one in people)
        found = [Finding(Level.WARNING, "doctor.staff.due", {"count": due})] if due else []
        if people and not any(one.member.role is Role.COORDINATOR for one in people):
            found.append(Finding(Level.WARNING, "doctor.staff.nobody"))
        return found
    return []
