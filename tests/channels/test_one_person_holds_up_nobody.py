"""However long a text of one person is, others need not wait for it.

Counted in characters that are read in the loop: what one turn may cost everybody. `python -m bench crowd`
tells what that is in milliseconds.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.message.rate_limit import Rate
from bot.safety import text as text_module
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk
from tests.contracts.test_chat import Place
from tests.contracts.test_danger import WORDS
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file

MOST = 3_000
"""Characters that the guard may read in the loop for one turn: a dozen milliseconds at the very worst."""

LONG = {
    "digits": "1" * 105_000,
    "dates": "1/1/1/" * 17_500,
    "at signs": "@" * 105_000,
    "names": "Kari-" * 21_000,
    "words": "ord " * 26_000,
    "Nordic": "æøå " * 17_500,
    "marks": "e\u0301" * 40_000,
    "as long as may be": "hva er ips " * 180,
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty database."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await made.upgrade()
    yield made
    await made.close()


@pytest.fixture
def read_in_loop(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters the guard read in the loop's own thread, text by text."""
    loop, lengths, plain = threading.get_ident(), [], text_module.plain

    def counted(text: str) -> str:
        if threading.get_ident() == loop:
            lengths.append(len(text))
        return plain(text)

    monkeypatch.setattr("bot.safety.inspection.plain", counted)
    return lengths


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("above_the_limit", [False, True])
async def test_in_the_web_chat(
    store: Store, read_in_loop: list[int], text: str, above_the_limit: bool
) -> None:
    """A text that is much too long, also of somebody who comes too often."""
    rate = Rate(1, 3600) if above_the_limit else Rate(0)
    app = create(desk(store), WORDS, (ANNA,), WebSettings("s", per_person=rate), directory())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        await browser.post("/login", data={"person": "anna"})
        for said, number in (("hei", 200), (text, 429 if above_the_limit else 200)):
            read_in_loop.clear()
            answer = await browser.post("/u/anna/api/turn", json={"update": uuid4().hex, "say": said})
            assert answer.status_code == number
            assert sum(read_in_loop) <= MOST


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.parametrize("rate", [Rate(0), Rate(1, 3600)], ids=["slowly", "too fast"])
async def test_in_a_chat_of_somebody_elses(
    store: Store, read_in_loop: list[int], text: str, rate: Rate
) -> None:
    """The same where Telegram or Teams hands it in."""
    place = Place(store, rate=rate)
    assert await place.arrives("hei")
    read_in_loop.clear()
    assert await place.arrives(text)
    assert sum(read_in_loop) <= MOST
