"""Referrals in the forms of others, for those who may see them. See `bot.interop` for the forms."""

from __future__ import annotations

import json

from bot.domain.audit.entry import AuditAction, thing_of
from bot.domain.case.referral import Referral
from bot.domain.clock.norway import norwegian
from bot.domain.message.rate_limit import Limiter, Rate
from bot.domain.organisation.access import Permission, may, may_export_all
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person
from bot.domain.ports.store import Clock
from bot.domain.turn.outcome import Audit
from bot.interop import fhir, table
from bot.storage.store import Store

EVERY = "all"
"""What stands in the audit trail in place of a code, for the table of all referrals."""

ITSELF = "self"
"""What stands there for one's own data."""


DENIALS = Rate(1, 3600.0)
"""How often it is put on record that somebody asked in vain for the same: once an hour says it all."""

DENIALS_OF_ONE = Rate(60, 3600.0)
"""How many of those are put on record of one person, whatever was asked for: sixty an hour say enough."""


class Exports:
    """Reads referrals and writes them down in a standard form. What a person takes out is audited."""

    def __init__(self, store: Store, directory: Directory, clock: Clock) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._denied = Limiter(DENIALS)
        self._denied_to = Limiter(DENIALS_OF_ONE)

    async def fhir(self, person: Person, code: str) -> str | None:
        """Return the FHIR bundle of a referral as JSON; None if this person may not know that it exists."""
        referral = await self._store.referral(code)
        if referral is None or not may(person, Permission.EXPORT, referral, self._directory):
            await self._deny(person, thing_of(code))
            return None
        await self._audit(person, AuditAction.EXPORT, referral.code)
        return self._bundle(referral)

    async def csv(self, person: Person) -> str | None:
        """Return the table of all referrals; None if it is not for this person."""
        if not may_export_all(person):
            await self._deny(person, AuditAction.TABLE)
            return None
        await self._audit(person, AuditAction.TABLE, EVERY)
        return await self._table()

    async def own_data(self, person: Person) -> str | None:
        """Return everything that is kept about this person, as JSON."""
        at = self._clock.now()
        async with self._store.unit() as unit:
            await unit.apply((Audit(person.id, "person.export", ITSELF),), at)
            data = await unit.own_data(person.id, at)
            await unit.commit()
        return data

    async def bundle(self, code: str) -> str | None:
        """Return the bundle for whoever runs the place; None if there is no such referral."""
        referral = await self._store.referral(code)
        if referral is None:
            return None
        await self._audit(None, AuditAction.EXPORT, referral.code)
        return self._bundle(referral)

    async def table(self) -> str:
        """Return the table of all referrals for whoever runs the place."""
        await self._audit(None, AuditAction.TABLE, EVERY)
        return await self._table()

    async def _table(self) -> str:
        return table.csv_of(
            await self._store.all_referrals(), self._directory, norwegian(self._clock.now()).date()
        )

    def _bundle(self, referral: Referral) -> str:
        made = fhir.bundle(referral, self._directory, self._clock.now())
        return json.dumps(made, ensure_ascii=False, indent=2)

    async def _deny(self, person: Person, thing: str) -> None:
        """Put on record that somebody asked in vain, unless enough of it stands there."""
        now = self._clock.now().timestamp()
        if self._denied.wait(f"{person.id} {thing}", now) or self._denied_to.wait(person.id, now):
            return
        await self._audit(person, AuditAction.DENIED, thing)

    async def _audit(self, person: Person | None, act: AuditAction, thing: str) -> None:
        """Put on record what is handed out, before it is. Raises StoreFault: then nothing is."""
        now = self._clock.now()
        async with self._store.unit() as unit:
            if person is not None:
                await unit.person(person, now)
            await unit.apply((Audit(person.id if person else "", act, thing),), now)
            await unit.commit()
