"""The real program is killed while people write to it in Teams: what was acknowledged is answered, once."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from tests.channels.teams.reading import read
from tests.deep import chance_of
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT, FakeTeams, TeamsUser, until
from tests.handlers.talk import say
from tests.process.fork import Forked
from tests.process.program import running, sqlite

LINES = {
    "hjelp": say("nb", "help.title"),
    "emner": say("nb", "topics.which"),
    "nullstill": say("nb", "restart.welcome"),
}
LONG_S = 90
COPIES = 10


class Post:
    """Teams' side: hands activities in to a program that may be gone, and knows which were acknowledged."""

    def __init__(self, fake: FakeTeams, port: int) -> None:
        self._fake = fake
        self._url = f"http://127.0.0.1:{port}/teams/messages"
        self.acknowledged: set[str] = set()

    async def hand_in(self, *activities: dict[str, Any]) -> None:
        """Send, one after the other; nothing is heard of one that is sent to a program that falls over."""
        headers = {"authorization": f"Bearer {self._fake.token()}"}
        async with httpx.AsyncClient(timeout=LONG_S, headers=headers) as web:
            for one in activities:
                with suppress(httpx.TransportError):
                    if (await web.post(self._url, json=one)).status_code == 200:
                        self.acknowledged.add(one["id"])


@asynccontextmanager
async def program(fake: FakeTeams, folder: Path, port: int) -> AsyncIterator[Forked]:
    """Run the program; it is killed at the end if it was not before."""
    settings = {
        "IPS_DATABASE": sqlite(folder / "ips.sqlite"),
        "IPS_PORT": "0",
        "IPS_WEBHOOK_PORT": str(port),
        "IPS_TEAMS_CLIENT_ID": CLIENT_ID,
        "IPS_TEAMS_CLIENT_SECRET": SECRET,
        "IPS_TEAMS_TENANT": TENANT,
        "IPS_RATE_PERSON": "0",  # many copies in a minute are meant here
        "FAKE_TEAMS": fake.url,
    }
    process = running("run", folder=folder, module="tests.process.impatient", settings=settings)
    try:
        await until(lambda: answers_at(port), LONG_S)
        yield process
    finally:
        process.kill()
        process.wait()


def answers_at(port: int) -> bool:
    """Tell whether somebody listens there."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
        return True
    return False


def heard(fake: FakeTeams, chat: str) -> list[str]:
    """Return which line each of the bot's messages answers, as they stand in the chat."""
    texts = [read(shown.activity).text for shown in fake.in_chat(chat)]
    return [next(line for line, mark in LINES.items() if mark in text) for text in texts]


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def test_killed_and_sent_again(fake: FakeTeams, tmp_path: Path, counted: list[str]) -> None:
    """Killed in the middle of taking, just after it, and when an answer was just sent; then copies of all.

    Each line is answered in order. An answer that was sent, but not noted yet, comes again when its
    hold is over: at most one for each kill; copies of what was taken change nothing.
    """
    anna = TeamsUser(fake, "killed-anna")
    port = free_port()
    post = Post(fake, port)
    chance = chance_of(6)
    wanted: list[dict[str, Any]] = []
    for kill in ("taking", "taken", "sent", "taking", ""):
        async with program(fake, tmp_path, port) as process:
            missed = [one for one in wanted if one["id"] not in post.acknowledged]
            wanted += (fresh := [anna.says(line) for line in LINES])
            said = len(fake.in_chat(anna.chat))
            handing_in = asyncio.create_task(post.hand_in(*missed, *fresh))
            if kill == "taking":
                await asyncio.sleep(chance.uniform(0.005, 0.08))
            elif kill == "sent":
                await until(lambda said=said: len(fake.in_chat(anna.chat)) > said, LONG_S)
            else:
                await handing_in
            if not kill:
                copies = [one for one in wanted for _ in range(COPIES)]
                chance.shuffle(copies)
                await post.hand_in(*copies)
                await until(partial(all_answered, fake, anna.chat, wanted), LONG_S)
                await asyncio.sleep(2)  # an answer too many would come now
            process.kill()
            await handing_in
    twice = _twice(heard(fake, anna.chat), wanted)
    assert twice is not None
    assert twice <= 4
    assert fake.wrong == []
    killed = f"Teams: killed 4 times, {len(wanted)} activities answered in order, {twice} answers twice"
    counted.append(f"{killed}; {COPIES * len(wanted)} copies in any order changed nothing")


def all_answered(fake: FakeTeams, chat: str, wanted: list[dict[str, Any]]) -> bool:
    """Tell whether nothing is missing any more."""
    return _twice(heard(fake, chat), wanted) is not None


def _twice(said: list[str], wanted: list[dict[str, Any]]) -> int | None:
    """Return how many answers came twice; None if one is missing or out of order."""
    lines = [one["text"] for one in wanted]
    place = repeated = 0
    for line in said:
        if place < len(lines) and line == lines[place]:
            place += 1
        elif place and line == lines[place - 1]:
            repeated += 1
        else:
            return None
    return repeated if place == len(lines) else None
