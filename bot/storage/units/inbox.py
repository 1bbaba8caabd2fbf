"""The transaction of the inbox: it looks at every open referral and inquiry, not only at the latest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from bot.domain.person.person import Person
from bot.domain.turn.snapshot import TurnSnapshot
from bot.storage.repositories import inquiries, referrals
from bot.storage.schema import tables
from bot.storage.units.unit_of_work import SqlUnitOfWork

MOST_OPEN = 500
"""How many open referrals, and how many inquiries, one page looks at.

A team of four full posts has 80 and its waiting list.
"""


class SqlInboxUnit(SqlUnitOfWork):
    """See domain.inbox.Inbox. Only for reading."""

    async def __aenter__(self) -> SqlInboxUnit:
        await super().__aenter__()
        return self

    async def everything(self, person: Person, today: dt.date) -> tuple[TurnSnapshot, int]:
        """Return the world with all open referrals and inquiries of this person, and how many were too many.

        What has not changed for the longest time is never left out.
        """
        reader = self.reader(person, (), today)
        snapshot, mine = await reader.everything(), reader.mine
        if mine is None:
            return replace(snapshot, referrals={}), 0
        t = tables.referral
        wanted = mine & t.c.is_open
        oldest = sa.select(t.c.code).where(wanted).order_by(t.c.changed_at, t.c.code).limit(MOST_OPEN)
        seen = await referrals.load(self._connection, t.c.code.in_(oldest), MOST_OPEN)
        count = sa.select(sa.func.count()).select_from(t).where(wanted)
        every = (await self._connection.execute(count)).scalar_one()
        asked, more = await inquiries.open_of(self._connection, person, self._directory, MOST_OPEN)
        snapshot = replace(
            snapshot, referrals={r.code: r for r in seen}, inquiries={i.code: i for i in asked}
        )
        return snapshot, every - len(seen) + more

    async def newest(self, person: Person) -> int:
        """Return the number of the person's last news, 0 when there is none."""
        t = tables.outbox
        last = sa.select(sa.func.max(t.c.number)).where(self._addressed_to(person))
        return (await self._connection.execute(last)).scalar_one() or 0
