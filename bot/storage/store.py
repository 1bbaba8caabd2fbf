"""The store as the rest of the house sees it: units of work, and lists for those who run the place."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.audit.chain import Chain, ChainFault
from bot.domain.audit.entry import AuditAction, Head, Line
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.curating.change import KbChange, Stage
from bot.domain.organisation.changing import DirectoryFault, applied, needed
from bot.domain.organisation.directory import Directory
from bot.domain.person.availability import Absence
from bot.domain.person.person import Person, Role
from bot.domain.person.roster import Listed
from bot.domain.ports.store import InHand, StoreFault
from bot.domain.referral.leaving import leave
from bot.domain.referral.orphaned import Open, OrphanedCase, moved, orphaned
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import (
    Audit,
    ChangeInquiry,
    ChangeReferral,
    Effect,
    Manage,
    SetAbsence,
    SetEmail,
    SettleUnanswered,
    TrustClock,
)
from bot.domain.turn.unanswered import Unanswered
from bot.storage import migrate, news_bell
from bot.storage.backup import newest
from bot.storage.database import POOLER, file_of, is_gone, is_pooled, open_engine, refusals, transaction
from bot.storage.outbox.store import SqlOutboxStore
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import directory_entries, inquiries, referrals, staff
from bot.storage.repositories.operation import off_switch, seen_clock
from bot.storage.repositories.questions import changes, unanswered
from bot.storage.schema import codec, inquiry_tables, tables
from bot.storage.units.accounts import SqlAccounts
from bot.storage.units.inbox import SqlInboxUnit
from bot.storage.units.replicas import SqlReplicas
from bot.storage.units.sign_ins import SqlSignIns
from bot.storage.units.sweep import SqlSweepUnit
from bot.storage.units.unit_of_work import SqlUnitOfWork

PAGE = 500
"""How many rows are read at once where all are."""

READY_S = 2.0
"""How long a trial to write may take until the store counts as not ready, in seconds."""

WRITES = {"sqlite": "PRAGMA user_version = 1", "postgresql": "SELECT pg_current_xact_id()"}
"""What really writes, and leaves no trace: nothing of ours reads it."""

log = structlog.get_logger()


class Store:
    """Holds the engine. `url` is an SQLAlchemy address of SQLite or PostgreSQL.

    `mails` tells that a mail server is set: agreed talks are then put into the outbox for calendars, too.
    """

    def __init__(self, url: str, directory: Directory, *, mails: bool = False) -> None:
        self._mails = mails
        self.engine: AsyncEngine = open_engine(url)
        self._directory = directory
        self._of_file = applied(directory, ())
        self._directory_seen: tuple[int, dt.datetime | None] = (0, None)
        self._trying: asyncio.Task[bool] | None = None
        self.accounts = SqlAccounts(self.engine, directory)
        self.sign_ins = SqlSignIns(self.engine, directory)
        self.outbox_store = SqlOutboxStore(self.engine)
        self.replicas = SqlReplicas(self.engine)
        self._url = url

    def unit(self, *, reading: bool = False) -> SqlUnitOfWork:
        """Return a new transaction, to be used in `async with`."""
        return SqlUnitOfWork(self.engine, self._directory, reading=reading, mails=self._mails)

    def unit_of_one(self) -> SqlUnitOfWork:
        """Return a new transaction that writes one person's own rows only, to be used in `async with`."""
        return SqlUnitOfWork(self.engine, self._directory, alone=False, mails=self._mails)

    def sweep_unit(self, *, reading: bool = False) -> SqlSweepUnit:
        """Return a new transaction of the sweep, to be used in `async with`."""
        return SqlSweepUnit(self.engine, self._directory, reading=reading, mails=self._mails)

    def inbox_unit(self) -> SqlInboxUnit:
        """Return a new transaction that reads an inbox, to be used in `async with`."""
        return SqlInboxUnit(self.engine, self._directory, reading=True)

    async def apply(self, effects: Iterable[Effect], at: dt.datetime) -> None:
        """Write effects, all or none: what a command does goes the way of what a turn does."""
        async with self.unit() as unit:
            try:
                await unit.apply(effects, at)
            except LookupError as fault:  # no trail, no change
                raise StoreFault(str(fault)) from fault
            await unit.commit()

    async def set_email(self, person: str, address: str | None) -> bool:
        """Write where somebody's e-mail goes, None for nowhere; tell whether there is such a person."""
        if await self.known(person) is None:
            return False
        await self.apply([SetEmail(person, address)], dt.datetime.now(dt.UTC))
        await self.scrub()
        return True

    async def known(self, person: str) -> Person | None:
        """Return a person as stored, or None."""
        async with self.unit(reading=True) as unit:
            return await unit.known(person)

    async def load_directory(self) -> bool:
        """Have the directory that holds now, in this process; tell whether it is another one than before.

        What an admin wrote stands over directory.yaml. Whoever holds the directory sees it at once.
        """
        async with transaction(self.engine, reading=True) as connection:
            newest = await directory_entries.newest(connection)
            if newest == self._directory_seen:
                return False
            changed = await directory_entries.written(connection)
        self._directory.become(applied(self._of_file, changed))
        self._directory_seen = newest
        return True

    async def places_in_use(self, directory: Directory) -> tuple[DirectoryFault, ...]:
        """Return which posts and services a directory lacks that people or open cases have."""
        places: dict[str, list[str]] = {}
        for one in await self.people():
            for place in filter(None, (one.member.post, one.member.service)):
                places.setdefault(place, []).append(one.member.person)
        for case in await self._open():
            for place in filter(None, (case.post, case.service)):
                places.setdefault(place, []).append(case.code)
        return needed(directory, places)

    async def people(self) -> tuple[Listed, ...]:
        """Return everybody but guests, with their access."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.listed(connection)

    async def leaving(
        self, person: Person, at: dt.datetime, colleague: str | None = None
    ) -> tuple[Effect, ...]:
        """Return what would follow if somebody left now; nothing is written."""
        cases = await self._open()
        async with transaction(self.engine, reading=True) as connection:
            sole = await staff.is_sole_holder(connection, person)
        return tuple(leave(person, cases, self._directory, at, sole_holder=sole, colleague=colleague))

    async def is_sole_holder(self, person: Person) -> bool:
        """Tell whether nobody else holds this person's post."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.is_sole_holder(connection, person)

    async def sessions_of(self, person: str) -> int:
        """Return in how many browsers somebody is signed in."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.sessions(connection, person)

    async def retire(
        self, person: Person, at: dt.datetime, colleague: str | None = None, by: str = ""
    ) -> tuple[str, ...]:
        """Let somebody go, with all that follows for what is open; return its codes.

        `by` is who says so, empty for the house.
        """
        effects = await self.leaving(person, at, colleague)
        await self.apply([Manage(by, person.id), *effects], at)
        await self.scrub()
        touched = (
            one.referral if isinstance(one, ChangeReferral) else one.inquiry
            for one in effects
            if isinstance(one, ChangeReferral | ChangeInquiry)
        )
        return tuple(one.code for one in touched)

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

    @property
    def schema(self) -> str:
        """The version of the tables that this program wants."""
        return migrate.wanted()

    async def agree(self) -> str:
        """Return the version of tables that this program can use as they are; see migrate.agree."""
        return await migrate.agree(self.engine)

    async def standing(self) -> tuple[str, migrate.Standing]:
        """Return the version of the tables, and how they stand to this program. Raises StoreFault."""
        return await migrate.standing(self.engine)

    async def state(self) -> tuple[str | None, str, dt.datetime | None]:
        """Return the database's version, the wanted one, and its server's clock. Raises StoreFault.

        A newer one that serves this program, too, counts as the wanted one.
        SQLite has no server: it reads the clock of this machine, which is no other one.
        """
        found, wanted = await migrate.version(self.engine)
        if found != wanted and (await self.standing())[1] is not migrate.Standing.SERVES:
            return found, wanted, None
        async with transaction(self.engine) as connection:  # to write is what it is needed for
            clock = (await connection.execute(sa.select(sa.func.current_timestamp()))).scalar()
        return wanted, wanted, None if self.engine.dialect.name == "sqlite" else clock

    async def listen(self, heard: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
        """Call `heard` whenever another replica has written news, until `stop`; see news_bell."""
        await news_bell.listen(self._url, heard, stop)

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

    @property
    def pooler(self) -> bool:
        """Whether the database's address says that a pooler is in between."""
        return POOLER in sa.make_url(self._url).query

    async def is_pooled(self) -> bool:
        """Tell whether somebody stands between us and PostgreSQL; see database.is_pooled."""
        async with transaction(self.engine, reading=True) as connection:
            return await is_pooled(connection)

    async def copies(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return when the database was copied last, by us and by its server's archive."""
        async with transaction(self.engine, reading=True) as connection:
            return await newest.copies(connection)

    async def off(self) -> Off | None:
        """Return since when and why the service is switched off, None while it is on."""
        async with transaction(self.engine, reading=True) as connection:
            return await off_switch.read(connection)

    async def trust_clock(self, at: dt.datetime) -> None:
        """Believe the clock, however far it leapt: somebody looked at it."""
        await self.apply([TrustClock()], at)

    async def orphaned(self) -> tuple[OrphanedCase, ...]:
        """Return what is open and points to a post or service that is not in the directory."""
        return orphaned(await self._open(), self._directory)

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

    async def verify_audit(self, noted: Head | None = None) -> tuple[int, tuple[ChainFault, ...]]:
        """Return how many entries the audit trail has, and what is wrong with it; see audit_chain.Chain."""
        chain = Chain(noted)
        async with transaction(self.engine, reading=True) as connection:
            async for entry in trail.entries(connection):
                chain.take(entry)
            return chain.count, chain.end(await trail.head(connection))

    async def end_expired(self, now: dt.datetime) -> int:
        """Let go everybody whose last day is over; return how many it were."""
        async with transaction(self.engine, reading=True) as connection:
            over = await staff.expired(connection, now.date())
        return sum([await self._end_access(person, now) for person in over])

    async def _end_access(self, person: str, now: dt.datetime) -> bool:
        """Let one go whose last day is over; tell whether it was not done yet, here or in another replica."""
        known = None
        with suppress(InHand):
            async with self.sweep_unit() as unit:
                known = await unit.expired(person, now.date())
                if known is not None:
                    await unit.apply([Manage("", person), *await self.leaving(known, now)], now)
                    await unit.commit()
        await self.scrub()
        return known is not None

    async def set_away(self, post: str, first_day: dt.date, last_day: dt.date) -> None:
        """Record that the holder of a post is away from the first to the last day, both included."""
        away = SetAbsence("", post, Absence(first_day, last_day), first_day)
        await self.apply([away, Audit("", AuditAction.AWAY, post)], dt.datetime.now(dt.UTC))

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

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
