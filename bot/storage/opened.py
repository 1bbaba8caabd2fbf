"""The database, opened: its units of work, and effects as the one way to change something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.organisation.changing import applied
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person
from bot.domain.ports.store import StoreFault
from bot.domain.referral.orphaned import Open
from bot.domain.turn.outcome import (
    Effect,
)
from bot.storage.database import file_of, is_gone, open_engine, refusals, transaction
from bot.storage.repositories import inquiries, referrals
from bot.storage.schema import inquiry_tables, tables
from bot.storage.units.inbox import SqlInboxUnit
from bot.storage.units.sweep import SqlSweepUnit
from bot.storage.units.unit_of_work import SqlUnitOfWork

EVERY = 1_000_000
"""More than there will ever be: where all are read."""


class OpenStore:
    """Holds the engine. `url` is an SQLAlchemy address of SQLite or PostgreSQL.

    `mails` tells that a mail server is set: agreed talks are then put into the outbox for calendars, too.
    """

    def __init__(self, url: str, directory: Directory, *, mails: bool = False) -> None:
        self._mails = mails
        self.engine: AsyncEngine = open_engine(url)
        self._directory = directory
        self._of_file = applied(directory, ())
        self._directory_seen: tuple[int, dt.datetime | None] = (0, None)
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

    async def known(self, person: str) -> Person | None:
        """Return a person as stored, or None."""
        async with self.unit(reading=True) as unit:
            return await unit.known(person)

    async def _open(self) -> tuple[Open, ...]:
        async with transaction(self.engine, reading=True) as connection:
            found = await referrals.load(connection, tables.referral.c.is_open, EVERY)
            asked = await inquiries.load(connection, inquiry_tables.inquiry.c.is_open, EVERY)
        return (*found, *asked)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None where there is none."""
        return file_of(self.engine)

    @property
    def is_gone(self) -> bool:
        """Tell whether the database's file was moved or deleted while it was open."""
        return is_gone(self.engine)

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

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
