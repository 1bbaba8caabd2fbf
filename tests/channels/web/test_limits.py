"""Who comes too often is told to wait; memory stays bounded; slow connections end."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from uuid import uuid4

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.web import WebSettings, create
from bot.channels.web.protection import limits as web_limits
from bot.channels.web.protection import slow_clients as patience
from bot.channels.web.server import Server, config
from bot.domain.message.rate_limit import Limiter, Rate
from bot.domain.person.person import Person, Role
from tests.deep import deep
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words

PEOPLE = (Person("anna", Role.CLINICIAN, name="Anna"), Person("nils", Role.NEWCOMER, name="Nils"))
WORDS = real_words()


def browser(limits: WebSettings) -> httpx.AsyncClient:
    """Return a browser at an app with these limits."""
    transport = httpx.ASGITransport(create(MemoryDesk(), WORDS, PEOPLE, limits), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")


async def say(client: httpx.AsyncClient, person: str) -> httpx.Response:
    """Take a turn."""
    return await client.post(f"/u/{person}/api/turn", json={"update": uuid4().hex, "say": "hei"})


@given(st.integers(1, 20), st.lists(st.floats(0, 10), max_size=200))
@settings(max_examples=deep(100), deadline=None)
def test_no_more_than_the_rate(most: int, pauses: list[float]) -> None:
    """In any time at most `most` and what came back meanwhile are let in, and who waits as told is let in."""
    limiter, now, let_in = Limiter(Rate(most, 10)), 0.0, 0
    for pause in pauses:
        now += pause
        waits = limiter.wait("a", now)
        let_in += not waits
        assert 0 <= waits <= 10 / most + 1e-9
        assert let_in <= most + now * most / 10 + 1e-6
    assert limiter.wait("a", now + 10 / most + 1e-6) == 0


def test_memory_is_bounded_and_keys_do_not_meet() -> None:
    """Ten thousand addresses leave as many traces as allowed; one's hurry is not another's."""
    limiter = Limiter(Rate(1), keys=100)
    assert not any(limiter.wait(str(key), 0) for key in range(10_000))
    assert len(limiter) == 100
    assert limiter.wait("9999", 0) > 0
    assert Limiter(Rate(0)).wait("a", 0) == Limiter(Rate(0)).wait("a", 0) == 0


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
async def test_a_person_in_a_hurry_is_told_to_wait(lang: str) -> None:
    """After so many turns comes 429 with Retry-After and a sentence; another person is not held up."""
    async with browser(WebSettings("s", per_person=Rate(2, 3600))) as client:
        client.headers["accept-language"] = lang
        for person in ("anna", "nils"):
            await client.post("/login", data={"person": person})
        taken = [(await say(client, "anna")).status_code for _ in range(3)]
        refused = await say(client, "anna")
        assert taken == [200, 200, 429]
        assert 1 <= int(refused.headers["retry-after"]) <= 1800
        assert refused.json()["error"] == WORDS.say(lang, "web.too_many")
        assert (await say(client, "nils")).status_code == 200


async def test_a_stranger_cannot_use_up_somebodys_turns() -> None:
    """Turns without a login are not counted on the person they name."""
    async with browser(WebSettings("s", per_person=Rate(1, 3600))) as client:
        assert {(await say(client, "anna")).status_code for _ in range(5)} == {401}
        await client.post("/login", data={"person": "anna"})
        assert (await say(client, "anna")).status_code == 200


async def test_an_address_in_a_hurry_is_told_to_wait() -> None:
    """Any request counts, the answer is hardened, and a platform's probes go on."""
    async with browser(WebSettings("s", per_address=Rate(2, 3600))) as client:
        codes = [(await client.get("/")).status_code for _ in range(3)]
        refused = await client.get("/")
        assert codes == [200, 200, 429]
        assert "content-security-policy" in refused.headers
        assert WORDS.say("nb", "web.too_many") in refused.text
        assert (await client.get("/internal/isalive")).status_code == 200


async def test_a_body_that_drips_is_given_up() -> None:
    """A body that takes too long is refused with 408."""

    async def drips() -> object:
        yield b"{"
        await asyncio.sleep(60)

    async with browser(WebSettings("s", body_lasts=0.05)) as client:
        await client.post("/login", data={"person": "anna"})
        kind = {"content-type": "application/json"}
        answer = await client.post("/u/anna/api/turn", content=drips(), headers=kind)  # type: ignore[arg-type]
        assert answer.status_code == 408


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
async def test_a_connection_that_never_asks_is_closed(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing, half a line, headers without an end (slow loris): the server hangs up."""
    monkeypatch.setattr(patience, "HEADERS_S", 0.1)
    app = create(MemoryDesk(), WORDS, PEOPLE, WebSettings("s"))
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        reader, writer = await asyncio.open_connection(*sock.getsockname())
        writer.write(sent)
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()
        server.should_exit = True
        await asyncio.wait_for(task, 5)


async def test_who_says_nothing_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections that never say what they want hold the server from nobody: the oldest one goes."""
    monkeypatch.setattr(patience, "MOST_AT_ONCE", 5)
    monkeypatch.setattr(web_limits, "MOST_AT_ONCE", 5)
    app = create(MemoryDesk(), WORDS, PEOPLE, WebSettings("s"))
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        host, port = sock.getsockname()
        silent = []
        for _ in range(5):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b"GET / HT")
            silent.append((reader, writer))
        async with httpx.AsyncClient(base_url=f"http://{host}:{port}", timeout=20) as client:
            assert [(await client.get("/")).status_code for _ in range(2)] == [200, 200]
        async with asyncio.timeout(5):
            with suppress(ConnectionError):
                assert await silent[0][0].read() == b""
        for _, writer in silent:
            writer.close()
        server.should_exit = True
        await asyncio.wait_for(task, 10)
