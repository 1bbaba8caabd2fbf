"""What the doctor finds, on a page: for admins alone, the worst first, asked once for all who look."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.ports.health import Finding, Level
from bot.services.demo import PEOPLE
from bot.services.health import GOOD_FOR, RunningHealth
from bot.services.people import StoredPeople
from bot.storage.store import Store
from tests.channels.web.test_people_pages import OTHERS, text
from tests.contracts.house import StandingClock, desk
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

FOUND = (
    Finding(Level.OK, "doctor.secret.ok"),
    Finding(Level.FAULT, "doctor.browser.cookie", {"lacks": "<Secure>"}),
    Finding(Level.WARNING, "doctor.copy.none"),
)


@dataclass
class House:
    """A browser in which Kari, the coordinator, is signed in, and a doctor who counts the looks."""

    browser: httpx.AsyncClient
    clock: StandingClock = field(default_factory=StandingClock)
    looks: int = 0

    async def examine(self) -> tuple[Finding, ...]:
        """Look."""
        self.looks += 1
        await asyncio.sleep(0)
        return FOUND


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """The demo's people; Teams does not work."""
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await store.add_people(PEOPLE)
    made = House(httpx.AsyncClient())
    app = create(
        desk(store),
        knowledge().base.words,
        PEOPLE,
        WebSettings("a secret"),
        directory(),
        people_desk=StoredPeople(store, made.clock),
        doctor=RunningHealth(made.examine, lambda: {"teams": False, "sweep": True}, made.clock),
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as browser:
        made.browser = browser
        await browser.post("/login", data={"person": "kari"})
        yield made
    await store.close()


async def test_the_worst_is_first_and_each_says_how_to_mend_it(house: House) -> None:
    """Faults, what does not work here among them, then warnings, then what is well; in text, escaped."""
    page = await house.browser.get("/u/kari/doctor")
    assert page.status_code == 200
    lines = re.findall(r"<li>(.*?)</li>", page.text)
    assert lines[0] == say("nb", "doctor.browser.cookie", lacks="&lt;Secure&gt;")
    assert lines[1] == say("nb", "doctor.operation.down", channel="teams")
    shown = text(page)
    order = [shown.index(say("nb", f"doctor.page.{level}", count=count)) for level, count in COUNTED]
    assert order == sorted(order)
    assert "<Secure>" not in page.text


COUNTED = (("fault", 2), ("warning", 1), ("ok", 1))


async def test_many_looks_ask_once(house: House) -> None:
    """It asks the provider, the mail server and others: not for each who looks, and anew after a while."""
    await asyncio.gather(*(house.browser.get("/u/kari/doctor") for _ in range(5)))
    assert house.looks == 1
    house.clock.at += GOOD_FOR + dt.timedelta(seconds=1)
    await house.browser.get("/u/kari/doctor")
    assert house.looks == 2


async def test_it_is_for_admins_alone(house: House) -> None:
    """To all others there is no such page, and nothing is asked."""
    for other in OTHERS:
        await house.browser.post("/login", data={"person": other})
        assert (await house.browser.get(f"/u/{other}/doctor")).status_code == 404
    assert house.looks == 0


async def test_it_is_one_of_the_pages_of_access(house: House) -> None:
    """Whoever may open it finds it."""
    page = await house.browser.get("/u/kari/people")
    assert 'href="/u/kari/doctor"' in page.text
