"""A part that is down is seen by a platform, and is no reason to take the web chat away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from structlog.testing import capture_logs

from bot.channels.web import WebSettings, create
from bot.domain.message.chat import ChannelSender
from bot.domain.message.message import Surface
from bot.domain.ports.health import Finding, Pulse
from bot.services import channels
from bot.settings import read
from bot.storage.store import Store
from tests.channels.web.test_fences import ANNA, WORDS
from tests.contracts.house import StandingClock, desk
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.fakes.sender import MemorySender


@pytest.mark.parametrize("down", ["telegram", "teams", "sweep"])
async def test_what_is_down_is_said(down: str) -> None:
    """isready names it with 200; the metrics have 0 for it and 1 for the others."""
    works = {name: name != down for name in ("telegram", "teams", "sweep")}
    app = create(MemoryDesk(), WORDS, (ANNA,), WebSettings("s"), channels=lambda: works)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        ready = await client.get("/internal/isready")
        counted = (await client.get("/internal/metrics")).text
    assert (ready.status_code, ready.text.splitlines()) == (200, ["ready", f"{down} is down"])
    for name, up in works.items():
        assert f'ips_channel_up{{channel="{name}"}} {float(up)}' in counted


class Falling:
    """A channel whose own work ends in ways that nobody thought of, and works the third time."""

    surface = Surface.ALL
    router = None
    service = door = ""

    def __init__(self) -> None:
        self.sender: ChannelSender = MemorySender()
        self.pulse = Pulse()
        self.begun = 0
        self.works = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """End at once, by a fault or without a word; then work."""
        self.begun += 1
        if self.begun == 1:
            raise UnicodeDecodeError("utf-8", b"\xf8", 0, 1, "what a proxy wrote")
        if self.begun > 2:
            self.works.set()
            await stop.wait()

    async def examine(self) -> list[Finding]:
        """Nothing to say."""
        return []


async def test_a_channel_that_ends_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is logged at once, shown as down until it works, and holds up no other part."""
    monkeypatch.setattr(channels, "FIRST_PAUSE_S", 0.005)
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await store.upgrade()
    runtime = channels.channel_runtime(read(), store, desk(store), WORDS, StandingClock())
    falling, stop, seen = Falling(), asyncio.Event(), []
    runtime.add(falling)
    note = falling.pulse.ill
    falling.pulse.ill = lambda *what: (note(*what), seen.append(runtime.works()))  # type: ignore[method-assign,assignment,func-returns-value]
    with capture_logs() as logged:
        task = asyncio.create_task(runtime.run(stop))
        async with asyncio.timeout(10):
            await falling.works.wait()
        stop.set()
        await task
    await store.close()
    name = falling.sender.name
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"].count("channel ended") == 1
    assert [one[name] for one in seen] == [False, False]
    assert [one[channels.OUTBOX] for one in seen] == [True, True]
    assert runtime.works() == {name: True, channels.OUTBOX: True}
