"""The sweep over SQLite and PostgreSQL with a real mail server: refusals, lost lines, order, deputies."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from bot.delivery.retry import BY_MAIL
from bot.delivery.sweep import SweepPolicy
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import OpenReferral
from bot.storage.database import transaction
from bot.storage.schema.tables import outbound
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.delivery.making import ANNA, JONAS, KARI, LINK, METTE, ids, know, sweep_over, tell
from tests.domain.making import consent, referral
from tests.fakes.smtp import TAKEN, FakeSmtpServer

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def clock() -> StandingClock:
    """A clock that stands on a Monday at ten in Norway."""
    return StandingClock(MONDAY)


async def waiting(store: Store) -> list[tuple[str | None, str | None, str]]:
    """Return person, post and text of the notices that nobody received yet."""
    rows = await store.rows("outbox")
    return [(r["person"], r["post"], r["text_key"]) for r in rows if r["delivered_at"] is None]


async def tried(store: Store) -> int:
    """Return how often a letter was tried, all in all."""
    async with transaction(store.engine, reading=True) as connection:
        return int((await connection.execute(sa.select(sa.func.sum(outbound.c.tries)))).scalar_one())


async def test_a_letter_says_that_there_is_news_and_nothing_else(store: Store, clock: StandingClock) -> None:
    """It has the code and a link, in the reader's language, and goes to the reader alone."""
    await know(store, ANNA, JONAS)
    await tell(store, clock.at, "anna", "jonas")
    clock.at += 10 * MINUTE
    async with FakeSmtpServer() as office:
        assert await sweep_over(store, clock, office.port).once() == 2
    to_anna, to_jonas = office.letters
    assert to_anna["Subject"] == "Nytt om IPS-7K3F"
    assert to_anna.get_content().strip() == f"Nytt om IPS-7K3F: {LINK}"
    assert to_jonas.get_content().strip() == f"News about IPS-7K3F: {LINK}"
    assert [letter["To"] for letter in office.letters] == ["anna@example.org", "jonas@example.org"]
    assert office.ids() == await ids(store)
    assert await waiting(store) == []


async def test_the_chat_comes_first(store: Store, clock: StandingClock) -> None:
    """What is read in the chat in time is not sent; nor is anything to somebody without an address."""
    await know(store, ANNA, JONAS)
    await store.set_email("jonas", None)
    await tell(store, clock.at, "anna", "jonas")
    async with FakeSmtpServer() as office:
        sweep = sweep_over(store, clock, office.port)
        assert await sweep.once() == 0
        async with store.unit() as unit:
            await unit.delivered([1], clock.at)
            await unit.commit()
        clock.at += HOUR
        assert await sweep.once() == 0
    assert await waiting(store) == [("jonas", None, "notice.cancel")]


@pytest.mark.parametrize("answer", ["550 no such person", "450 later", None], ids=["5xx", "4xx", "dropped"])
@pytest.mark.parametrize("at", ["rcpt", "data"])
async def test_a_letter_that_is_not_taken_is_sent_again(
    store: Store, clock: StandingClock, at: str, answer: Any
) -> None:
    """Refused, put off or cut off: it goes out later, once for the reader, and holds nobody else up."""
    await know(store, ANNA, JONAS)
    await tell(store, clock.at, "anna", "anna", "jonas")
    clock.at += HOUR
    async with FakeSmtpServer() as office:
        setattr(office, at, lambda address: answer if address.startswith("anna") else TAKEN)
        sweep = sweep_over(store, clock, office.port)
        assert await sweep.once() == 1
        assert len(office.ids("jonas")) == 1
        setattr(office, at, lambda address: TAKEN)
        assert await sweep.once() == 0  # not at once
        clock.at += HOUR
        assert await sweep.once() == 2
    assert office.ids("anna") == await ids(store, "anna")
    assert await waiting(store) == []


async def test_tries_grow_rarer(store: Store, clock: StandingClock) -> None:
    """A server that is not there is asked at growing intervals, never more than an hour apart."""
    await know(store, ANNA)
    await tell(store, clock.at, "anna")
    async with FakeSmtpServer() as office:
        port = office.port
    sweep = sweep_over(store, clock, port, SweepPolicy(chat_first=dt.timedelta()))
    tries = []
    for _ in range(6 * 60):
        await sweep.send()
        tries.append(await tried(store))
        clock.at += MINUTE
    assert 10 <= tries[-1] <= 20
    assert 1 <= tries[-1] - tries[-121] <= 5
    async with FakeSmtpServer(port=port) as office:
        clock.at += HOUR
        assert await sweep.send() == 1
    assert office.ids() == await ids(store)


def test_waits_double_with_chance_in_them() -> None:
    """Each wait is between half and all of a time that doubles up to its bound."""
    waits = [BY_MAIL.wait(n, None, 1.0) / MINUTE for n in (1, 2, 3, 7, 5000)]
    assert waits == [1, 2, 4, 60, 60]
    assert BY_MAIL.wait(3, None, 0.0) == 2 * MINUTE


async def test_a_server_that_is_not_there_is_asked_once_a_round(store: Store, clock: StandingClock) -> None:
    """Where it lets nobody in, the letters of the others are not even tried until a while later."""
    await know(store, ANNA, JONAS, METTE)
    await tell(store, clock.at, "anna", "jonas", "mette")
    async with FakeSmtpServer() as office:
        port = office.port
    sweep = sweep_over(store, clock, port, SweepPolicy(chat_first=dt.timedelta()))
    assert await sweep.send() == 0
    assert await tried(store) == 1
    async with FakeSmtpServer(port=port) as office:
        clock.at += 2 * MINUTE
        assert await sweep.send() == 3


async def test_a_letter_that_was_read_meanwhile_is_not_sent(store: Store, clock: StandingClock) -> None:
    """Decided on and not sent yet: who reads it in the chat, or has no address any more, gets none."""
    await know(store, ANNA, JONAS)
    await tell(store, clock.at, "anna", "jonas")
    clock.at += HOUR
    async with FakeSmtpServer(rcpt=lambda address: "450 later") as office:
        sweep = sweep_over(store, clock, office.port)
        assert await sweep.send() == 0
        async with store.unit() as unit:
            await unit.delivered([1], clock.at)
            await unit.commit()
        await store.set_email("jonas", None)
        office.rcpt = lambda address: TAKEN
        clock.at += HOUR
        assert await sweep.send() == 0
    assert await waiting(store) == [("jonas", None, "notice.cancel")]


async def test_several_workers_send_a_letter_once(store: Store, clock: StandingClock) -> None:
    """Workers that run at the same moment do not send each other's letters."""
    await know(store, ANNA, JONAS, METTE)
    await tell(store, clock.at, *["anna", "jonas", "mette"] * 4)
    clock.at += HOUR
    async with FakeSmtpServer() as office:
        workers = [sweep_over(store, clock, office.port) for _ in range(4)]
        sent = await asyncio.gather(*(worker.once() for worker in workers))
    assert sum(sent) == len(office.letters) == 12
    for person in ("anna", "jonas", "mette"):
        assert office.ids(person) == await ids(store, person)


async def test_each_reminder_once_also_after_standstill(store: Store, clock: StandingClock) -> None:
    """Workers that come back after two weeks say everything that is due, once, whoever holds the post."""
    await know(store, ANNA, JONAS, METTE, KARI)
    given = consent(recorded_at=clock.at)
    await _write(store, clock, OpenReferral(referral(at=clock.at, consent=given)))
    sweep = sweep_over(store, clock)
    clock.at += 13 * DAY  # a Sunday: nobody is told
    await sweep.look()
    assert await waiting(store) == []
    clock.at += DAY
    await asyncio.gather(*(sweep_over(store, clock).look() for _ in range(4)))
    second = JONAS.__class__("jon", JONAS.role, post=JONAS.post)
    await know(store, second)
    await sweep.look()
    assert await waiting(store) == [
        ("jonas", "dps-general", "reminder.not_opened"),
        ("mette", "dps-supervisor", "reminder.supervisor"),
        ("kari", "coordinator", "reminder.coordinator"),
    ]


async def test_what_reaches_nobody_goes_to_the_deputy(store: Store, clock: StandingClock) -> None:
    """After a working day the supervisor and the coordinator know, once; it is not sent any more."""
    await know(store, ANNA, JONAS)
    given = consent(recorded_at=clock.at)
    await _write(store, clock, OpenReferral(referral(at=clock.at, consent=given)))
    await tell(store, clock.at, "anna")
    await _write(store, clock, Notify(NoticeKind.REQUESTED, {"code": "IPS-7K3F"}, post="dps-fact"))
    async with FakeSmtpServer(rcpt=lambda address: "550 no") as office:
        sweep = sweep_over(store, clock, office.port)
        clock.at += DAY - MINUTE
        await sweep.once()
        assert len(await store.rows("outbox")) == 2
        clock.at += MINUTE
        await sweep.once()
        clock.at += DAY - MINUTE
        await sweep.once()
        told = [(r["person"], r["post"], r["text_key"]) for r in await store.rows("outbox")][2:]
        assert (
            told
            == [
                (None, "coordinator", "reminder.undelivered"),
                (None, "dps-supervisor", "reminder.deputy"),
            ]
            * 2
        )
        office.rcpt = lambda address: TAKEN
        clock.at += 2 * HOUR
        await sweep.send()
        assert office.letters == []


async def test_news_for_the_coordinator_wait_for_one(store: Store, clock: StandingClock) -> None:
    """News to whoever coordinates is there for the first coordinator who comes, and for nobody else."""
    await _write(
        store,
        clock,
        Notify(NoticeKind.REMINDER_COORDINATOR, {"code": "IPS-7K3F", "team": "x"}, post="coordinator"),
    )
    async with store.unit(reading=True) as unit:
        assert [news.kind for news in await unit.news(KARI, 0)] == ["reminder.coordinator"]
        assert await unit.news(METTE, 0) == ()


async def _write(store: Store, clock: StandingClock, *effects: Any) -> None:
    async with store.unit() as unit:
        await unit.apply(effects, clock.at)
        await unit.commit()
