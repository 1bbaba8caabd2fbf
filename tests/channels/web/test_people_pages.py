"""An admin looks after people on the web: shown before it is done, on record, and for admins alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.domain.person.invitation import digest
from bot.domain.person.person import Capability, Person, Role
from bot.domain.person.roster import Member
from bot.domain.turn.outcome import Admit, OpenReferral
from bot.services.demo import PEOPLE
from bot.services.people import StoredPeople
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory, referral
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

OTHERS = [person.id for person in PEOPLE if not person.may(Capability.ADMIT)]
OLA = Member("ola", Role.CLINICIAN, "askoy-fact", None, "Ola Ås", "ola@example.org")
LONG_AGO = NOW - dt.timedelta(days=400)
BASE = "/u/kari/people"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A house with the demo's people, and Ola, whom nobody has looked at for more than a year."""
    made = Store(sqlite_file(tmp_path / "ips.sqlite"), directory())
    await made.add_people(PEOPLE)
    await made.apply([Admit(OLA, "kari")], LONG_AGO)
    yield made
    await made.close()


@pytest.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    """A browser in which Kari, the coordinator, is signed in."""
    people = StoredPeople(store, StandingClock())
    words = knowledge().base.words
    app = create(desk(store), words, PEOPLE, WebSettings("a secret"), directory(), people_desk=people)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        await made.post("/login", data={"person": "kari"})
        yield made


async def acts(store: Store) -> list[tuple[str | None, str]]:
    """Return who did what, by short name."""
    return [(row["person"], row["action"]) for row in await store.rows("audit")]


async def send(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    """Send a form, and go where it leads."""
    return await client.post(f"{BASE}{path}", data=fields, follow_redirects=True)


def text(page: httpx.Response) -> str:
    """Return what a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


async def test_everybody_is_listed_with_their_access(client: httpx.AsyncClient) -> None:
    """Role, place, since when, by whom and last seen stand there; who is sought is found."""
    page = await client.get(BASE)
    assert page.status_code == 200
    shown = text(page)
    for said in ("Ola Ås", "Behandler", "Askøy: FACT voksen", f"{LONG_AGO:%d.%m.%Y}", "Kari"):
        assert said in shown
    assert say("nb", "people.mark.review") in shown
    found = text(await client.get(BASE, params={"q": "fact voksen ola"}))
    assert "Ola Ås" in found
    assert "Jonas" not in found
    table = await client.get(f"{BASE}.csv")
    assert "ola;Ola Ås;clinician;askoy-fact;;ola@example.org;" in table.text


@pytest.mark.parametrize("person", OTHERS)
async def test_for_others_there_is_no_such_page(client: httpx.AsyncClient, person: str) -> None:
    """Whatever their role, and whatever they send."""
    await client.post("/login", data={"person": person})
    for page in ("people", "people/of/ola", "people/new", "people/review", "people/import", "people.csv"):
        assert (await client.get(f"/u/{person}/{page}")).status_code == 404
    for page in ("people/of/ola", "people/new", "people/review", "people/import"):
        assert (await client.post(f"/u/{person}/{page}", data={"do": "remove_sure"})).status_code == 404


async def test_nobody_gets_in_without_signing_in(store: Store, client: httpx.AsyncClient) -> None:
    """A form that is sent without a session does nothing and leads to the sign-in."""
    client.cookies.clear()
    answer = await client.post(f"{BASE}/of/ola", data={"do": "remove_sure"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "ola" in {one.member.person for one in await store.people()}


async def test_a_change_says_what_changed(store: Store, client: httpx.AsyncClient) -> None:
    """Role, post and last day; the trail has who did it, and to whom."""
    page = await send(
        client,
        "/of/ola",
        do="change",
        name="Ola Ås",
        role="job_specialist",
        place="post:dps-general",
        email="ola@example.org",
        until="2027-05-31",
    )
    assert "Behandler, Askøy: FACT voksen blir Jobbspesialist, IPS Øyane DPS (Allmenn)" in text(page)
    assert "ingen blir 31.05.2027" in text(page)
    (ola,) = [one.member for one in await store.people() if one.member.person == "ola"]
    assert (ola.role, ola.post, ola.until) == (Role.JOB_SPECIALIST, "dps-general", dt.date(2027, 5, 31))
    assert {("ola", "person.role"), ("kari", "person.managed")} <= set(await acts(store))
    (whom,) = {line.whom for line in await store.audit_lines(9) if line.entry.action == "person.managed"}
    assert whom == "Ola Ås"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"role": "job_specialist", "place": ""}, "needs_post"),
        ({"role": "clinician", "place": "post:dps-general"}, "needs_service"),
        ({"role": "clinician", "place": "service:moon"}, "service"),
        ({"role": "king"}, "role"),
        ({"role": "guest"}, "guest"),
        ({"role": "newcomer", "until": "soon"}, "day"),
        ({"role": "newcomer", "email": "ola"}, "email"),
    ],
)
async def test_what_cannot_be_is_said(
    store: Store, client: httpx.AsyncClient, fields: dict[str, str], key: str
) -> None:
    """Nothing is written, and the sentence says what is missing."""
    before = await store.people()
    page = text(await send(client, "/of/ola", do="change", **fields))
    values = {"service": "moon", "role": "king", "day": "soon", "email": "ola"}
    assert say("nb", f"people.fault.{key}", value=values.get(key, "")) in page
    assert await store.people() == before


async def test_somebody_new_is_added_and_invited(store: Store, client: httpx.AsyncClient) -> None:
    """The code is shown once; the database has its digest only."""
    fields = {"role": "clinician", "place": "service:askoy-fact", "name": "Eva", "person": "eva"}
    page = await send(client, "/new", **fields)
    assert page.url.path == f"{BASE}/of/eva"
    assert say("nb", "people.fault.known", value="eva") in text(await send(client, "/new", **fields))
    invited = text(await send(client, "/of/eva", do="invite"))
    code = re.search(r"er (\w{4}-\w{4})\.", invited)
    assert code
    assert code[1] not in text(await client.get(f"{BASE}/of/eva"))
    assert await store.accounts.for_team(digest(code[1]), NOW) is False
    assert {("eva", "person.admitted"), ("eva", "person.invited")} <= set(await acts(store))


async def test_who_leaves_is_shown_before(store: Store, client: httpx.AsyncClient) -> None:
    """What is open stands there by code; nothing is done until it is confirmed; then it is moved."""
    await store.apply([OpenReferral(referral())], NOW)
    before = await store.all_referrals()
    shown = text(await send(client, "/of/jonas", do="remove"))
    assert "1 saker går til metodeveilederen i teamet: IPS-7K3F" in shown
    assert "IPS Øyane DPS (Allmenn) blir stående uten person" in shown
    assert await store.all_referrals() == before
    removed = text(await send(client, "/of/jonas", do="remove_sure"))
    assert say("nb", "people.done.removed", name="Jonas", count=1) in removed
    assert [one.post for one in await store.all_referrals()] == ["dps-supervisor"]
    assert "jonas" not in {one.member.person for one in await store.people()}
    assert ("kari", "person.managed") in await acts(store)


async def test_a_colleague_takes_over_from_a_clinician(store: Store, client: httpx.AsyncClient) -> None:
    """Without one the page says that nobody follows up; with one, whose they are from then on."""
    await store.apply([OpenReferral(referral())], NOW)
    assert "1 henvisninger mister den som sendte dem: IPS-7K3F" in text(
        await send(client, "/of/anna", do="remove")
    )
    assert "1 henvisninger følges opp av Ola Ås" in text(
        await send(client, "/of/anna", do="remove", to="ola")
    )
    await send(client, "/of/anna", do="remove_sure", to="ola")
    assert [one.clinician for one in await store.all_referrals()] == ["ola"]


async def test_nobody_changes_their_own_access(store: Store, client: httpx.AsyncClient) -> None:
    """Not on the page of oneself, and not by a table: the last coordinator cannot be lost that way."""
    assert say("nb", "people.own") in text(await client.get(f"{BASE}/of/kari"))
    assert (await send(client, "/of/kari", do="remove_sure")).status_code == 403
    page = await send(client, "/import", do="look", table="person;role\nkari;newcomer")
    assert say("nb", "people.fault.own", value="kari") in text(page)
    assert {one.member.role for one in await store.people() if one.member.person == "kari"} == {
        Role.COORDINATOR
    }


async def test_a_table_is_shown_before_it_is_written(store: Store, client: httpx.AsyncClient) -> None:
    """What was shown is written, all of it; what changed meanwhile is shown again."""
    table = "\ufeffperson;name;role;service\r\neva;Eva;clinician;askoy-fact\r\nola;;newcomer;\r\n"
    page = await send(client, "/import", do="look", table=table)
    assert say("nb", "people.import.dry") in text(page)
    assert "Ny: Behandler, Askøy: FACT voksen" in text(page)
    seal = re.search(r'name="seal" type="hidden" value="(\w+)"|name="seal" value="(\w+)"', page.text)
    assert seal
    shown = next(filter(None, seal.groups()))
    assert "eva" not in {one.member.person for one in await store.people()}
    await store.apply([Admit(replace(OLA, name="Ola"))], NOW)
    await store.apply([Admit(replace(OLA, role=Role.COORDINATOR, service=None))], NOW)
    again = await send(client, "/import", do="write", table=table, seal=shown)
    assert say("nb", "people.import.changed") in text(again)
    fresh = re.search(r'value="([0-9a-f]{64})"', again.text)
    assert fresh
    written = await send(client, "/import", do="write", table=table, seal=fresh[1])
    assert say("nb", "people.import.written", count=2) in text(written)
    roles = {one.member.person: one.member.role for one in await store.people()}
    assert (roles["eva"], roles["ola"]) == (Role.CLINICIAN, Role.NEWCOMER)


async def test_a_faulty_table_is_named_by_line(store: Store, client: httpx.AsyncClient) -> None:
    """Every line; and the text stands there to be mended."""
    before = await store.people()
    page = await send(client, "/import", do="write", table="person;role\nola;king\nnils;clinician")
    assert page.status_code == 400
    assert "Linje 2: Rollen «king» finnes ikke." in text(page)
    assert "Linje 3:" in text(page)
    assert "nils;clinician" in text(page)
    assert await store.people() == before


async def test_the_yearly_look(store: Store, client: httpx.AsyncClient) -> None:
    """Who is due stands there; one press, and they are not."""
    assert "Ola Ås" in text(await client.get(f"{BASE}/review"))
    kept = text(await send(client, "/review", who="ola"))
    assert say("nb", "people.review.kept", name="Ola Ås") in kept
    assert ("ola", "person.confirmed") in await acts(store)
    assert say("nb", "people.review.keep", name="Ola Ås") not in text(await client.get(f"{BASE}/review"))


async def test_away_and_signed_out(store: Store, client: httpx.AsyncClient) -> None:
    """Both are on record; days in the wrong order are not."""
    page = await send(client, "/of/jonas", do="away", first="2027-01-04", last="2027-01-08")
    assert "fra 04.01.2027 til 08.01.2027" in text(page)
    wrong = await send(client, "/of/jonas", do="away", first="2027-01-08", last="2027-01-04")
    assert say("nb", "people.done.wrong_days") in text(wrong)
    out = await send(client, "/of/jonas", do="sign_out")
    assert say("nb", "people.done.signed_out", count=0) in text(out)
    assert {("jonas", "person.away"), ("jonas", "person.signed_out")} <= set(await acts(store))
    assert (await send(client, "/of/jonas", do="dance")).status_code == 400
    assert (await send(client, "/of/nobody", do="confirm")).status_code == 404


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
async def test_in_three_languages(client: httpx.AsyncClient, lang: str) -> None:
    """Every page speaks the reader's language, and no name becomes markup."""
    client.headers["Accept-Language"] = lang
    await send(client, "/new", person="odd", role="newcomer", name="<b>&odd</b>")
    for path in ("", "/of/odd", "/new", "/review", "/import"):
        page = await client.get(f"{BASE}{path}")
        assert f'<html lang="{lang}"' in page.text
        assert "<b>" not in page.text
    assert say(lang, "people.title") in text(await client.get(BASE))


async def test_it_is_found_from_the_first_page(client: httpx.AsyncClient) -> None:
    """A link stands on the chat's page for who may use it, and for nobody else."""
    await client.post("/login", data={"person": "anna"})
    words = knowledge().base.words
    from bot.channels.web import pages

    kari = Person("kari", Role.COORDINATOR, name="Kari")
    anna = Person("anna", Role.CLINICIAN, service="askoy-fact")
    assert 'href="people"' in pages.chat(words, "nb", kari, directory(), inbox=True)
    assert 'href="people"' not in pages.chat(words, "nb", anna, directory(), inbox=True)
