"""The webhook: only Telegram gets in, and nothing that is sent breaks anything."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.telegram import Telegram, TelegramSettings, webhook
from bot.channels.telegram import open as open_channel
from bot.channels.telegram.webhook import MOST_BYTES, PATH
from tests.channels.telegram.house import Ears
from tests.channels.telegram.updates import message
from tests.fakes.bot_api import BotApi
from tests.handlers.talk import knowledge

SECRET = "geheim_-1"
NAME = b"x-telegram-bot-api-secret-token"
GOOD = (NAME, SECRET.encode())


@pytest.fixture
async def channel(settings: TelegramSettings) -> AsyncIterator[Telegram]:
    """A channel that updates are sent to, with ears."""
    hooked = replace(settings, mode="webhook", secret=SECRET, base_url="http://127.0.0.1:1")
    made = open_channel(hooked, Ears(), knowledge().base.words)
    yield made
    await made.close()


@pytest.fixture
async def client(channel: Telegram) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who sends to the route."""
    app = FastAPI()
    assert channel.router is not None
    app.include_router(channel.router)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as sender:
        yield sender


def ears(channel: Telegram) -> Ears:
    """Return what listens behind the channel."""
    gateway = channel.intake._reception
    assert isinstance(gateway, Ears)
    return gateway


async def test_an_update_arrives(client: httpx.AsyncClient, channel: Telegram) -> None:
    """With the secret an update is taken, and acknowledged after that."""
    answer = await client.post(PATH, json=message(text="hei æøå"), headers=[GOOD])
    assert answer.status_code == 200
    assert ears(channel).texts == ["hei æøå"]


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(NAME, b"")],
        [(NAME, b"feil")],
        [(NAME, "gehéim_-1".encode())],
        [(NAME, b"\xff\xfe\x00")],
        [(NAME, GOOD[1] + b"x")],
        [(NAME, b"x"), GOOD],
        [(b"authorization", GOOD[1])],
    ],
)
async def test_without_the_secret_nothing(
    client: httpx.AsyncClient, channel: Telegram, headers: list[tuple[bytes, bytes]]
) -> None:
    """A missing, wrong or non-ASCII secret is 401, whatever the body; nothing is taken."""
    for body in (json.dumps(message(text="hei")).encode(), b"{", b"x" * (MOST_BYTES + 1)):
        assert (await client.post(PATH, content=body, headers=headers)).status_code == 401
    assert ears(channel).heard == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"1",
        b'"update_id"',
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": null}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 5000 + b"}",
    ],
    ids=range(12),
)
async def test_what_is_no_update(client: httpx.AsyncClient, channel: Telegram, body: bytes) -> None:
    """Malformed JSON, and JSON that is no update, is 400."""
    assert (await client.post(PATH, content=body, headers=[GOOD])).status_code == 400
    assert ears(channel).heard == []


async def test_too_large(client: httpx.AsyncClient, channel: Telegram) -> None:
    """A body that is too large is 413, whether its length was said or not."""
    big = message(text="x" * (MOST_BYTES + 1))

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 1000 + 2):
            yield b"x" * 1000

    assert (await client.post(PATH, json=big, headers=[GOOD])).status_code == 413
    assert (await client.post(PATH, content=parts(), headers=[GOOD])).status_code == 413
    assert ears(channel).heard == []


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "shipping_query": {"id": "1"}},
        {"update_id": 1, "message": "hei"},
        {"update_id": 1, "message": {"chat": [], "from": 3}},
        {"update_id": 1, "callback_query": {"id": ["x"], "data": {}}},
        message(text="hei", chat={"id": 1, "type": "channel"}),
        {"update_id": True, "message": {}},
    ],
)
async def test_what_means_nothing_is_acknowledged(
    client: httpx.AsyncClient, channel: Telegram, update: dict[str, object]
) -> None:
    """An update that is not for us, or that nobody understands, is 200: it must not come again."""
    assert (await client.post(PATH, json=update, headers=[GOOD])).status_code == 200
    assert ears(channel).heard == []


async def test_what_could_not_be_written_comes_again(client: httpx.AsyncClient, channel: Telegram) -> None:
    """503 while nothing can be written, or while the program fails; a broken update is let go in the end."""
    listening = ears(channel)
    listening.refuses = 1
    assert (await client.post(PATH, json=message(text="hei"), headers=[GOOD])).status_code == 503
    assert (await client.post(PATH, json=message(text="hei"), headers=[GOOD])).status_code == 200
    listening.raises = [RuntimeError("x")] * 9
    codes = [
        (await client.post(PATH, json=message(2, text="a"), headers=[GOOD])).status_code for _ in range(5)
    ]
    assert codes == [503] * 4 + [200]
    assert listening.texts == ["hei"]


async def test_while_the_bot_api_is_away(
    client: httpx.AsyncClient, server: BotApi, channel: Telegram
) -> None:
    """Before the bot knows its own name it can take nothing in: 503, and Telegram sends it again."""
    await server.stop()
    assert (await client.post(PATH, json=message(text="hei"), headers=[GOOD])).status_code == 503
    assert ears(channel).heard == []


async def test_other_methods(client: httpx.AsyncClient) -> None:
    """Only POST is answered."""
    assert (await client.get(PATH, headers=[GOOD])).status_code == 405


async def test_a_body_that_drips_is_given_up(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even whoever knows the secret may hold a connection with a body that never ends."""

    async def drips() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(60)

    monkeypatch.setattr(webhook, "LASTS_S", 0.05)
    answer = await client.post(PATH, content=drips(), headers=[GOOD])
    assert (answer.status_code, answer.headers["connection"]) == (408, "close")
