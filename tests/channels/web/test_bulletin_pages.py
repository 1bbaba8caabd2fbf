"""The pages of newsletter and instruction: hers alone, nothing goes out unasked, deeds are on record."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web.bulletin.newsletter_view import MOST
from bot.delivery.newsletters import NewsletterPace, NewsletterSender
from bot.domain.news.newsletter import Phase
from bot.domain.person.person import Capability
from bot.domain.sharing.rules import VERSION
from bot.domain.turn.outcome import NoteRead, Subscribe
from bot.services.demo import PEOPLE
from bot.services.writing.bulletin import StoredBulletin
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import LANGS, knowledge, say

NO_COORDINATOR = [person.id for person in PEOPLE if not person.may(Capability.OVERSEE)]
NO_LEADER = [p.id for p in PEOPLE if not (p.may(Capability.OVERSEE) or p.may(Capability.CONNECT))]
LETTER = "/u/kari/newsletter"
TEXTS = {
    "text_nb": "# Kafé\n\nVi **møtes**.",
    "text_nn": "# Kafé\n\nKom.",
    "text_en": "# Café\n\nCome <all>.",
}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store in which two subscribe to the newsletter, and one has read the instruction."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await made.add_people(PEOPLE)
    await made.apply([Subscribe("anna", True), Subscribe("jonas", True), NoteRead("jonas", VERSION)], NOW)
    yield made
    await made.close()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of that house, in which everybody has signed in."""
    bulletin = StoredBulletin(store, StandingClock())
    words = knowledge().base.words
    app = create(desk(store), words, PEOPLE, WebSettings("a secret"), directory(), bulletin=bulletin)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        for person in PEOPLE:
            await made.post("/login", data={"person": person.id})
        yield made


async def acts(store: Store) -> list[str]:
    """Return what is on record."""
    return [row["action"] for row in await store.rows("audit")]


async def number(client: httpx.AsyncClient) -> str:
    """Return the number of the newsletter in hand."""
    found = re.search(r'name="number" value="(\d+)"', (await client.get(LETTER)).text)
    assert found
    return found[1]


@pytest.mark.parametrize("person", NO_COORDINATOR)
async def test_the_newsletter_is_the_coordinators(client: httpx.AsyncClient, person: str) -> None:
    """To all others there is no such page, and nothing can be written or sent there."""
    address = f"/u/{person}/newsletter"
    assert (await client.get(address)).status_code == 404
    assert (await client.post(address, data={"do": "save", **TEXTS})).status_code == 404


async def test_written_seen_sent_stopped_and_resumed(client: httpx.AsyncClient, store: Store) -> None:
    """Three texts, how they read, one question more; stopped it stays, resumed it reaches everybody once."""
    half = await client.post(LETTER, data={"do": "save", "text_nb": TEXTS["text_nb"]}, follow_redirects=True)
    assert say("nb", "newsletter.page.saved") in half.text
    assert "Vi møtes." in half.text
    assert say("nb", "newsletter.send") not in half.text
    whole = await client.post(LETTER, data={"do": "save", **TEXTS}, follow_redirects=True)
    assert "Come &lt;all&gt;." in whole.text
    assert say("nb", "newsletter.ready", count=2) in whole.text
    assert await acts(store) == []
    goes = {"number": await number(client)}
    sure = await client.post(LETTER, data={"do": "sure", **goes}, follow_redirects=True)
    assert say("nb", "newsletter.sure", count=2) in sure.text
    going = await client.post(LETTER, data={"do": "send", **goes}, follow_redirects=True)
    assert re.search(r'<progress[^>]* max="2" value="0"', going.text)
    sender = NewsletterSender(
        lambda reading: store.sweep_unit(reading=reading), StandingClock(), NewsletterPace(batch=1)
    )
    await sender.batch()
    stopped = await client.post(LETTER, data={"do": "stop", **goes}, follow_redirects=True)
    assert say("nb", "newsletter.phase.stopped", told=1, readers=2) in stopped.text
    assert await sender.batch() == 0
    await client.post(LETTER, data={"do": "resume", **goes})
    await sender.rest()
    done = (await client.get(f"{LETTER}?sent")).text
    assert say("nb", "newsletter.last_sent", readers=2) in done
    assert "<textarea" in done
    assert sorted(row["person"] for row in await store.rows("outbox")) == ["anna", "jonas"]
    assert await acts(store) == ["letter.sent", "letter.stopped", "letter.resumed"]


async def test_what_shows_somebody_is_not_kept(client: httpx.AsyncClient, store: Store) -> None:
    """It stays in its field to be mended, its language is named, and the draft has none of it."""
    text = "Ola Nordmann, født 01.02.1990, er i jobb."
    seen = await client.post(LETTER, data={"do": "save", "text_nb": text})
    assert seen.status_code == 400
    assert say("nb", "newsletter.page.unsafe", langs=say("nb", "language.name.nb")) in seen.text
    assert text in seen.text
    assert text not in (await client.get(LETTER)).text


async def test_a_long_text_is_not_cut(client: httpx.AsyncClient) -> None:
    """It is refused whole, with what is allowed."""
    seen = await client.post(LETTER, data={"do": "save", "text_en": "a" * (MOST + 1)})
    assert seen.status_code == 400
    assert say("nb", "newsletter.page.too_long", most=MOST) in seen.text


async def test_a_language_is_taken_out_and_a_draft_dropped(client: httpx.AsyncClient, store: Store) -> None:
    """An emptied field empties that text: nothing can be sent then; a dropped draft is gone."""
    await client.post(LETTER, data={"do": "save", **TEXTS})
    await client.post(LETTER, data={"do": "save", **TEXTS, "text_nn": " "})
    goes = {"number": await number(client)}
    await client.post(LETTER, data={"do": "send", **goes})
    bulletin = StoredBulletin(store, StandingClock())
    kari = next(person for person in PEOPLE if person.id == "kari")
    sight = await bulletin.newsletter(kari)
    assert sight
    assert sight.news.current
    assert (sight.news.current.phase, set(sight.news.current.texts)) == (Phase.DRAFT, {"nb", "en"})
    await client.post(LETTER, data={"do": "drop", **goes})
    sight = await bulletin.newsletter(kari)
    assert sight
    assert sight.news.current is None


@pytest.mark.parametrize("person", NO_LEADER)
async def test_receipts_are_for_leaders(client: httpx.AsyncClient, person: str) -> None:
    """Nobody else learns who has read what."""
    for page in ("instruction", "instruction.csv"):
        assert (await client.get(f"/u/{person}/{page}")).status_code == 404


async def test_a_leader_sees_who_has_read_and_asks_the_others_once(
    client: httpx.AsyncClient, store: Store
) -> None:
    """Who has not is asked, once; that she looked is on record; her table holds the same."""
    page = (await client.get("/u/kari/instruction")).text
    assert re.search(r"Jonas</th><td[^>]*>" + say("nb", "instruction.stands.read"), page)
    asked = await client.post("/u/kari/instruction", data={"do": "ask"}, follow_redirects=True)
    assert re.search(r'id="done"[^>]*>\d+ er bedt om', asked.text)
    assert say("nb", "instruction.stands.asked") in asked.text
    assert 'name="do" value="ask"' not in asked.text
    told = [row["person"] for row in await store.rows("outbox")]
    await client.post("/u/kari/instruction", data={"do": "ask"})
    assert [row["person"] for row in await store.rows("outbox")] == told
    assert "jonas" not in told
    table = await client.get("/u/kari/instruction.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "Jonas;" in table.text
    assert {"reading.seen", "reading.asked"} <= set(await acts(store))


async def test_a_supervisor_sees_her_team_alone(client: httpx.AsyncClient) -> None:
    """Of people at other posts she learns nothing."""
    page = (await client.get("/u/mette/instruction")).text
    assert "Jonas" in page
    assert "Anna" not in page


@pytest.mark.parametrize("lang", LANGS)
async def test_in_every_language(client: httpx.AsyncClient, lang: str) -> None:
    """What the browser asks for is spoken where nothing else was chosen."""
    head = {"Accept-Language": lang}
    assert say(lang, "newsletter.page.lead") in (await client.get(LETTER, headers=head)).text
    assert say(lang, "instruction.page.lead") in (await client.get("/u/kari/instruction", headers=head)).text
