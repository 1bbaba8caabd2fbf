"""The web chat over HTTP: who may come in, what is taken, what is said when it is not."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from bot.channels.web import WebSettings, create
from bot.channels.web import app as web_app
from bot.channels.web.sign_in.cookie import NAME, sign
from bot.domain.message.message import Reply, SourceLine
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Said
from bot.knowledge.base.entry import Words
from bot.knowledge.loader import load_directory
from tests.fakes.button import choice
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words

KNOWLEDGE = Path(__file__).parents[3] / "knowledge_base"
ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
NILS = Person("nils", Role.NEWCOMER, name="Nils")
SETTINGS = WebSettings("a secret", heartbeat=0.05)


@pytest.fixture(scope="module")
def words() -> Words:
    """The real words."""
    return real_words()


@pytest.fixture
def desk() -> MemoryDesk:
    """A desk that answers with what it is told."""
    return MemoryDesk()


@pytest.fixture
async def client(desk: MemoryDesk, words: Words) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that is not logged in."""
    app = create(desk, words, (ANNA, JONAS, NILS), SETTINGS, load_directory(KNOWLEDGE))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as made:
        yield made


@pytest.fixture
async def anna(client: httpx.AsyncClient) -> httpx.AsyncClient:
    """A browser in which Anna is logged in."""
    answer = await client.post("/login", data={"person": "anna"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/u/anna/")
    return client


def turn(text: str = "hei", **more: object) -> dict[str, object]:
    """Return a turn as the page sends it."""
    return {"update": str(uuid4()), "say": text} | more


async def test_the_first_page_offers_every_person_with_role_and_place(client: httpx.AsyncClient) -> None:
    """Everybody who may log in is a button, with the names of role and service."""
    page = (await client.get("/", headers={"Accept-Language": "nb"})).text
    assert re.findall(r'name="person" value="(\w+)"', page) == ["anna", "jonas", "nils"]
    assert "Behandler" in page
    assert "Øyane DPS: allmenn" in page


@pytest.mark.parametrize(
    ("asked", "lang"),
    [
        ("nn-NO,nn;q=0.9,en;q=0.8", "nn"),
        ("no", "nb"),
        ("en-GB", "en"),
        ("de, en;q=0.5", "en"),
        ("fr", "nb"),
        ("", "nb"),
    ],
)
async def test_pages_before_login_speak_the_browsers_language(
    client: httpx.AsyncClient, asked: str, lang: str
) -> None:
    """Accept-Language decides, and bokmål where it names none of ours."""
    page = (await client.get("/", headers={"Accept-Language": asked})).text
    assert f'<html lang="{lang}">' in page


async def test_the_cookie_is_for_one_person_only(anna: httpx.AsyncClient) -> None:
    """The cookie's path holds the person, no script reads it, and no other site sends it."""
    cookie = (await anna.post("/login", data={"person": "jonas"})).headers["set-cookie"]
    assert "Path=/u/jonas/" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert (await anna.get("/u/anna/api/start")).json()["person"]["id"] == "anna"


async def test_somebody_elses_cookie_opens_nothing(client: httpx.AsyncClient) -> None:
    """A cookie made for Anna does not let one be Jonas, and neither does a forged or an old one."""
    for value in (
        sign("a secret", "anna", 4_000_000_000),
        sign("other", "jonas", 1),
        "x.y",
        "",
        "1.",
        "9" * 40,
    ):
        answer = await client.get("/u/jonas/api/start", headers={"Cookie": f"{NAME}={value}"})
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/u/anna/", 303),
        ("/u/anna/api/start", 401),
        ("/u/anna/api/news", 401),
        ("/u/nobody/", 404),
        ("/nowhere", 404),
    ],
)
async def test_without_login_nothing_is_shown(client: httpx.AsyncClient, path: str, status: int) -> None:
    """The page leads to the login, the API says 401, an unknown person does not exist."""
    assert (await client.get(path)).status_code == status


async def test_unknown_person_cannot_log_in(client: httpx.AsyncClient) -> None:
    """A person who is not in the list, or none at all, is not found."""
    for form in ({"person": "nobody"}, {"person": "../anna"}, {}):
        assert (await client.post("/login", data=form)).status_code == 404


async def test_start_tells_who_and_in_which_words(anna: httpx.AsyncClient) -> None:
    """The page learns the person, the words of all languages, and what to show first."""
    start = (await anna.get("/u/anna/api/start")).json()
    assert start["person"] == {
        "id": "anna",
        "name": "Anna",
        "role": "clinician",
        "place": "Øyane DPS: allmenn",
    }
    assert start["lang"] == "nb"
    assert {lang: texts["web.send"] for lang, texts in start["words"].items()} == {
        "nb": "Send",
        "nn": "Send",
        "en": "Send",
    }
    assert [reply["text"] for reply in start["replies"]] == ["Hei!"]


async def test_a_turn_gives_every_part_of_the_reply(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """Nothing of a reply is lost on the way to the page."""
    source = SourceLine("Brev", "punkt 2", "https://example.org", "Gjengitt.")
    reply = Reply("Ja.", title="Kan jeg?", do=("Spør.",), sources=(source,), choices=(choice("a:", "A"),))
    desk.answers = lambda person, inbound: Said((reply,), "answer", True, "nn")
    said = (await anna.post("/u/anna/api/turn", json=turn())).json()
    assert said == {
        "replies": [
            {
                "text": "Ja.",
                "title": "Kan jeg?",
                "do": ["Spør."],
                "more": "",
                "sources": [
                    {"title": "Brev", "section": "punkt 2", "url": "https://example.org", "note": "Gjengitt."}
                ],
                "record": "",
                "calls": [],
                "choices": [{"id": "a:", "label": "A", "role": "plain", "group": "", "says": ""}],
                "tone": "plain",
                "files": [],
                "pictures": [],
                "opened": False,
                "card": None,
                "rows": [],
                "after": "",
                "verdict": False,
                "state": "",
                "primary": "",
                "caution": "",
            }
        ],
        "lang": "nn",
        "kind": "answer",
        "erase": True,
    }


async def test_the_same_update_twice_is_one_turn(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """A message sent again after a lost answer changes nothing and is answered the same."""
    body = turn("en gang")
    first = await anna.post("/u/anna/api/turn", json=body)
    again = await anna.post("/u/anna/api/turn", json=body)
    assert first.json() == again.json()
    assert len(desk.turns) == 1


async def test_one_persons_update_is_not_anothers(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """Whoever guesses the name of another person's turn does not get its answer."""
    body = turn("mitt")
    await anna.post("/u/anna/api/turn", json=body)
    await anna.post("/login", data={"person": "jonas"})
    said = await anna.post("/u/jonas/api/turn", json=body | {"say": "ditt"})
    assert said.json()["replies"][0]["text"] == "ditt"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀👩‍👩‍👧",
        "שלום \u202e hei",
        "<script>alert(1)</script>",
        "a\x00b\x07",
        "x" * 100_000,
        "æ" * 60_000,
    ],
)
async def test_any_text_reaches_the_desk_as_it_is(
    anna: httpx.AsyncClient, desk: MemoryDesk, text: str
) -> None:
    """The desk decides about odd texts; the web chat hands them over unchanged."""
    answer = await anna.post("/u/anna/api/turn", json=turn(text))
    assert answer.status_code == 200
    assert desk.turns[0].text == text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"update": "12345678"}',
        b'{"update": "12345678", "say": "a", "press": "b"}',
        b'{"update": "12345678", "say": 1}',
        b'{"update": "short", "say": "a"}',
        b'{"update": "1234 678", "say": "a"}',
        b'{"update": "12345678", "say": "a", "as": "jonas"}',
        b'{"update": "12345678", "say": "\\ud800"}',
        b'{"update": "12345678", "press": "' + b"p" * 300 + b'"}',
        b"\xff\xfe",
        b"[" * 50_000,
        b'{"update": ' + b"9" * 10_000 + b"}",
    ],
)
async def test_what_is_no_turn_is_refused_with_a_sentence(
    anna: httpx.AsyncClient, desk: MemoryDesk, body: bytes
) -> None:
    """Malformed JSON and wrong shapes are 400, in the reader's language, and reach nobody."""
    headers = {"Content-Type": "application/json", "Accept-Language": "en"}
    answer = await anna.post("/u/anna/api/turn", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("I could not read that.")
    assert desk.turns == []


async def test_a_huge_body_is_refused_before_it_is_read(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """Over 128 kB the reading stops, with or without a Content-Length."""

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b"x" * 1_024
        raise AssertionError("read to the end")

    headers = {"Content-Type": "application/json", "Accept-Language": "nn"}
    answer = await anna.post("/u/anna/api/turn", content=parts(), headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (
        413,
        "Meldinga er for stor. Skriv ho kortare. Ingenting er lagra.",
    )
    assert desk.turns == []


async def test_whatever_fits_into_a_body_reaches_the_turn(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """A pasted document is told to be too long, as any long text: not that it could not be read."""
    pasted = "x" * 120_000
    assert (await anna.post("/u/anna/api/turn", json=turn(pasted))).status_code == 200
    assert [inbound.text for inbound in desk.turns] == [pasted]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
async def test_the_login_shows_whom_to_call(client: httpx.AsyncClient, lang: str) -> None:
    """Whoever wrote of danger when the login had run out is led here, and nobody read the text."""
    page = (await client.get("/", headers={"Accept-Language": lang})).text
    assert all(number in page for number in ("113", "112", "116 117"))


async def test_only_json_is_a_turn(anna: httpx.AsyncClient) -> None:
    """A form of another site cannot pose as a turn."""
    answer = await anna.post("/u/anna/api/turn", data={"say": "hei"})
    assert answer.status_code == 415


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://127.0.0.1:8080"}, 200),
        ({}, 200),
    ],
)
async def test_only_our_own_page_may_send_turns(
    anna: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    """A foreign Origin is refused although the cookie is right."""
    answer = await anna.post("/u/anna/api/turn", json=turn(), headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8080", 200),
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("[::1]:8080", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
async def test_only_this_machines_names_are_answered(
    client: httpx.AsyncClient, host: str, status: int
) -> None:
    """A name that was made to point here (DNS rebinding) gets nothing; a platform's probe does."""
    assert (await client.get("/", headers={"Host": host})).status_code == status
    assert (await client.get("/internal/isalive", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("path", ["/", "/internal/isalive", "/internal/isready", "/internal/metrics"])
async def test_a_probe_may_ask_for_the_head_alone(client: httpx.AsyncClient, path: str) -> None:
    """HEAD is answered as GET is: so do many ask whether a page is there."""
    assert (await client.head(path)).status_code == (await client.get(path)).status_code == 200


@pytest.mark.parametrize(("ahead", "status"), [(1, 200), (30, 200), (3600, 303)])
async def test_a_cookie_from_a_clock_that_is_ahead(
    client: httpx.AsyncClient, ahead: int, status: int
) -> None:
    """Two machines never show quite the same second; an hour is no such difference."""
    client.cookies.set(NAME, sign("a secret", "anna", int(time.time()) + ahead), path="/u/anna/")
    assert (await client.get("/u/anna/")).status_code == status


@pytest.mark.parametrize(
    "path", ["/", "/u/anna/", "/u/anna/api/start", "/nowhere", "/static/icon.svg", "/internal/isalive"]
)
async def test_every_answer_is_hardened(anna: httpx.AsyncClient, path: str) -> None:
    """No answer lacks the policy: nothing from elsewhere, nothing inline, in nobody's frame."""
    headers = (await anna.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"  # the demo: browsers say what people typed
    assert headers["cache-control"] == ("no-cache" if "static" in path else "no-store")
    assert "permissions-policy" in headers


async def test_a_broken_store_says_try_again(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """Nothing of the fault is shown, readiness is gone, and the same turn works later."""
    desk.broken = True
    body = turn("hei")
    answer = await anna.post("/u/anna/api/turn", json=body)
    assert answer.status_code == 503
    assert "disk" not in answer.text
    assert answer.json()["error"].startswith("Noe gikk galt")
    assert (await anna.get("/internal/isready")).status_code == 503
    desk.broken = False
    assert (await anna.post("/u/anna/api/turn", json=body)).status_code == 200
    assert (await anna.get("/internal/isready")).text == "ready"


async def test_an_unexpected_fault_shows_no_trace(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """A bug ends in a plain hardened sentence."""

    def bug(person: Person, inbound: object) -> Said:
        raise RuntimeError("inner secret")

    desk.answers = bug
    answer = await anna.post("/u/anna/api/turn", json=turn())
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_the_error_page_speaks_three_languages(client: httpx.AsyncClient) -> None:
    """The reader's language comes first, and the path is never repeated."""
    page = (await client.get("/<script>", headers={"Accept-Language": "nn"})).text
    assert re.findall(r'<div lang="(\w+)"', page) == ["nn", "nb", "en"]
    assert "script>" not in page


async def test_names_are_escaped(desk: MemoryDesk, words: Words) -> None:
    """A name with markup in it is text on every page."""
    odd = Person("odd", Role.GUEST, name='<b onclick="x">&')
    app = create(desk, words, (odd,), SETTINGS)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as browser:
        pages = (await browser.get("/")).text
        await browser.post("/login", data={"person": "odd"})
        pages += (await browser.get("/u/odd/")).text
    assert "<b onclick" not in pages
    assert "&lt;b onclick=&#34;x&#34;&gt;&amp;" in pages


async def test_shortcuts_fit_the_role(anna: httpx.AsyncClient) -> None:
    """Who can have referrals gets the button to them; a newcomer does not."""
    await anna.post("/login", data={"person": "nils"})
    assert 'data-press="referrals:"' in (await anna.get("/u/anna/")).text
    assert 'data-press="referrals:"' not in (await anna.get("/u/nils/")).text


async def test_metrics_count_turns_and_hold_no_text(anna: httpx.AsyncClient) -> None:
    """Turns are counted by kind, and what was written is nowhere in it."""
    await anna.post("/u/anna/api/turn", json=turn("hemmelig tekst"))
    metrics = (await anna.get("/internal/metrics")).text
    assert 'ips_web_turns_total{kind="answer"} 1.0' in metrics
    assert "ips_web_turn_seconds_count 1.0" in metrics
    assert "hemmelig" not in metrics


def test_the_api_describes_itself(desk: MemoryDesk, words: Words) -> None:
    """The OpenAPI description can be made, and names the turn's body."""
    described = create(desk, words, (ANNA,), SETTINGS).openapi()
    body = described["paths"]["/u/{person_id}/api/turn"]["post"]["requestBody"]
    assert set(body["content"]["application/json"]["schema"]["properties"]) == {
        "update",
        "say",
        "press",
        "send",
        "linked",
    }


async def test_a_link_only_asks(anna: httpx.AsyncClient, desk: MemoryDesk) -> None:
    """Words that an address brought are second hand: they answer no step, and start nothing."""
    await anna.post("/u/anna/api/turn", json=turn("ja", linked=True))
    await anna.post("/u/anna/api/turn", json=turn("ja"))
    assert [one.second_hand for one in desk.turns] == [True, False]


async def test_what_a_link_asks_lasts_over_the_login(client: httpx.AsyncClient) -> None:
    """Whoever is not logged in comes to the login with the question still in the address."""
    answer = await client.get("/u/anna/?q=%3Cb%3E%22//x&topic=ips.goal")
    assert answer.headers["location"] == "/?q=%3Cb%3E%22//x&topic=ips.goal"


def test_nothing_on_the_page_points_elsewhere() -> None:
    """No style, script or page loads anything from another server, or holds inline code or style."""
    files = [f for f in web_app.STATIC.parent.rglob("*") if f.suffix in {".css", ".js", ".html", ".svg"}]
    assert len(files) > 15
    for file in files:
        if file.name == "teams.js":  # Microsoft's; the content security policy lets it call nobody but us
            continue
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|url\(\s*['\"]?//|@import", text), file
        if file.suffix == ".html":
            assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|<style", text), file


def test_what_is_taken_over_has_its_licence() -> None:
    """Beside every vendored file lies the licence it came under."""
    vendor = web_app.STATIC / "vendor"
    assert "Permission is hereby granted" in (vendor / "aksel.LICENSE.txt").read_text()
    assert "SIL Open Font License" in (vendor / "source-sans-3.LICENSE.txt").read_text()
    readme = (vendor / "README.md").read_text()
    for file in vendor.iterdir():
        if file.name != "README.md":
            assert file.name in readme


def test_every_token_and_word_that_the_page_uses_exists(words: Words) -> None:
    """A misspelt style token or word key would fail in silence in the browser; here it fails aloud."""
    styles = "".join(f.read_text() for f in web_app.STATIC.glob("*.css"))
    known = (web_app.STATIC / "vendor" / "aksel.css").read_text()
    for token in set(re.findall(r"var\((--ax-[\w-]+)", styles)):
        assert f"{token}:" in known, token
    scripts = "".join(f.read_text() for f in (web_app.STATIC / "js").glob("*.js"))
    pages = "".join(f.read_text() for f in (web_app.STATIC.parent / "pages").glob("*.html"))
    keys = set(re.findall(r'say\("([\w.]+)"', scripts))
    keys |= set(re.findall(r'data-(?:word|label|placeholder)="([\w.]+)"', pages))
    for lang in ("nb", "nn", "en"):
        assert [key for key in keys if not words.has(lang, key)] == []
