"""Asking again and again for what is refused does not make the trail grow without end."""

from __future__ import annotations

import datetime as dt

from bot.domain.audit.entry import AuditAction
from bot.domain.turn.outcome import Audit
from bot.storage.store import Store
from tests.contracts.store.test_store import ANNA, JONAS, know
from tests.domain.making import NOW

HOUR = dt.timedelta(hours=1)


async def test_a_refusal_is_on_record_once_an_hour(store: Store) -> None:
    """For each person and thing; what is read stays on record each time."""
    await know(store, ANNA, JONAS)
    before = len(await store.rows("audit"))
    for minute in range(30):
        at = NOW + dt.timedelta(minutes=minute)
        await store.apply([Audit(ANNA.id, AuditAction.DENIED, "IPS-7K3F")], at)
    await store.apply([Audit(ANNA.id, AuditAction.DENIED, "IPS-8M8R")], NOW)
    await store.apply([Audit(JONAS.id, AuditAction.DENIED, "IPS-7K3F")], NOW)
    await store.apply([Audit(ANNA.id, AuditAction.DENIED, "IPS-7K3F")], NOW + HOUR)
    for _ in range(3):
        await store.apply([Audit(JONAS.id, AuditAction.READ, "IPS-7K3F")], NOW)
    found = [(row["person"], row["action"], row["thing"]) for row in await store.rows("audit")][before:]
    assert found == [
        ("anna", "denied", "IPS-7K3F"),
        ("anna", "denied", "IPS-8M8R"),
        ("jonas", "denied", "IPS-7K3F"),
        ("anna", "denied", "IPS-7K3F"),
        *(("jonas", "referral.read", "IPS-7K3F"),) * 3,
    ]
    count, faults = await store.verify_audit()
    assert (count, faults) == (len(await store.rows("audit")), ())
