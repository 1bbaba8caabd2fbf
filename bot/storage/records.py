"""What lies in the database: cases, the audit trail, questions without an answer, proposed changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from bot.domain.audit.chain import Chain, ChainFault
from bot.domain.audit.entry import Head, Line
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.curating.change import KbChange, Stage
from bot.domain.person.person import Role
from bot.domain.turn.outcome import (
    SettleUnanswered,
)
from bot.domain.turn.unanswered import Unanswered
from bot.storage.database import transaction
from bot.storage.opened import EVERY, OpenStore
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import inquiries, referrals
from bot.storage.repositories.questions import changes, unanswered
from bot.storage.schema import codec, inquiry_tables, tables

PAGE = 500
"""How many rows are read at once where all are."""


class RecordStore(OpenStore):
    """Reads records of all kinds, whoever they concern: the caller asks who may see them."""

    async def all_referrals(self) -> tuple[Referral, ...]:
        """Return every referral, in the order they were changed last; for coordinators and tests."""
        async with transaction(self.engine, reading=True) as connection:
            return await referrals.load(connection, sa.true(), EVERY)

    async def all_inquiries(self) -> tuple[Inquiry, ...]:
        """Return every inquiry, the last changed first; for those who run the place and tests."""
        async with transaction(self.engine, reading=True) as connection:
            return await inquiries.load(connection, sa.true(), EVERY)

    async def referral(self, code: str) -> Referral | None:
        """Return the referral with this code, whoever it concerns; the caller asks who may see it."""
        async with transaction(self.engine, reading=True) as connection:
            found = await referrals.load(connection, tables.referral.c.code == code, 1)
        return found[0] if found else None

    async def unreadable(self) -> list[str]:
        """Return what of the referrals, inquiries, talks and people cannot be read, by code or short name."""
        t, p, s, i = tables.referral, tables.person, tables.session, inquiry_tables.inquiry
        bad = []
        async with transaction(self.engine, reading=True) as connection:
            for codes, load in ((t.c.code, referrals.load), (i.c.code, inquiries.load)):
                every = (await connection.execute(sa.select(codes).order_by(codes))).scalars().all()
                for page in (every[at : at + PAGE] for at in range(0, len(every), PAGE)):
                    read = {one.code for one in await load(connection, codes.in_(page), PAGE)}
                    bad += [code for code in page if code not in read]
            for row in await connection.execute(sa.select(p.c.id, p.c.role)):
                bad += [] if row.role in set(Role) else [row.id]
            for row in await connection.execute(sa.select(s.c.person, s.c.state)):
                bad += [] if codec.is_session(row.state) else [row.person]
        return bad

    async def rows(self, table: str) -> list[dict[str, Any]]:
        """Return all rows of `outbox` or `audit`, oldest first."""
        a, p = tables.audit, tables.person
        named = sa.select(a, p.c.id.label("person")).join_from(a, p, p.c.ref == a.c.ref, isouter=True)
        query = {
            "outbox": sa.select(tables.outbox).order_by(tables.outbox.c.number),
            "audit": named.order_by(a.c.number),
        }[table]
        async with transaction(self.engine, reading=True) as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]

    async def audit_head(self) -> Head | None:
        """Return the newest entry of the audit trail, as kept apart from it."""
        async with transaction(self.engine, reading=True) as connection:
            return await trail.head(connection)

    async def audit_lines(self, most: int) -> tuple[Line, ...]:
        """Return the newest entries of the audit trail, oldest first."""
        async with transaction(self.engine, reading=True) as connection:
            return await trail.latest(connection, most)

    async def verify_audit(self, noted: Head | None = None) -> tuple[int, tuple[ChainFault, ...]]:
        """Return how many entries the audit trail has, and what is wrong with it; see audit_chain.Chain."""
        chain = Chain(noted)
        async with transaction(self.engine, reading=True) as connection:
            async for entry in trail.entries(connection):
                chain.take(entry)
            return chain.count, chain.end(await trail.head(connection))

    async def unanswered(self, most: int) -> tuple[Unanswered, ...]:
        """Return the questions without an answer, like ones together, the most asked first."""
        async with transaction(self.engine, reading=True) as connection:
            return await unanswered.groups(connection, most)

    async def kb_changes(self, stage: Stage | None = None, most: int = 200) -> tuple[KbChange, ...]:
        """Return the newest changes of the texts that curators proposed."""
        async with transaction(self.engine, reading=True) as connection:
            return await changes.read(connection, most, stage)

    async def settle_unanswered(self, number: int) -> bool:
        """Let go of a question and all like it; tell whether there was one."""
        query = sa.select(tables.unanswered.c.number).where(tables.unanswered.c.number == number)
        async with transaction(self.engine, reading=True) as connection:
            found = (await connection.execute(query)).first() is not None
        if found:
            await self.apply([SettleUnanswered(number)], dt.datetime.now(dt.UTC))
        return found
