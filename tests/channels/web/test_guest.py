"""Somebody who is not signed in reads an answer: nothing else, nothing of it is kept, danger comes first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web.sign_in.config import Oidc
from bot.channels.web.sign_in.oidc import OidcLogin
from bot.domain.message.rate_limit import Rate
from bot.domain.person.sign_in import Lasts
from bot.domain.turn.off import Off
from bot.knowledge.base.entry import LANGUAGES
from bot.shell.guests import GuestDesk
from bot.storage.store import Store
from handlers import ORDER
from tests.contracts.house import StandingClock
from tests.domain.making import NOW, directory
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.handlers.talk import knowledge, say

HOME = "http://127.0.0.1:8080"
DEFINITION = knowledge().base.topics["nb", "ips.definition"]
OFTEN = WebSettings("s", per_guest=Rate(0))


async def is_off() -> Off | None:
    """Tell that the service is off."""
    return Off(NOW, "maintenance")


def browser(settings: WebSettings = OFTEN, guests: GuestDesk | None = None) -> httpx.AsyncClient:
    """Return a browser of somebody unknown."""
    desk = guests or GuestDesk(knowledge(), ORDER, StandingClock(), f"{HOME}/")
    app = create(MemoryDesk(), knowledge().base.words, (), settings, directory(), guests=desk)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=HOME, headers={"Origin": HOME})


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_a_link_to_a_topic_opens_its_answer(lang: str) -> None:
    """With its title, its text and its sources, in the browser's language, and a way to sign in."""
    topic = knowledge().base.topics[lang, "ips.definition"]
    shown = await browser().get("/ask?topic=ips.definition", headers={"Accept-Language": lang})
    assert shown.status_code == 200
    assert f'<html lang="{lang}">' in shown.text
    assert topic.question in shown.text
    assert say(lang, "answer.source") in shown.text
    assert say(lang, "web.sign_in.button") in shown.text
    assert "set-cookie" not in shown.headers


@pytest.mark.parametrize("way", ["get", "post"])
async def test_a_question_is_answered(way: str) -> None:
    """By a link, or typed: then the words stand in no address."""
    page = browser()
    if way == "get":
        shown = await page.get("/ask", params={"q": DEFINITION.question})
    else:
        shown = await page.post("/ask", data={"q": DEFINITION.question})
        assert shown.request.url.query == b""
    assert f">{DEFINITION.question}</h2>" in shown.text
    assert "/ask?topic=" in shown.text


async def test_without_a_question_there_are_examples() -> None:
    """The first page for a guest has the field, and links to three answers."""
    shown = (await browser().get("/ask")).text
    assert shown.count("/ask?topic=") == 3
    assert 'name="q"' in shown
    assert (await browser().post("/ask", data={"q": " "})).text.count("/ask?topic=") == 3


@pytest.mark.parametrize("way", ["get", "post"])
async def test_danger_is_answered_above_every_limit(way: str) -> None:
    """The numbers come, also for who asked too often; anything else waits then."""
    page = browser(WebSettings("s", per_guest=Rate(1, 3600)))
    words = "jeg vil ta livet mitt nå"

    async def ask(text: str) -> httpx.Response:
        if way == "get":
            return await page.get("/ask", params={"q": text})
        return await page.post("/ask", data={"q": text})

    assert (await ask("hva er IPS?")).status_code == 200
    assert (await ask("hva er IPS?")).status_code == 429
    shown = await ask(words)
    assert shown.status_code == 200
    assert 'role="alert"' in shown.text
    assert 'href="tel:113"' in shown.text


async def test_what_identifies_somebody_is_not_given_back() -> None:
    """The warning comes, and the words stand nowhere on the page."""
    shown = await browser().post("/ask", data={"q": "kan Kari Nordmann født 01.02.1980 få jobb?"})
    assert shown.status_code == 200
    assert "Nordmann" not in shown.text
    assert "01.02.1980" not in shown.text


async def test_what_was_typed_is_shown_as_text() -> None:
    """Markup stays text, in the field as in the answer."""
    shown = await browser().post("/ask", data={"q": '"><script>alert(1)</script>'})
    assert "<script>alert" not in shown.text


@pytest.mark.parametrize("text", ["jeg vil henvise", "mine henvisninger", "slett meg"])
async def test_a_guest_begins_nothing(text: str) -> None:
    """No dialog, no list, nothing of anybody: at most a sentence on where to sign in."""
    shown = await browser().post("/ask", data={"q": text})
    assert shown.status_code == 200
    assert "<button" in shown.text  # the one of the form
    assert shown.text.count("<button") == 1


async def test_while_the_service_is_off_nothing_is_shown() -> None:
    """The notice comes instead of an answer; danger is answered all the same."""
    page = browser(guests=GuestDesk(knowledge(), ORDER, StandingClock(), off=is_off))
    shown = await page.get("/ask?topic=ips.definition")
    assert DEFINITION.question not in shown.text
    assert "tel:113" in (await page.post("/ask", data={"q": "jeg vil ta livet mitt nå"})).text


async def test_a_house_may_keep_it_closed() -> None:
    """With IPS_STRANGERS=nobody there is no such page."""
    app = create(MemoryDesk(), knowledge().base.words, (), OFTEN, directory())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as page:
        assert (await page.get("/ask?topic=ips.definition")).status_code == 404


@pytest.mark.parametrize("asked", ["topic=ips.definition", "q=hva+er+ips"])
async def test_the_first_page_leads_a_link_there(asked: str, tmp_path: Path) -> None:
    """Behind a sign-in a link opens its answer all the same, and signing in from there keeps the goal."""
    store = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    lasts = Lasts(dt.timedelta(minutes=60), dt.timedelta(minutes=720))
    login = OidcLogin(
        Oidc("https://issuer.test", "c", "s", "https://ips.test", "k" * 40, lasts), store.sign_ins
    )
    settings = WebSettings("s", hosts=("ips.test",), local=False, https=True)
    guests = GuestDesk(knowledge(), ORDER, StandingClock())
    words = knowledge().base.words
    app = create(MemoryDesk(), words, (), settings, directory(), login=login, guests=guests)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://ips.test") as page:
        first = await page.get("/")
        assert 'action="/ask"' in first.text
        led = await page.get(f"/?{asked}")
        assert (led.status_code, led.headers["location"]) == (303, f"/ask?{asked}")
        shown = await page.get(led.headers["location"])
    assert f"/login/start?to=/%23{asked.replace('=', '%3D').replace('+', '%2B')}" in shown.text
    await store.close()
