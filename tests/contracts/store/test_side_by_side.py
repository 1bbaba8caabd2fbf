"""Turns of different people are written side by side where the database can; one's own stay in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa

from bot.domain.ports.store import UnitOfWork
from bot.shell.turns import Turns
from bot.storage.store import Store
from bot.storage.units.unit_of_work import SqlUnitOfWork
from tests.contracts.house import ANNA, JONAS, desk, press, say, to_summary
from tests.domain.making import directory
from tests.fakes.postgres import Postgres


class Gate:
    """Holds the first unit of one person's turn that comes, just before it commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: list[SqlUnitOfWork] = []
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        """Yield a unit; see bot.shell.turns.UnitsOfOne."""
        async with self._store.unit_of_one() as unit:
            write = unit.commit

            async def commit() -> None:
                if not self.reached.is_set():
                    self.reached.set()
                    await self.opened.wait()
                await write()

            unit.commit = commit  # type: ignore[method-assign]
            yield unit


def gated(store: Store) -> tuple[Turns, Gate]:
    """Return turns whose first unit is held, and what holds it."""
    gate, turns = Gate(store), desk(store)
    turns._units_of_one = gate
    return turns, gate


async def waiting(store: Store) -> None:
    """Return as soon as some transaction waits for a lock that another one holds."""
    query = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    async with store.engine.connect() as connection:
        while not (await connection.execute(query)).scalar():
            await asyncio.sleep(0.01)


@pytest.fixture
async def many(postgres: Postgres) -> AsyncIterator[Store]:
    """A database that can write for several at once."""
    address = postgres.fresh()
    opened = Store(address, directory())
    yield opened
    await opened.close()
    postgres.give_back(address)


async def test_two_people_are_written_at_the_same_time(many: Store) -> None:
    """While a turn of Anna's stands before its commit, in whatever replica, Jonas is answered."""
    turns, gate = gated(many)
    held = asyncio.create_task(say(turns, ANNA, "hva er ips"))
    await gate.reached.wait()
    assert (await say(desk(many), JONAS, "hva er ips")).kind == "answer"
    assert not held.done()
    gate.opened.set()
    assert (await held).kind == "answer"


async def test_what_concerns_others_does_not_wait_for_what_does_not(many: Store) -> None:
    """A referral is sent while somebody's question stands before its commit."""
    send = await to_summary(desk(many))
    turns, gate = gated(many)
    held = asyncio.create_task(say(turns, JONAS, "hva er ips"))
    await gate.reached.wait()
    await press(desk(many), ANNA, send)
    assert len(await many.all_referrals()) == 1
    gate.opened.set()
    assert (await held).kind == "answer"


async def test_own_turns_stay_in_order_over_replicas(many: Store) -> None:
    """A second turn of the same person waits in another replica, and is decided by what the first wrote."""
    await say(desk(many), ANNA, "hva er ips")
    turns, gate = gated(many)
    first = asyncio.create_task(press(turns, ANNA, "refer:"))
    await gate.reached.wait()
    second = asyncio.create_task(say(desk(many), ANNA, "ja"))
    await waiting(many)
    assert not second.done()
    gate.opened.set()
    asked = await first
    said = await second
    assert said.kind == "dialog"
    assert asked.dialog
    assert said.dialog
    assert said.dialog.answers == {asked.dialog.step: "yes"}


async def test_what_concerns_others_is_decided_alone(many: Store) -> None:
    """What a turn beside others decided about a referral is thrown away, and decided anew under the lock."""
    send = await to_summary(desk(many))
    alone = []

    class Noted(SqlUnitOfWork):
        async def commit(self) -> None:
            """See ports.UnitOfWork."""
            alone.append(self.alone)
            await super().commit()

    turns = desk(many, lambda reading: Noted(many.engine, directory(), reading=reading))
    turns._units_of_one = lambda: Noted(many.engine, directory(), alone=False)
    await press(turns, ANNA, send)
    await say(turns, ANNA, "hva er ips")
    assert alone == [True, False]
