"""The stream of news: at once, once, and again for whoever was away."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.channels.web.routes.news import start_after, stream
from bot.domain.message.message import Reply
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from tests.fakes.desk import MemoryDesk

JONAS = Person("jonas", Role.JOB_SPECIALIST)


class Reader:
    """Reads a stream as a browser would."""

    def __init__(self, desk: MemoryDesk, after: int = 0, heartbeat: float = 5.0) -> None:
        self.closing = asyncio.Event()
        self.counted = 0
        self._stream = stream(desk, JONAS, after, heartbeat, self.closing, self._count)

    def _count(self) -> None:
        self.counted += 1

    async def event(self) -> str:
        """Return the next event that is no heartbeat."""
        while True:
            text = await asyncio.wait_for(anext(self._stream), 2)
            if not text.startswith(":"):
                return text

    async def line(self) -> str:
        """Return whatever comes next."""
        return await asyncio.wait_for(anext(self._stream), 2)


async def test_news_comes_at_once_with_its_number() -> None:
    """A notice that is sent while the stream waits arrives without waiting for the heartbeat."""
    desk = MemoryDesk()
    reader = Reader(desk, heartbeat=60)
    waiting = asyncio.create_task(reader.event())
    await asyncio.sleep(0.05)
    await desk.tell("jonas", Reply("Ny henvisning <b>IPS-7K3F</b>\nlinje to"))
    number, data, *_ = (await waiting).split("\n")
    assert number == "id: 1"
    assert (
        json.loads(data.removeprefix("data: "))["reply"]["text"] == "Ny henvisning <b>IPS-7K3F</b>\nlinje to"
    )
    assert reader.counted == 1


async def test_only_ones_own_news_after_the_last_seen() -> None:
    """Whoever was away gets what was missed, oldest first, and nothing of others."""
    desk = MemoryDesk()
    for person, text in (("jonas", "1"), ("anna", "2"), ("jonas", "3"), ("jonas", "4")):
        await desk.tell(person, Reply(text))
    reader = Reader(desk, after=1)
    assert [(await reader.event()).split("\n")[0] for _ in range(2)] == ["id: 3", "id: 4"]


async def test_a_number_of_another_database_counts_for_nothing() -> None:
    """A browser that saw number 57 of a database that is gone still gets the news of the new one."""
    desk = MemoryDesk()
    await desk.tell("jonas", Reply("ny"))
    assert (await Reader(desk, after=57).event()).startswith("id: 1\n")


async def test_silence_is_broken_by_heartbeats() -> None:
    """The first line comes at once, and then one each heartbeat."""
    reader = Reader(MemoryDesk(), heartbeat=0.02)
    assert [await reader.line() for _ in range(3)] == [": still here\n\n"] * 3


async def test_the_stream_ends_when_the_server_closes() -> None:
    """A waiting stream does not hold a server that stops."""
    reader = Reader(MemoryDesk(), heartbeat=60)
    await reader.line()
    waiting = asyncio.create_task(reader.line())
    await asyncio.sleep(0.05)
    reader.closing.set()
    await waiting
    with pytest.raises(StopAsyncIteration):
        await reader.line()


async def test_a_lost_store_ends_the_stream() -> None:
    """The page then comes again later; the stream does not spin."""
    desk = MemoryDesk()
    reader = Reader(desk)
    await reader.line()
    desk.broken = True
    with pytest.raises(StoreFault):
        await reader.line()


@pytest.mark.parametrize(
    ("header", "query", "after"),
    [
        ("5", "3", 5),
        (None, "3", 3),
        ("", "3", 3),
        (None, None, 0),
        ("-1", "x", 0),
        ("٣", None, 0),
        (None, "9" * 19, 2**63 - 1),
        ("9" * 400, None, 0),
    ],
)
def test_where_the_stream_begins(header: str | None, query: str | None, after: int) -> None:
    """Last-Event-ID beats the query; nonsense is the beginning."""
    assert start_after(header, query) == after
