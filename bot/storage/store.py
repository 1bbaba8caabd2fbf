"""The store as the rest of the house sees it: records, staff, and whether the database serves."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable

import sqlalchemy as sa
import structlog

from bot.domain.organisation.directory import Directory
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import (
    TrustClock,
)
from bot.storage import migrate, news_bell
from bot.storage.backup import newest
from bot.storage.database import POOLER, file_of, is_pooled, refusals, transaction
from bot.storage.outbox.store import SqlOutboxStore
from bot.storage.records import RecordStore
from bot.storage.repositories.operation import off_switch, seen_clock
from bot.storage.schema import tables
from bot.storage.staffing import StaffStore
from bot.storage.units.accounts import SqlAccounts
from bot.storage.units.replicas import SqlReplicas
from bot.storage.units.sign_ins import SqlSignIns

READY_S = 2.0
"""How long a trial to write may take until the store counts as not ready, in seconds."""

WRITES = {"sqlite": "PRAGMA user_version = 1", "postgresql": "SELECT pg_current_xact_id()"}
"""What really writes, and leaves no trace: nothing of ours reads it."""

log = structlog.get_logger()


class Store(StaffStore, RecordStore):
    """See OpenStore."""

    def __init__(self, url: str, directory: Directory, *, mails: bool = False) -> None:
        super().__init__(url, directory, mails=mails)
        self._trying: asyncio.Task[bool] | None = None
        self.accounts = SqlAccounts(self.engine, directory)
        self.sign_ins = SqlSignIns(self.engine, directory)
        self.outbox_store = SqlOutboxStore(self.engine)
        self.replicas = SqlReplicas(self.engine)

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
