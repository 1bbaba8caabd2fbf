"""Files over HTTP: those it concerns get the bundle, the coordinator the table; others are told nothing."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fhir.resources.R4B.bundle import Bundle

from bot.channels.web import WebSettings, create
from bot.domain.turn.outcome import OpenReferral
from bot.services.demo import PEOPLE
from bot.services.exports import DENIALS_OF_ONE, Exports
from bot.shell.turns import SystemClock
from bot.storage.store import Store
from tests.domain.making import NOW, directory, referral
from tests.fakes.databases import sqlite_file
from tests.fakes.desk import MemoryDesk
from tests.handlers.talk import knowledge

CODE = "IPS-7K3F"
ALLOWED = ("anna", "jonas", "mette")
OTHERS = tuple(person.id for person in PEOPLE if person.id not in ALLOWED)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A database with one referral from Anna to Jonas."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    async with made.unit() as unit:
        await unit.apply((OpenReferral(referral()),), NOW)
        await unit.commit()
    yield made
    await made.close()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A browser; nobody is logged in."""
    exports = Exports(store, directory(), SystemClock())
    app = create(
        MemoryDesk(), knowledge().base.words, PEOPLE, WebSettings("a secret"), directory(), exports=exports
    )
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made


async def get(client: httpx.AsyncClient, person: str, path: str) -> httpx.Response:
    """Log in as somebody and fetch a path."""
    await client.post("/login", data={"person": person})
    return await client.get(f"/u/{person}/api/{path}")


@pytest.mark.parametrize("person", ALLOWED)
async def test_those_it_concerns_get_the_bundle(client: httpx.AsyncClient, store: Store, person: str) -> None:
    """The author, the post and the team's supervisor read it; that they did stands in the audit trail."""
    answer = await get(client, person, f"referrals/{CODE.lower()}/fhir")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/fhir+json"
    assert answer.headers["cache-control"] == "no-store"
    assert Bundle.model_validate_json(answer.content).type == "collection"
    assert [(row["person"], row["action"], row["thing"]) for row in await store.rows("audit")] == [
        (person, "referral.export", CODE)
    ]


@pytest.mark.parametrize("person", OTHERS)
async def test_everybody_else_is_told_nothing(client: httpx.AsyncClient, store: Store, person: str) -> None:
    """To all others a referral that exists and one that does not look exactly the same."""
    real = await get(client, person, f"referrals/{CODE}/fhir")
    none = await get(client, person, "referrals/IPS-ZZZ9/fhir")
    assert (real.status_code, real.content) == (none.status_code, none.content)
    assert real.status_code == 404
    assert CODE not in real.text
    assert dict(real.headers) == dict(none.headers)
    denied = [(row["person"], row["action"], row["thing"]) for row in await store.rows("audit")]
    assert denied == [(person, "denied", CODE), (person, "denied", "IPS-ZZZ9")]


@pytest.mark.parametrize("path", [f"referrals/{CODE}/fhir", "referrals.csv", "my-data.json"])
async def test_nothing_without_a_login(client: httpx.AsyncClient, path: str) -> None:
    """Whoever is not logged in gets no file, and no other person's cookie helps."""
    assert (await client.get(f"/u/anna/api/{path}")).status_code == 401
    await client.post("/login", data={"person": "jonas"})
    assert (await client.get(f"/u/kari/api/{path}")).status_code == 401


async def test_the_coordinator_gets_the_table(client: httpx.AsyncClient) -> None:
    """The table is a file with every referral."""
    answer = await get(client, "kari", "referrals.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="referrals.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(codecs.BOM_UTF8), "Excel reads the letters wrongly"
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"), newline=""), delimiter=";"))
    assert [(row["code"], row["team"]) for row in rows] == [(CODE, "IPS Øyane DPS")]


@pytest.mark.parametrize("person", [person.id for person in PEOPLE if person.id != "kari"])
async def test_nobody_else_gets_the_table(client: httpx.AsyncClient, person: str) -> None:
    """For all others there is no such page."""
    assert (await get(client, person, "referrals.csv")).status_code == 404


async def test_everybody_gets_their_own_data(client: httpx.AsyncClient, store: Store) -> None:
    """One's own data are a file, on record, and hold one's own referral, nobody else's."""
    answer = await get(client, "anna", "my-data.json")
    assert answer.headers["content-type"] == "application/json"
    assert 'filename="my-data.json"' in answer.headers["content-disposition"]
    kinds = {kind["kind"]: kind["tables"] for kind in answer.json()["kept"]}
    assert [row["code"] for row in kinds["referrals"]["referral"]] == [CODE]
    assert [row["action"] for row in await store.rows("audit")] == ["person.export"]
    other = await get(client, "nils", "my-data.json")
    assert CODE not in other.text


async def test_a_house_without_exports(client: httpx.AsyncClient) -> None:
    """Where nothing hands out files there are none."""
    bare = create(MemoryDesk(), knowledge().base.words, PEOPLE, WebSettings("a secret"), directory())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(bare), base_url="http://127.0.0.1:8080"
    ) as browser:
        assert (await get(browser, "anna", f"referrals/{CODE}/fhir")).status_code == 404
        assert (await get(browser, "kari", "referrals.csv")).status_code == 404


async def test_a_database_that_is_gone(client: httpx.AsyncClient, store: Store, tmp_path: Path) -> None:
    """When the database does not answer the reader is told so, not that there is nothing."""
    await store.close()
    for file in tmp_path.glob("ips.sqlite*"):
        file.unlink()
    assert (await get(client, "anna", f"referrals/{CODE}/fhir")).status_code == 503
    assert (await get(client, "kari", "referrals.csv")).status_code == 503
    assert (await get(client, "kari", "my-data.json")).status_code == 503


async def test_asking_in_vain_does_not_fill_the_trail(client: httpx.AsyncClient, store: Store) -> None:
    """Whoever asks for hundreds of codes, or for the table again and again, is on record so often an hour."""
    letters = "23456789ACDEFHJ"
    for code in (f"IPS-7K{one}{other}" for one in letters for other in letters):
        assert (await get(client, "nils", f"referrals/{code}/fhir")).status_code == 404
    rows = await store.rows("audit")
    assert DENIALS_OF_ONE.most <= len(rows) <= DENIALS_OF_ONE.most + 10
    assert len({row["thing"] for row in rows}) == len(rows)


async def test_the_table_asked_for_in_vain(client: httpx.AsyncClient, store: Store) -> None:
    """Once an hour says it all."""
    for _ in range(20):
        assert (await get(client, "anna", "referrals.csv")).status_code == 404
    assert [row["action"] for row in await store.rows("audit")] == ["denied"]
