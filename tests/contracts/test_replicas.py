"""Several replicas over one database: who runs, who alone does something, news at once, the shared pace."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import suppress

import pytest

from bot import __version__
from bot.domain.message.pace import Limits, Pace
from bot.services import replicas as service
from bot.services.replicas import ALIVE, LEASE, ThisReplica
from bot.storage import news_bell
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk, refer
from tests.domain.making import NOW, directory
from tests.fakes.postgres import Postgres

LONG_S = 30


async def test_replicas_see_each_other(store: Store) -> None:
    """Each knows how many run and which version each is; who ends or is killed counts no longer."""
    clock = StandingClock()
    first, second = (ThisReplica(store.replicas, clock, store.schema) for _ in range(2))
    for one in (first, second, first):
        await one.look()
    assert (first.count, second.count) == (2, 2)
    assert {one.version for one in first.others} == {__version__}
    clock.at += ALIVE + dt.timedelta(seconds=1)  # the second was killed
    await first.look()
    assert first.count == 1
    await store.replicas.leave(first.id)
    assert await store.replicas.seen_since(clock.at - ALIVE) == ()


async def test_only_one_holds_a_lease(store: Store) -> None:
    """However many ask at once; it is renewed by its holder, and free when it ran out or was let go."""
    until = NOW + LEASE
    held = await asyncio.gather(*(store.replicas.hold("x", f"r{n}", NOW, until) for n in range(6)))
    assert sum(held) == 1
    holder = f"r{held.index(True)}"
    assert await store.replicas.hold("x", holder, NOW, until + LEASE)
    assert not await store.replicas.hold("x", "other", until, until + LEASE)
    later = until + LEASE + dt.timedelta(seconds=1)
    assert await store.replicas.hold("x", "other", later, later + LEASE)
    assert not await store.replicas.hold("x", holder, later, later + LEASE)
    await store.replicas.let_go("x", "other")
    assert await store.replicas.hold("x", holder, later, later + LEASE)


async def test_a_job_moves_to_another_when_its_holder_stops(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long polling does: one fetches, the other waits; when the one ends, the other begins."""
    monkeypatch.setattr(service, "RENEW_S", 0.05)
    clock, working = StandingClock(), []
    stops = [asyncio.Event(), asyncio.Event()]
    both = [ThisReplica(store.replicas, clock, "") for _ in stops]
    begun = asyncio.Condition()

    async def job(number: int, over: asyncio.Event) -> None:
        async with begun:
            working.append(number)
            begun.notify_all()
        await over.wait()

    def runs(number: int) -> asyncio.Task[None]:
        return asyncio.create_task(
            both[number].alone("telegram", lambda over: job(number, over), stops[number])
        )

    async with asyncio.timeout(LONG_S):
        jobs = [runs(0)]
        async with begun:
            await begun.wait_for(lambda: working == [0])
        jobs.append(runs(1))
        assert not await store.replicas.hold("telegram", both[1].id, clock.at, clock.at + LEASE)
        stops[0].set()
        async with begun:
            await begun.wait_for(lambda: working == [0, 1])
        stops[1].set()
        await asyncio.gather(*jobs)


def test_the_pace_is_shared() -> None:
    """Three replicas may send ten a second each where one may send thirty."""
    pace = Pace(Limits(chat_every_s=0.0, all_a_second=30))
    pace.shared_by(3)
    sent = [pace.wait(0.0, str(n)) for n in range(11)]
    assert sent[:10] == [0.0] * 10
    assert sent[10] > 0
    pace.shared_by(1)
    assert [pace.wait(0.0, f"more {n}") for n in range(20)] == [0.0] * 20


class TestTheBell:
    """News written by one replica reach a reader at another at once (PostgreSQL)."""

    async def test_a_reader_elsewhere_is_woken(self, postgres: Postgres) -> None:
        """Jonas waits at one replica; Anna refers at another. The connection of the bell is cut before."""
        address = postgres.fresh()
        here, there = Store(address, directory()), Store(address, directory())
        await there.add_people([JONAS])
        reading, stop, heard = desk(here), asyncio.Event(), asyncio.Semaphore(0)

        async def rung() -> None:
            await reading.news_came()
            heard.release()

        bell = asyncio.create_task(here.listen(rung, stop))
        async with asyncio.timeout(LONG_S):
            await heard.acquire()  # it listens
            postgres.psql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%';"
            )
            await heard.acquire()  # and again, after it was cut
            waiting = asyncio.create_task(reading.wait(JONAS, LONG_S))
            await refer(desk(there), ANNA)
            await heard.acquire()
            await waiting
        assert [one.number for one in await reading.notices(JONAS, 0)]
        stop.set()
        await bell
        for one in (here, there):
            await one.close()

    @pytest.mark.parametrize("url", ["sqlite+aiosqlite:///x", "postgresql+asyncpg://x/y?pooler=transaction"])
    async def test_without_one_it_waits(self, url: str) -> None:
        """SQLite and a pooler have none: nothing is opened, and readers look by themselves."""
        stop = asyncio.Event()

        async def never() -> None:
            raise AssertionError

        job = asyncio.create_task(news_bell.listen(url, never, stop))
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(asyncio.shield(job), 0.01)
        assert not job.done()
        stop.set()
        await job
