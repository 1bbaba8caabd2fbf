"""Danger is answered whatever has failed: the store in every way, every limit, on every channel."""

from __future__ import annotations

import asyncio
import io
import json
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from rich.console import Console

from bot.channels.play import Play, Stopwatch
from bot.channels.telegram import TelegramSettings
from bot.channels.terminal import Chat
from bot.channels.web import WebSettings, create, pages
from bot.channels.web.protection import limits
from bot.channels.web.server import Server, config
from bot.domain.message.message import Inbound, Tone
from bot.domain.message.rate_limit import Rate
from bot.domain.ports.store import FAULT
from bot.shell import turns as turns_module
from bot.storage.store import Store
from tests.channels.telegram.house import House
from tests.contracts import ruin
from tests.contracts.house import ANNA, desk, say
from tests.contracts.test_chat import Place
from tests.domain.making import directory
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.databases import sqlite_file
from tests.fakes.postgres import Postgres
from tests.handlers.talk import knowledge
from tests.handlers.talk import say as words

DANGER = "Pasienten min sier at han vil ta livet sitt nå"
WORDS = knowledge().base.words


@pytest.fixture(autouse=True)
def no_long_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test need not wait as long as a person may."""
    monkeypatch.setattr(turns_module, "URGENT_S", 0.3)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A database in a file in which Anna is known."""
    opened = Store(f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite", directory())
    await opened.upgrade()
    await say(desk(opened), ANNA, "hei")
    yield opened
    await opened.close()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Store]:
    """A database on a server that a test may stop."""
    server = Postgres(own=True)
    opened = Store(server.fresh(), directory())
    opened.server = server  # type: ignore[attr-defined]
    await opened.upgrade()
    await say(desk(opened), ANNA, "hei")
    yield opened
    await opened.close()


async def web_says(store: Store, text: str, lang: str = "nb", **limits_: Rate) -> httpx.Response:
    """Type something in the web chat as Anna, who is logged in."""
    app = create(desk(store), WORDS, (ANNA,), WebSettings("s", **limits_), directory())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        browser.headers["accept-language"] = lang
        await browser.post("/login", data={"person": "anna"})
        return await browser.post("/u/anna/api/turn", json={"update": uuid4().hex, "say": text})


def has_numbers(answer: httpx.Response) -> bool:
    """Tell whether a web answer shows the numbers for somebody who may take their life."""
    (reply,) = answer.json()["replies"]
    called = [call["number"] for call in reply["calls"]]
    return answer.status_code == 200 and called[:2] == ["113", "112"] and "116 123" in called


@pytest.mark.parametrize("way", ruin.SQLITE, ids=lambda way: way.__name__)
async def test_in_the_web_chat_with_a_broken_file(store: Store, way: ruin.Way) -> None:
    """Whatever is wrong with the file, the numbers are there; another text says that it did not work."""
    undo = await way(store)
    try:
        assert has_numbers(await web_says(store, DANGER))
    finally:
        undo()


async def test_in_the_web_chat_with_a_stopped_server(served: Store) -> None:
    """PostgreSQL is gone: the numbers are there."""
    await ruin.stopped(served)
    assert has_numbers(await web_says(served, DANGER))


@pytest.mark.parametrize("way", [ruin.read_only, ruin.corrupt], ids=lambda way: way.__name__)
async def test_what_is_no_danger_says_that_it_failed(store: Store, way: ruin.Way) -> None:
    """No number for a harmless text, and it is kept to be sent again."""
    undo = await way(store)
    answer = await web_says(store, "Hva er IPS?")
    undo()
    assert (answer.status_code, answer.json()) == (503, {"error": words("nb", "flow.fault")})


@pytest.mark.parametrize("way", [*ruin.SQLITE], ids=lambda way: way.__name__)
async def test_in_a_chat_of_somebody_elses(store: Store, way: ruin.Way) -> None:
    """The numbers go out past the post, in the language that was written; the update is to come again."""
    place = Place(store)
    await place.says("hei")
    undo = await way(store)
    assert not await place.arrives("My patient says she is going to kill herself now", update="1")
    assert not await place.arrives("My patient says she is going to kill herself now", update="1")
    undo()
    told = place.sender.texts("chat-7")[1:]
    assert told == [words("en", "danger.text")]


async def test_a_chat_that_cannot_be_reached_is_tried_again(store: Store) -> None:
    """When the numbers did not get through they are sent with the next try of the update."""
    place = Place(store)
    await place.says("hei")
    undo = await ruin.read_only(store)
    sender = place.gateway.senders.pop("telegram")
    assert not await place.arrives(DANGER, update="1")
    place.gateway.senders["telegram"] = sender
    assert not await place.arrives(DANGER, update="1")
    undo()
    assert place.sender.texts("chat-7")[1:] == [words("nb", "danger.text")]


@pytest.mark.parametrize("library", ["aiogram", "python-telegram-bot"])
async def test_in_telegram_while_the_file_is_locked(tmp_path: Path, library: str) -> None:
    """By both libraries, over the real wire, while another program holds the file."""
    async with BotApi(pause=0.01) as server:
        settings = TelegramSettings(TOKEN, library, server=server.url, referrals=True)  # type: ignore[arg-type]
        async with House(settings, sqlite_file(tmp_path / "ips.sqlite")) as house:
            house.polls()
            user = server.user()
            user.says("hei")
            await user.hears()
            undo = await ruin.locked(house.store)
            user.says(DANGER)
            shown = await user.sees("113")
            undo()
            assert shown.text.startswith("🚨")


async def test_in_the_terminal(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever writes in a terminal reads the numbers."""
    undo = await ruin.read_only(store)
    screen = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{DANGER}\n"))
    await Chat(desk(store), WORDS, ANNA, Console(file=screen, width=100)).run()
    undo()
    assert words("nb", "danger.call.113") in screen.getvalue()
    assert words("nb", "danger.call.116_123") in screen.getvalue()


async def test_in_play(store: Store) -> None:
    """Also where a tool plays lines and the database does not even say what is new."""
    turns = desk(store)

    async def nothing(_: str) -> list[dict[str, object]]:
        return []

    played = Play(turns, WORDS, Stopwatch(), nothing, turns.everybodys_notices)
    undo = await ruin.corrupt(store)
    said = await played.line(json.dumps({"as": {"id": "anna", "role": "clinician"}, "say": DANGER}))
    undo()
    assert words("nb", "danger.call.113") in said["replies"][0]["text"]


@pytest.mark.parametrize("limit", ["per_person", "per_address"])
async def test_above_a_limit(store: Store, limit: str) -> None:
    """A person or an address that comes too often is refused, but not with danger."""
    app = create(desk(store), WORDS, (ANNA,), WebSettings("s", **{limit: Rate(2, 3600)}), directory())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        await browser.post("/login", data={"person": "anna"})
        harmless = [{"update": uuid4().hex, "say": "hei"} for _ in range(4)]
        taken = [(await browser.post("/u/anna/api/turn", json=one)).status_code for one in harmless]
        assert taken[-1] == 429
        for _ in range(20):
            danger = {"update": uuid4().hex, "say": DANGER}
            assert has_numbers(await browser.post("/u/anna/api/turn", json=danger))


async def test_above_the_number_of_connections(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """While every place is taken by open streams: others are told to come again, danger and probes pass."""
    monkeypatch.setattr(limits, "MOST_AT_ONCE", 5)
    monkeypatch.setattr("bot.channels.web.protection.slow_clients.MOST_AT_ONCE", 5)
    app = create(desk(store), WORDS, (ANNA,), WebSettings("s", streams=100), directory())
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        limits_ = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=address, timeout=20, limits=limits_) as browser:
            await browser.post("/login", data={"person": "anna"})
            streams = [browser.stream("GET", "/u/anna/api/news") for _ in range(5)]
            opened = [await stream.__aenter__() for stream in streams]
            assert [one.status_code for one in opened] == [200] * 5
            assert (await browser.get("/")).status_code == 503
            harmless = {"update": uuid4().hex, "say": "hei"}
            assert (await browser.post("/u/anna/api/turn", json=harmless)).status_code == 503
            assert (await browser.get("/internal/isalive")).status_code == 200
            danger = {"update": uuid4().hex, "say": DANGER}
            assert has_numbers(await browser.post("/u/anna/api/turn", json=danger))
            for stream in streams:
                await stream.__aexit__(None, None, None)
        server.should_exit = True
        await asyncio.wait_for(task, 10)


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_the_page_has_the_numbers_when_nobody_answers(lang: str) -> None:
    """They stand in the page itself, before any script has fetched anything."""
    page = pages.chat(WORDS, lang, ANNA, directory())
    (failed,) = re.findall(r'data-failed="([^"]*)"', page)
    assert all(number in failed for number in ("113", "112", "116 123"))


async def test_an_answer_without_the_store_promises_nothing(store: Store) -> None:
    """It has no buttons, which nobody could take; a name beside the danger is taken from the page."""
    undo = await ruin.read_only(store)
    said = await desk(store).take(
        "test", "1", ANNA, Inbound("1", text="Kari Nordmann vil ta livet sitt nå, født 01.02.1990")
    )
    undo()
    (reply,) = said.replies
    assert (said.kind, said.erase, reply.tone, reply.choices) == (FAULT, True, Tone.DANGER, ())
