"""The store as the rest of the house sees it: units of work, and lists for those who run the place."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.astray import Astray, Open, astray, moved
from bot.domain.audit import Head, Line
from bot.domain.audit_chain import Chain, Finding
from bot.domain.directory import Directory
from bot.domain.inquiry import Inquiry
from bot.domain.person import Person, Role
from bot.domain.referral import Referral
from bot.domain.unanswered import Unanswered
from bot.storage import (
    codec,
    inquiries,
    inquiry_tables,
    migrate,
    referrals,
    seen_clock,
    tables,
    trail,
    unanswered,
)
from bot.storage.accounts import SqlAccounts
from bot.storage.database import file_of, is_gone, open_engine, refusals, transaction
from bot.storage.inbox import SqlInboxUnit
from bot.storage.post_office import SqlPostOffice
from bot.storage.sweeping import SqlSweepUnit
from bot.storage.unit_of_work import SqlUnitOfWork

PAGE = 500
"""How many rows are read at once where all are."""

READY_S = 2.0
"""How long a trial to write may take until the store counts as not ready, in seconds."""

WRITES = {"sqlite": "PRAGMA user_version = 1", "postgresql": "SELECT pg_current_xact_id()"}
"""What really writes, and leaves no trace: nothing of ours reads it."""

log = structlog.get_logger()


class Store:
    """Holds the engine. `url` is an SQLAlchemy address of SQLite or PostgreSQL."""

    def __init__(self, url: str, directory: Directory) -> None:
        self.engine: AsyncEngine = open_engine(url)
        self._directory = directory
        self._trying: asyncio.Task[bool] | None = None
        self.accounts = SqlAccounts(self.engine, directory)
        self.post_office = SqlPostOffice(self.engine)

    def unit(self, *, reading: bool = False) -> SqlUnitOfWork:
        """Return a new transaction, to be used in `async with`."""
        return SqlUnitOfWork(self.engine, self._directory, reading=reading)

    def sweep_unit(self, *, reading: bool = False) -> SqlSweepUnit:
        """Return a new transaction of the sweep, to be used in `async with`."""
        return SqlSweepUnit(self.engine, self._directory, reading=reading)

    def inbox_unit(self) -> SqlInboxUnit:
        """Return a new transaction that reads an inbox, to be used in `async with`."""
        return SqlInboxUnit(self.engine, self._directory, reading=True)

    async def set_email(self, person: str, address: str | None) -> bool:
        """Write where somebody's e-mail goes, None for nowhere; tell whether there is such a person."""
        t = tables.person
        async with transaction(self.engine) as connection:
            done = await connection.execute(t.update().where(t.c.id == person).values(email=address))
            await connection.commit()
        await self.scrub()
        return done.rowcount == 1

    async def people(self) -> list[dict[str, Any]]:
        """Return id, role, service, post and e-mail of everybody but guests."""
        t = tables.person
        columns = (t.c.id, t.c.role, t.c.service, t.c.post, t.c.email)
        staff = sa.select(*columns).where(t.c.role != Role.GUEST.value).order_by(t.c.id)
        async with transaction(self.engine, reading=True) as connection:
            return [dict(row) for row in (await connection.execute(staff)).mappings()]

    async def add_people(self, people: Iterable[Person]) -> None:
        """Write these members of staff, or what is new about them."""
        async with self.unit() as unit:
            for person in people:
                await unit.person(person)
            await unit.commit()

    def make_folder(self) -> None:
        """Make an SQLite file, and its folder, if there is none: nobody else on this machine may read it.

        Raises StoreFault when that is refused.
        """
        path = file_of(self.engine)
        if path is not None:
            with refusals():
                path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))

    async def upgrade(self) -> tuple[str | None, str]:
        """Run missing migrations; see migrate.upgrade."""
        return await migrate.upgrade(self.engine)

    async def state(self) -> tuple[str | None, str, dt.datetime | None]:
        """Return the database's version, the wanted one, and its server's clock. Raises StoreFault.

        SQLite has no server: it reads the clock of this machine, which is no other one.
        """
        found, wanted = await migrate.version(self.engine)
        if found != wanted:
            return found, wanted, None
        async with transaction(self.engine) as connection:  # to write is what it is needed for
            clock = (await connection.execute(sa.select(sa.func.current_timestamp()))).scalar()
        return found, wanted, None if self.engine.dialect.name == "sqlite" else clock

    async def ready(self) -> bool:
        """Tell whether a turn could be written now: something is written and committed, within a moment.

        One try at a time: who asks while it is under way waits for the same.
        """
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._can_write())
        done, _ = await asyncio.wait({self._trying}, timeout=READY_S)
        return bool(done) and self._trying.result()

    async def _can_write(self) -> bool:
        try:
            async with transaction(self.engine) as connection:
                await connection.execute(sa.select(tables.session.c.person).limit(1))
                await connection.exec_driver_sql(WRITES[self.engine.dialect.name])
                await connection.commit()
        except Exception as fault:
            log.warning("nothing can be written", fault=type(fault).__name__)
            return False
        return True

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None where there is none."""
        return file_of(self.engine)

    @property
    def is_gone(self) -> bool:
        """Tell whether the database's file was moved or deleted while it was open."""
        return is_gone(self.engine)

    async def clock_seen(self) -> dt.datetime | None:
        """Return the newest time that a sweep believed, None before the first."""
        async with transaction(self.engine, reading=True) as connection:
            return await seen_clock.seen(connection)

    async def trust_clock(self, at: dt.datetime) -> None:
        """Believe the clock, however far it leapt: somebody looked at it."""
        async with transaction(self.engine) as connection:
            await seen_clock.note(connection, at)
            await connection.commit()

    async def astray(self) -> tuple[Astray, ...]:
        """Return what is open and points to a post or service that is not in the directory."""
        return astray(await self._open(), self._directory)

    async def _open(self) -> tuple[Open, ...]:
        async with transaction(self.engine, reading=True) as connection:
            found = await referrals.load(connection, tables.referral.c.is_open, 1_000_000)
            asked = await inquiries.load(connection, inquiry_tables.inquiry.c.is_open, 1_000_000)
        return (*found, *asked)

    async def move(self, old: str, new: str, at: dt.datetime) -> tuple[str, ...]:
        """Let everything open that points to `old` point to `new`; return the codes. Both sides are told."""
        moving = tuple(one for one in await self._open() if old in (one.post, one.service))
        async with self.unit() as unit:
            for one in moving:
                await unit.apply(moved(one, old, new, self._directory, at), at)
            await unit.commit()
        return tuple(one.code for one in moving)

    async def all_referrals(self) -> tuple[Referral, ...]:
        """Return every referral, in the order they were changed last; for coordinators and tests."""
        async with transaction(self.engine, reading=True) as connection:
            return await referrals.load(connection, sa.true(), 1_000_000)

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

    async def all_inquiries(self) -> tuple[Inquiry, ...]:
        """Return every inquiry, the last changed first; for those who run the place and tests."""
        async with transaction(self.engine, reading=True) as connection:
            return await inquiries.load(connection, sa.true(), 1_000_000)

    async def referral(self, code: str) -> Referral | None:
        """Return the referral with this code, whoever it concerns; the caller asks who may see it."""
        async with transaction(self.engine, reading=True) as connection:
            found = await referrals.load(connection, tables.referral.c.code == code, 1)
        return found[0] if found else None

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

    async def verify_audit(self, noted: Head | None = None) -> tuple[int, tuple[Finding, ...]]:
        """Return how many entries the audit trail has, and what is wrong with it; see audit_chain.Chain."""
        chain = Chain(noted)
        async with transaction(self.engine, reading=True) as connection:
            async for entry in trail.entries(connection):
                chain.take(entry)
            return chain.count, chain.end(await trail.head(connection))

    async def set_away(self, post: str, first_day: dt.date, last_day: dt.date) -> None:
        """Record that the holder of a post is away from the first to the last day, both included."""
        async with transaction(self.engine) as connection:
            row = {"post": post, "first_day": first_day, "last_day": last_day}
            gone = tables.absence.delete().where(
                tables.absence.c.post == post, tables.absence.c.first_day == first_day
            )
            await connection.execute(gone)
            await connection.execute(tables.absence.insert().values(**row))
            await connection.commit()

    async def scrub(self) -> None:
        """Empty SQLite's log of writes, where deleted text stays otherwise; after something was removed.

        In the file itself what is deleted is overwritten. On PostgreSQL its own vacuum does that in time.
        """
        if self.engine.dialect.name != "sqlite":
            return
        with refusals():
            async with self.engine.connect() as connection:
                raw = await connection.get_raw_connection()
                cursor = await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
                await cursor.close()

    async def unanswered(self, most: int) -> tuple[Unanswered, ...]:
        """Return the questions without an answer, like ones together, the most asked first."""
        async with transaction(self.engine, reading=True) as connection:
            return await unanswered.groups(connection, most)

    async def settle_unanswered(self, number: int) -> bool:
        """Let go of a question and all like it; tell whether there was one."""
        t = tables.unanswered
        async with transaction(self.engine) as connection:
            found = (await connection.execute(sa.select(t.c.same).where(t.c.number == number))).first()
            await connection.execute(t.delete().where(t.c.same == (found.same if found else None)))
            await connection.commit()
        return found is not None

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
