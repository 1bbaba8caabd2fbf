"""The inbox over HTTP: who gets the page, and what everybody else is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import ChooseLanguage, OpenReferral
from bot.services.demo import PEOPLE
from bot.services.inbox import StoredInbox
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory, referral
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge

CODE = "IPS-7K3F"
OPEN = [person.id for person in PEOPLE if person.may(Capability.HANDLE) or person.may(Capability.OVERSEE)]
CLOSED = [person.id for person in PEOPLE if person.id not in OPEN]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A database with the people of the demo."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await made.add_people(PEOPLE)
    yield made
    await made.close()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A browser; nobody is logged in."""
    inbox = StoredInbox(store, knowledge(), StandingClock())
    words = knowledge().base.words
    app = create(desk(store), words, PEOPLE, WebSettings("a secret"), directory(), inbox=inbox)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made


async def send(store: Store) -> None:
    """Put a referral from Anna to Jonas into the database."""
    async with store.unit() as unit:
        await unit.apply((OpenReferral(referral()),), NOW)
        await unit.commit()


async def get(client: httpx.AsyncClient, person: str) -> httpx.Response:
    """Log in as somebody and open the inbox."""
    await client.post("/login", data={"person": person})
    return await client.get(f"/u/{person}/inbox")


@pytest.mark.parametrize("person", OPEN)
async def test_those_who_handle_or_oversee_have_one(client: httpx.AsyncClient, person: str) -> None:
    """The page comes whole, is kept by nobody, and the chat leads to it."""
    answer = await get(client, person)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert 'href="inbox"' in (await client.get(f"/u/{person}/")).text


@pytest.mark.parametrize("person", CLOSED)
async def test_all_others_are_told_what_they_can_use(
    client: httpx.AsyncClient, store: Store, person: str
) -> None:
    """403 with the same words whether there is a referral or not, and no link in the chat."""
    before = await get(client, person)
    await send(store)
    after = await get(client, person)
    assert (before.status_code, before.content) == (after.status_code, after.content)
    assert after.status_code == 403
    assert "Innboksen er for dem som tar imot henvisninger" in after.text
    assert CODE not in after.text
    assert 'href="inbox"' not in (await client.get(f"/u/{person}/")).text


@pytest.mark.parametrize(
    ("person", "sees"), [("jonas", True), ("mette", True), ("sara", False), ("kari", False)]
)
async def test_whose_referral_stands_there(
    client: httpx.AsyncClient, store: Store, person: str, sees: bool
) -> None:
    """With its post and its team's supervisor, and with nobody else."""
    await send(store)
    assert (CODE in (await get(client, person)).text) == sees


async def test_nothing_without_a_login(client: httpx.AsyncClient) -> None:
    """Without a login, or with somebody else's, it leads to the first page; unknown people do not exist."""
    assert (await client.get("/u/jonas/inbox")).headers["location"] == "/"
    await client.post("/login", data={"person": "sara"})
    assert (await client.get("/u/jonas/inbox")).status_code == 303
    assert (await client.get("/u/nobody/inbox")).status_code == 404


@pytest.mark.parametrize(
    ("lang", "title"), [("nb", "Venter på meg"), ("nn", "Ventar på meg"), ("en", "Waits for me")]
)
async def test_it_speaks_the_persons_language(
    client: httpx.AsyncClient, store: Store, lang: str, title: str
) -> None:
    """The language chosen in the chat holds here."""
    async with store.unit() as unit:
        await unit.apply((ChooseLanguage("jonas", lang),), NOW)
        await unit.commit()
    page = (await get(client, "jonas")).text
    assert title in page
    assert f'<html lang="{lang}"' in page


async def test_only_looking(client: httpx.AsyncClient) -> None:
    """Nothing can be sent to the page."""
    await client.post("/login", data={"person": "jonas"})
    assert (await client.post("/u/jonas/inbox")).status_code == 405


async def test_a_house_without_an_inbox(store: Store) -> None:
    """Where there is none the page does not exist, and nothing leads to it."""
    words = knowledge().base.words
    app = create(desk(store), words, PEOPLE, WebSettings("a secret"), directory())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080"
    ) as browser:
        assert (await get(browser, "jonas")).status_code == 404
        assert 'href="inbox"' not in (await browser.get("/u/jonas/")).text


async def test_a_database_that_is_gone(client: httpx.AsyncClient, store: Store, tmp_path: Path) -> None:
    """The reader is told so, not that nothing waits."""
    await client.post("/login", data={"person": "jonas"})
    await store.close()
    for file in tmp_path.glob("ips.sqlite*"):
        file.unlink()
    answer = await client.get("/u/jonas/inbox")
    assert answer.status_code == 503
    assert "Ingenting venter" not in answer.text
