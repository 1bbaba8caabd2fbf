"""kill -9 for the sweeping worker, over and over under load: nothing lost, nothing doubled."""

from __future__ import annotations

import asyncio
import datetime as dt
import multiprocessing
import random
import time
from collections import Counter
from multiprocessing.context import ForkServerContext, ForkServerProcess

import pytest
import sqlalchemy as sa

from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import OpenReferral
from bot.storage.database import transaction
from bot.storage.schema import tables
from bot.storage.store import Store
from tests.deep import chance_of, deep
from tests.delivery.making import JONAS, KARI, METTE, ids, know
from tests.domain.making import consent, directory, referral
from tests.fakes.smtp import FakeSmtpServer
from tests.process.sweep_worker import NoonClock, work

KILLS = deep(30, 100)
"""On each of the two databases, in each of two tests."""

EACH = 6
"""Notices that are written for each life of a worker, with one referral that is overdue in three ways."""

LONGEST_LIFE_S = 0.22
HANGS_S = 600
"""What was not told after this long is lost, however busy the machine is."""

READERS = tuple(Person(f"c{n}", Role.CLINICIAN, service="oyane-dps-allmenn") for n in range(6))
REMINDED = {"reminder.not_opened": 1, "reminder.supervisor": 1, "reminder.coordinator": 1}


def fork_server() -> ForkServerContext:
    """Return what starts processes that have everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.process.sweep_worker"])
    return context


async def load(store: Store, clock: NoonClock, round_: int, chance: random.Random) -> int:
    """Write notices to some readers, and a referral that nobody opened for a month; return how many rows."""
    now = clock.now()
    sent = now - dt.timedelta(days=30)
    code = f"IPS-{round_:04}"
    given = consent(given_on=sent.date(), recorded_at=sent)
    written = [
        Notify(NoticeKind.CANCEL, {"code": code}, person=r.id) for r in chance.choices(READERS, k=EACH)
    ]
    async with store.unit() as unit:
        await unit.apply([OpenReferral(referral(code=code, at=sent, consent=given)), *written], now)
        await unit.commit()
    return len(written)


async def killed(process: ForkServerProcess, after_s: float) -> None:
    """Let a worker live for a while, then kill it."""
    await asyncio.sleep(after_s)
    process.kill()
    await asyncio.to_thread(process.join)
    assert process.exitcode == -9, "it ended by itself"


async def waiting(store: Store) -> int:
    """Return how many notices nobody has received yet."""
    open_rows = sa.select(sa.func.count()).where(tables.outbox.c.delivered_at.is_(None))
    async with transaction(store.engine, reading=True) as connection:
        return int((await connection.execute(open_rows)).scalar_one())


async def until_all_is_told(store: Store, seconds: float) -> None:
    """Wait until no notice waits."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if await waiting(store) == 0:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{await waiting(store)} notices were lost")


@pytest.mark.parametrize("part", [11, 12])
async def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    address: str, counted: list[str], part: int
) -> None:
    """Killed at any moment: each notice and each reminder reaches its reader once, in order."""
    began, start = dt.datetime.now(dt.UTC), time.monotonic()
    clock, chance, context = NoonClock(began), chance_of(part), fork_server()
    store = Store(address, directory())
    await know(store, *READERS, JONAS, METTE, KARI)
    written = busy = 0
    async with FakeSmtpServer() as office:
        for round_ in range(KILLS):
            process = context.Process(target=work, args=(address, office.port, began), daemon=True)
            process.start()
            life = asyncio.create_task(killed(process, chance.uniform(0, LONGEST_LIFE_S)))
            try:
                written += await load(store, clock, round_, chance)
            except StoreFault as fault:
                raise AssertionError(f"a dead worker held the store: {fault}") from fault
            await life
            busy += await waiting(store) > 0
        last = context.Process(target=work, args=(address, office.port, began), daemon=True)
        last.start()
        await asyncio.sleep(0.3)
        await until_all_is_told(store, HANGS_S)
        last.kill()
        last.join()
        readers = [person.id for person in (*READERS, JONAS, METTE, KARI)]
        for reader in readers:
            assert office.ids(f"{reader}@") == await ids(store, reader), f"{reader} got another order"
    rows = await store.rows("outbox")
    await store.close()
    said = Counter((row["text_key"], row["places"]["code"]) for row in rows if row["key"])
    assert busy > KILLS / 2, "the workers had too little to do"
    assert said == Counter((key, f"IPS-{n:04}") for key in REMINDED for n in range(KILLS))
    assert len(rows) == written + len(said) == len(office.ids())
    again = len(office.letters) - len(office.ids())
    kind = address.partition("+")[0]
    counted.append(
        f"sweep on {kind}: {KILLS} kills ({busy} with work left) in {time.monotonic() - start:.0f} s; "
        f"{len(rows)} notices ({len(said)} reminders), {len(rows)} read once, 0 lost, 0 doubled; "
        f"{again} letters came again under the same Message-ID"
    )
