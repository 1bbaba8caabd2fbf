"""Several replicas on one PostgreSQL: what one has in hand the others pass by, and nobody waits for it."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.domain.message.chat import Address, Operation
from bot.domain.turn.outcome import Admit, OpenReferral
from bot.storage.database import _SWEEP, open_engine, transaction
from bot.storage.outbox import messages
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.contracts.store.people.test_staff import OLA
from tests.delivery.making import ANNA, JONAS, KARI, METTE, know, sweep_over
from tests.domain.making import NOW, consent, directory, referral
from tests.fakes.databases import sqlite_file
from tests.fakes.held import held_up
from tests.fakes.postgres import Postgres

MONDAY = NOW + dt.timedelta(days=2)
"""Somebody is at work."""

LATE = NOW - dt.timedelta(days=30)
LEASE = NOW + dt.timedelta(minutes=1)
ROWS = 40


@pytest.fixture
def kind() -> str:
    """PostgreSQL: SQLite has one writer by nature."""
    return "postgres"


@asynccontextmanager
async def locked(address: str, *statements: str) -> AsyncIterator[None]:
    """Hold what these statements lock, in a connection of another program."""
    engine = open_engine(address)
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(sa.text(statement))
        yield
        await connection.rollback()
    await engine.dispose()


async def posted(store: Store, count: int) -> list[int]:
    """Put so many messages into the post, each for a chat of its own; return their numbers."""
    p = tables.outbound
    rows = [messages.row(Address("telegram", str(n)), Operation.SAY, NOW) for n in range(count)]
    async with transaction(store.engine) as connection:
        await connection.execute(p.insert(), rows)
        await connection.commit()
        return list((await connection.execute(sa.select(p.c.number).order_by(p.c.number))).scalars())


async def late(store: Store, count: int) -> list[str]:
    """Write referrals that nobody has opened for a month; return their codes."""
    await know(store, ANNA, JONAS, METTE, KARI)
    given = consent(given_on=LATE.date(), recorded_at=LATE)
    codes = [f"IPS-{number:04}" for number in range(count)]
    await store.apply([OpenReferral(referral(code=code, at=LATE, consent=given)) for code in codes], NOW)
    return codes


async def reminded(store: Store) -> Counter[str]:
    """Return how many reminders each referral has."""
    return Counter(row["places"]["code"] for row in await store.rows("outbox") if row["key"])


async def test_a_message_in_another_hand_is_passed_by(store: Store, address: str) -> None:
    """A locked row is left at once, the next is taken; and nobody stands before the lock of the writers."""
    first, second = await posted(store, 2)
    own = f"SELECT number FROM {tables.outbound.name} WHERE number = {first} FOR UPDATE"
    async with locked(address, own), held_up(address), asyncio.timeout(60):
        assert await store.outbox_store.take(first, NOW, LEASE) is None
        assert await store.outbox_store.take(second, NOW, LEASE)
    assert await store.outbox_store.take(first, NOW, LEASE)


async def test_many_hands_take_each_message_once(store: Store, address: str) -> None:
    """Four replicas take whatever is due at the same time."""
    numbers = await posted(store, ROWS)
    replicas = [Store(address, directory()) for _ in range(4)]
    tries = [one.outbox_store.take(number, NOW, LEASE) for number in numbers for one in replicas]
    taken = [found for found in await asyncio.gather(*tries) if found]
    assert sorted(one.outbound.number for one in taken) == numbers
    assert {one.outbound.tries for one in taken} == {1}
    for one in replicas:
        await one.close()


async def test_a_sweep_leaves_to_the_other_what_it_has_in_hand(store: Store, address: str) -> None:
    """Its round comes to an end although the other stands before the writers' lock, and it writes nothing."""
    codes = await late(store, 3)
    sweep = sweep_over(store, StandingClock(MONDAY))
    async with locked(address, f"SELECT pg_advisory_xact_lock({_SWEEP})"), held_up(address):
        async with asyncio.timeout(60):
            await sweep.once()
        assert not await reminded(store)
        assert sweep.overdue == 0, "what was not looked at is not counted"
    await sweep.once()
    assert await reminded(store) == Counter(dict.fromkeys(codes, 3))
    assert sweep.overdue == len(codes)


async def test_a_locked_referral_holds_up_no_other(store: Store, address: str) -> None:
    """Somebody's own tool holds one: the others are reminded of, and it is in the next round."""
    codes = await late(store, 3)
    sweep = sweep_over(store, StandingClock(MONDAY))
    own = f"SELECT code FROM {tables.referral.name} WHERE code = '{codes[1]}' FOR UPDATE"
    async with locked(address, own):
        await sweep.once()
        assert set(await reminded(store)) == {codes[0], codes[2]}
    await sweep.once()
    assert set(await reminded(store)) == set(codes)


async def ended_twice(address: str) -> None:
    """Let two replicas end the same access at the same moment, three times over."""
    first, second = Store(address, directory()), Store(address, directory())
    await know(first, METTE, ANNA)
    await first.apply([OpenReferral(referral())], NOW)
    over = [replace(OLA, until=NOW.date()), replace(OLA, person="anna", post=None, service=ANNA.service)]
    over[1] = replace(over[1], role=ANNA.role, until=NOW.date())
    await first.apply([Admit(one) for one in over], NOW)
    later = NOW + dt.timedelta(days=1)
    counts = [await asyncio.gather(*(one.end_expired(later) for one in (first, second))) for _ in range(3)]
    assert sum(map(sum, counts)) == len(over)
    ended = Counter(row["action"] for row in await first.rows("audit"))
    assert ended["person.retired"] == len(over)
    told = [row["text_key"] for row in await first.rows("outbox")]
    assert told.count("notice.author_left") == 1
    await first.close()
    await second.close()


async def test_an_access_that_is_over_ends_once(postgres: Postgres, tmp_path: object) -> None:
    """Whoever comes second looks again, and finds that it is done: one entry, one notice."""
    await ended_twice(postgres.fresh())


async def test_an_access_that_is_over_ends_once_on_sqlite(tmp_path: object) -> None:
    """The same where there is one writer by nature."""
    await ended_twice(sqlite_file(tmp_path / "ips.sqlite"))  # type: ignore[operator]
