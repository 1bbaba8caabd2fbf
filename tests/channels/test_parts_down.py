"""A part that is down is seen by a platform, and is no reason to take the web chat away."""

from __future__ import annotations

import httpx
import pytest

from bot.channels.web import WebSettings, create
from tests.channels.test_web_fences import ANNA, WORDS
from tests.fakes.desk import MemoryDesk


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
