"""Asked to stop (SIGTERM) in the middle of a turn: it is answered, or another takes it; nothing is twice."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.kills.replicas import Replica
from bot.storage.store import Store
from tests.channels.teams.test_killed import answers_at
from tests.channels.telegram.test_killed import COMMANDS, _once, answers
from tests.domain.making import directory
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.held import held_up
from tests.fakes.postgres import Postgres
from tests.process.people import TYPED
from tests.process.program import running, sqlite

LONG_S = 120
LAST = len(TYPED) - 1


class Stopped(Replica):
    """A replica that is asked to stop, and says how it ended."""

    def ask(self) -> None:
        """Ask it as a platform does."""
        self._process.send_signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait for its end; return its exit code."""
        return await asyncio.to_thread(self._process.wait, LONG_S)


@dataclass
class Browser:
    """Anna's page at some replica."""

    replica: Replica

    async def says(self, number: int) -> httpx.Response:
        """Send one line of the referral under its id."""
        base = f"http://127.0.0.1:{self.replica.port}"
        async with httpx.AsyncClient(base_url=base, timeout=LONG_S, headers={"origin": base}) as web:
            await web.post("/login", data={"person": "anna"})
            turn = {"update": f"anna-stop-{number:04}", "say": TYPED[number]}
            return await web.post("/u/anna/api/turn", json=turn)


@asynccontextmanager
async def started(address: str, folder: Path) -> AsyncIterator[Stopped]:
    """Yield a replica that takes turns; whatever is left of it at the end is killed."""
    one = Stopped(address, folder, {}, chats=False)
    try:
        async with asyncio.timeout(LONG_S):
            while not await asyncio.to_thread(one.listens):
                await asyncio.sleep(0.1)
        yield one
    finally:
        await asyncio.to_thread(one.kill)


async def sent_once(address: str) -> str:
    """See that there is one referral, with one entry in the trail and one notice for the post."""
    store = Store(address, directory())
    (referral,) = await store.all_referrals()
    opened = [row for row in await store.rows("audit") if row["action"] == "referral.open"]
    told = [row for row in await store.rows("outbox") if row["text_key"] == "notice.requested"]
    await store.close()
    assert [row["thing"] for row in opened] == [referral.code]
    assert [row["places"]["code"] for row in told] == [referral.code]
    return referral.code


def record(answer: httpx.Response) -> str:
    """Return the text for the record that a turn was answered with."""
    said: list[dict[str, Any]] = answer.json()["replies"]
    return next(str(reply["record"]) for reply in said if reply.get("record"))


async def test_a_turn_under_way_is_answered(postgres: Postgres, tmp_path: Path) -> None:
    """The referral is on its way when the stop comes: nothing new is taken, this is answered, it ends."""
    address = postgres.fresh()
    async with started(address, tmp_path) as replica:
        browser = Browser(replica)
        for number in range(LAST):
            assert (await browser.says(number)).status_code == 200
        async with held_up(address) as lock:
            sending = asyncio.create_task(browser.says(LAST))
            await lock.until_waiting(1)
            replica.ask()
            async with asyncio.timeout(LONG_S):
                while answers_at(replica.port):
                    await asyncio.sleep(0.01)
            await lock.let_go()
            answer = await sending
        assert answer.status_code == 200, answer.text
        assert await replica.ended() == 0
    assert await sent_once(address) in record(answer)


async def test_a_turn_that_cannot_be_waited_for_is_taken_by_another(
    postgres: Postgres, tmp_path: Path
) -> None:
    """The database stands still for longer than a stop may take: it ends all the same; the page goes on."""
    address = postgres.fresh()
    async with started(address, tmp_path) as replica, started(address, tmp_path) as other:
        browser = Browser(replica)
        for number in range(LAST):
            assert (await browser.says(number)).status_code == 200
        async with held_up(address) as lock:
            sending = asyncio.create_task(browser.says(LAST))
            await lock.until_waiting(1)
            replica.ask()
            (answer,) = await asyncio.gather(sending, return_exceptions=True)
            assert not isinstance(answer, httpx.Response) or answer.status_code == 503
            assert await replica.ended() == 0
        browser.replica = other
        again = await browser.says(LAST)
        assert again.status_code == 200, again.text
    assert await sent_once(address) in record(again)


@pytest.mark.parametrize("library", ["aiogram", "python-telegram-bot"])
async def test_in_telegram_every_update_is_answered_once(library: str, tmp_path: Path) -> None:
    """Asked to stop while people write: what it has in hand it sends, what it has not another fetches."""
    async with BotApi() as server:
        settings = {
            "IPS_DATABASE": sqlite(tmp_path / "ips.sqlite"),
            "IPS_PORT": "0",
            "IPS_TELEGRAM_TOKEN": TOKEN,
            "IPS_TELEGRAM_API": server.url,
            "IPS_TELEGRAM_LIBRARY": library,
        }
        anna = server.user()
        wanted: list[str] = []
        for stop in ("fetched", "sent", ""):
            process = running("run", folder=tmp_path, settings=settings)
            await anna.until(lambda: server.polling, 60)
            fetched, said = len(server.called("getUpdates")), len(answers(anna))
            for command in COMMANDS:
                anna.says(command)
                wanted.append(command)
            if stop == "fetched":
                await anna.until(lambda fetched=fetched: len(server.called("getUpdates")) > fetched, 60)  # type: ignore[misc]
            elif stop == "sent":
                await anna.until(lambda said=said: len(answers(anna)) > said, 60)  # type: ignore[misc]
            else:
                await anna.until(lambda: _once(answers(anna), wanted) is not None, 90)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, LONG_S) == 0
        assert _once(answers(anna), wanted) == 0
