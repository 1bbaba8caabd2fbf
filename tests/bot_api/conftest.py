"""A server, a person who has begun to write, a clock that tests move, and a way to ask the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest

from tests.fakes.bot_api import BotApi, User

Ask = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        """Return the seconds now."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """The server's clock."""
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotApi]:
    """A fake Bot API server that repeats posts quickly."""
    async with BotApi(now=clock, pause=0.01) as server:
        yield server


@pytest.fixture
def anna(api: BotApi) -> User:
    """A person with whom the bot can speak."""
    user = api.user("Anna")
    user.starts()
    return user


@pytest.fixture
async def ask(api: BotApi) -> AsyncIterator[Ask]:
    """Call a method with parameters as JSON and return the answer's JSON."""
    async with httpx.AsyncClient(base_url=f"{api.url}/bot{api.token}/", timeout=30) as client:

        async def asked(method: str, **parameters: Any) -> dict[str, Any]:
            answer = await client.post(method, json=parameters)
            assert answer.status_code == answer.json().get("error_code", 200)
            return dict(answer.json())

        yield asked
