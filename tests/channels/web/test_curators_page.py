"""The curators' pages: three clicks from a group to an accepted change, hers alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.curating.change import Effect, Moved, Stage
from bot.domain.person.person import Capability
from bot.domain.turn.outcome import CountQuestion, KeepUnanswered, MeasureChange, Verdict
from bot.services.demo import PEOPLE
from bot.services.writing.curators import StoredCurating
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory
from tests.fakes.databases import sqlite_file
from tests.handlers.house import real_knowing
from tests.handlers.talk import say

OTHERS = [person.id for person in PEOPLE if not person.may(Capability.OVERSEE)]
ASKED = "hvor mye kaffe drikker jobbspesialisten"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store in which one thing was asked twice, and an answer missed."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await made.add_people(PEOPLE)
    texts = (ASKED, f"{ASKED} om dagen", "hva med ▮ <b>")
    kept = [KeepUnanswered(text, text, "nb") for text in texts]
    await made.apply([*kept, CountQuestion("referral.age", Verdict.MISSED, "nb", "guest")], NOW)
    yield made
    await made.close()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of that house."""
    know = real_knowing()
    curating = StoredCurating(store, know, StandingClock())
    app = create(
        desk(store), know.base.words, PEOPLE, WebSettings("a secret"), directory(), curating=curating
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        await made.post("/login", data={"person": "kari"})
        yield made


async def test_three_clicks_to_an_accepted_change(client: httpx.AsyncClient, store: Store) -> None:
    """Look at a group, propose, accept when it is measured: the name stands beside each deed."""
    page = (await client.get("/u/kari/curators")).text
    way = re.search(r'href="(/u/kari/curators/groups/\d+)"', page)
    assert way
    group = (await client.get(way[1])).text
    topic = re.search(r'<option value="([^"]+)"', group)
    assert topic
    given = {"do": "variant", "lang": "nb", "topic": topic[1], "questions": f"{ASKED}\n\n{ASKED}\n"}
    sent = await client.post(way[1], data=given)
    assert sent.status_code == 303
    (change,) = await store.kb_changes()
    assert dict(change.proposal.texts) == {"nb": ASKED}
    assert change.proposal.groups == (1, 2)
    address = sent.headers["location"]
    assert say("nb", "curating.proposed") in (await client.get(address)).text
    early = await client.post(address, data={"do": "accept"})
    assert early.status_code == 303
    assert (await store.kb_changes())[0].stage is Stage.PROPOSED
    lost = Moved("er det <kø>", "nb", "referral.age", "answer referral.age", "unknown", worse=True)
    await store.apply([MeasureChange(change.number, "--- a\n+++ b\n", Effect(9, (lost,)))], NOW)
    shown = (await client.get(address)).text
    assert "er det &lt;kø&gt;" in shown
    assert say("nb", "curating.worse") in shown
    assert "+++ b" in (await client.get(f"{address}.patch")).text
    await client.post(address, data={"do": "accept"})
    (change,) = await store.kb_changes()
    assert (change.stage, change.decided_by) == (Stage.ACCEPTED, change.by)
    assert [q.text for q in await store.unanswered(9)] == ["hva med ▮ <b>"]
    acts = [row["action"] for row in await store.rows("audit") if row["thing"] == topic[1]]
    assert acts == ["text.proposed", "text.accepted"]


async def test_another_answer(client: httpx.AsyncClient, store: Store) -> None:
    """What is as it was is no change; what is new is proposed for the language it is new in."""
    page = (await client.get("/u/kari/curators")).text
    assert 'href="/u/kari/curators/answer/referral.age"' in page
    old = {
        f"answer_{lang}": text.answer
        for (lang, id), text in real_knowing().base.topics.items()
        if id == "referral.age"
    }
    same = await client.post("/u/kari/curators/answer/referral.age", data=old)
    assert (same.status_code, await store.kb_changes()) == (400, ())
    done = await client.post(
        "/u/kari/curators/answer/referral.age", data={**old, "answer_nn": "Ingen grense."}
    )
    assert done.status_code == 303
    assert dict((await store.kb_changes())[0].proposal.texts) == {"nn": "Ingen grense."}


@pytest.mark.parametrize("topic", ["../../x", "no", "referral.age\n", ""])
async def test_no_other_files(client: httpx.AsyncClient, store: Store, topic: str) -> None:
    """A topic's id is a name of the house's form: no path, no other file."""
    given = {"do": "topic", "lang": "nb", "new": topic.replace("\n", "/"), "questions": ASKED}
    await client.post("/u/kari/curators/groups/1", data=given)
    assert await store.kb_changes() == ()


async def test_nothing_that_the_guard_stops(client: httpx.AsyncClient, store: Store) -> None:
    """A curator writes no number of a person into the texts."""
    given = {"do": "variant", "lang": "nb", "topic": "referral.age", "questions": "ring 98 76 54 32 om ola"}
    await client.post("/u/kari/curators/groups/1", data=given)
    assert await store.kb_changes() == ()


async def test_done_is_gone(client: httpx.AsyncClient, store: Store) -> None:
    """All of a group are let go of."""
    await client.get("/u/kari/curators")
    await client.post("/u/kari/curators/groups/1", data={"do": "settle"})
    assert [q.text for q in await store.unanswered(9)] == ["hva med ▮ <b>"]


async def test_texts_stand_under_the_name_of_their_language(client: httpx.AsyncClient) -> None:
    """No code of a language, and an empty line between two paragraphs is none of a list."""
    sent = await client.post(
        "/u/kari/curators/answer/referral.age", data={"answer_nn": "Ingen grense.\n\nSpør leiaren."}
    )
    page = (await client.get(sent.headers["location"])).text
    assert say("nb", "language.name.nn") in page
    assert "<li>Ingen grense.</li><li>Spør leiaren.</li>" in page
    group = (await client.get("/u/kari/curators/groups/1")).text
    assert say("nb", "curating.asked", text=ASKED, language=say("nb", "language.name.nb"), count=1) in group


@pytest.mark.parametrize("person", OTHERS)
async def test_nobody_else_finds_it(client: httpx.AsyncClient, person: str) -> None:
    """To all others there is no such page, whatever is sent."""
    await client.post("/login", data={"person": person})
    for path in ("", "/groups/1", "/answer/referral.age", "/changes/1"):
        assert (await client.get(f"/u/{person}/curators{path}")).status_code == 404
    sent = await client.post(f"/u/{person}/curators/groups/1", data={"do": "settle"})
    assert sent.status_code == 404
