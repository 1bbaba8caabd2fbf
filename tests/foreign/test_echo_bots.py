"""The fake Bot API is checked by bots that know nothing of it: aiogram, python-telegram-bot and grammY."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.fakes.bot_api import TOKEN, BotApi, User

HERE = Path(__file__).parent
SECRET = "s3cret_of-the-webhook"
CLIENTS = ["aiogram", "ptb", "grammy"]


def command(client: str) -> list[str]:
    """Return how a client's echo bot is run."""
    if client != "grammy":
        return [sys.executable, str(HERE / f"{client}_echo.py")]
    node = shutil.which("node")
    assert node, "node is not installed: it runs the echo bot on grammY (apt-get install nodejs npm)"
    assert (HERE / "node_modules/grammy").is_dir(), "grammY is not installed: run `npm ci` in tests/foreign"
    return [node, str(HERE / "echo.mjs")]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def texts(person: User) -> list[str]:
    """Return what the bot has said, sorted: aiogram answers several updates at once."""
    return sorted(shown.text for shown in person.screen if shown.by_bot)


@asynccontextmanager
async def running(
    client: str, url: str, by_webhook: bool, token: str = TOKEN
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run an echo bot until the end of the block."""
    way = [str(free_port()), SECRET] if by_webhook else []
    process = await asyncio.create_subprocess_exec(*command(client), token, url, *way)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A fake Bot API server that repeats posts quickly."""
    async with BotApi(pause=0.02) as server:
        yield server


@pytest.mark.parametrize("by_webhook", [False, True], ids=["polling", "webhook"])
@pytest.mark.parametrize("client", CLIENTS)
async def test_echo_bot_works(client: str, by_webhook: bool, api: BotApi) -> None:
    """A bot made with a common library answers, formats, shows buttons, and takes a press."""
    anna = api.user("Anna")
    async with running(client, api.url, by_webhook):
        anna.starts()
        greeting = await anna.sees("Hei der", 40)
        assert greeting.marks == (("bold", "der"),)
        assert greeting.labels == ("Ja", "Nei")
        press = anna.presses("Ja")
        chosen = await anna.sees("Du valgte yes")
        assert (chosen.id, chosen.labels, chosen.edited) == (greeting.id, (), True)
        assert (press.answered, press.text) == (True, "OK")
        said = ["æøå", "𝓝𝓸𝓻 🇳🇴", "<b>&amp;</b>", "x" * 4096]
        for text in said:
            anna.says(text)
        await anna.until(lambda: set(texts(anna)) == {chosen.text, *said})
        await api.idle()
    assert bool(api.webhook.url) is by_webhook
    assert {call.status for call in api.calls} <= {0, 200}


@pytest.mark.parametrize("client", CLIENTS)
async def test_echo_bot_by_webhook_gets_what_was_refused_again(client: str, api: BotApi) -> None:
    """What was written while the webhook did not answer comes afterwards, and once."""
    anna = api.user("Anna")
    async with running(client, api.url, by_webhook=True):
        await anna.until(lambda: bool(api.webhook.url), 40)
        address, api.webhook.url = api.webhook.url, f"http://127.0.0.1:{free_port()}/"
        for text in ("en", "to", "tre"):
            anna.says(text)
        await anna.until(lambda: len(api.webhook.posts) > 2)
        assert api.webhook.error == "Connection refused"
        api.webhook.url = address
        await api.idle()
        await anna.until(lambda: texts(anna) == ["en", "to", "tre"])


@pytest.mark.parametrize("client", CLIENTS)
async def test_echo_bot_stays_out_with_a_wrong_token(client: str, api: BotApi) -> None:
    """A bot with a wrong token is refused with 401, and its library gives up."""
    async with running(client, api.url, by_webhook=False, token=f"{TOKEN[:-1]}c") as process:
        assert await asyncio.wait_for(process.wait(), 40) != 0
    assert {call.status for call in api.calls} == {401}
