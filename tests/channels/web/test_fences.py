"""What the web chat refuses before anything else, and what one person may not use up."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest
from starlette.types import Message, Scope

from bot.channels.web import WebSettings, create
from bot.channels.web.protection.shield import FORWARDED
from bot.channels.web.routes.news import Streams
from bot.channels.web.server import Server, config
from bot.domain.person.person import Person, Role
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words

WORDS = real_words()
ANNA = Person("anna", Role.CLINICIAN, name="Anna")


def browser(**settings: object) -> httpx.AsyncClient:
    """Return a browser at the web chat."""
    app = create(MemoryDesk(), WORDS, (ANNA,), WebSettings("s", **settings))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")


@pytest.mark.parametrize("header", FORWARDED)
async def test_the_demo_login_is_not_for_a_proxy(header: str) -> None:
    """Whatever a proxy adds: no page, no login, no counters; with a login of its own it is no matter."""
    async with browser() as client:
        said = {header: "10.0.0.1"}
        for path in ("/", "/u/anna/", "/internal/metrics", "/static/base.css"):
            assert (await client.get(path, headers=said)).status_code == 403
        login = await client.post("/login", data={"person": "anna"}, headers=said)
        assert (login.status_code, login.cookies.get("ips_login")) == (403, None)
        assert (await client.get("/")).status_code == 200
    async with browser(local=False) as client:
        assert (await client.get("/", headers=said)).status_code == 200


@pytest.mark.parametrize("name", ["origin", "referer"])
@pytest.mark.parametrize("there", ["https://ips.example.org", "http://10.0.0.7:8080/x", "nonsense"])
async def test_a_page_of_another_name_is_no_page_of_the_demo(name: str, there: str) -> None:
    """A proxy that adds nothing still hands on which address people typed: no page, and no login."""
    async with browser() as client:
        assert (await client.get("/", headers={name: there})).status_code == 403
        login = await client.post("/login", data={"person": "anna"}, headers={name: there})
        assert (login.status_code, login.cookies.get("ips_login")) == (403, None)
        for here in ("http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"):
            assert (await client.get("/", headers={name: here})).status_code == 200
        by_link = {"referer": "https://mail.example", "sec-fetch-site": "cross-site"}
        answer = await client.get("/", headers=by_link)
        assert answer.status_code == 200
        assert answer.headers["referrer-policy"] == "same-origin"
    async with browser(local=False) as client:
        assert (await client.get("/", headers={name: there})).status_code == 200
        assert (await client.get("/")).headers["referrer-policy"] == "no-referrer"


async def test_nginx_as_it_comes_is_refused() -> None:
    """It puts our own name in Host and adds nothing; but it speaks HTTP/1.0, which no browser does."""
    app = create(MemoryDesk(), WORDS, (ANNA,), WebSettings("s"))
    said: list[int] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            said.append(message["status"])

    async def receive() -> Message:
        return {"type": "http.request", "body": b"person=kari"}

    for version in ("1.0", "1.1"):
        scope: Scope = {
            "type": "http",
            "http_version": version,
            "method": "GET",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:8080"), (b"connection", b"close")],
            "client": ("127.0.0.1", 5),
        }
        await app(scope, receive, send)
    assert said == [403, 200]


async def test_a_form_with_too_many_fields_is_a_bad_one() -> None:
    """No stack trace for a login with hundreds of fields."""
    async with browser() as client:
        answer = await client.post("/login", content="&".join(f"a{n}=1" for n in range(300)))
    assert answer.status_code == 400


async def test_nobody_is_led_to_another_host() -> None:
    """A slash too many is not found; the answer names no address that a client chose."""
    async with browser() as client:
        answer = await client.get("/internal/isalive/", headers={"host": "evil.example"})
    assert answer.status_code == 404
    assert "evil" not in str(answer.headers)


async def test_two_lengths_are_refused() -> None:
    """A request that says its length twice is understood by nobody, so it is not taken."""
    app = create(MemoryDesk(), WORDS, (ANNA,), WebSettings("s"))
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        reader, writer = await asyncio.open_connection(*sock.getsockname())
        writer.write(
            b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 11\r\n"
            b"\r\n0\r\n\r\nperson=anna"
        )
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        writer.close()
        server.should_exit = True
        await asyncio.wait_for(task, 10)


def test_the_oldest_stream_makes_room() -> None:
    """A person has so many streams; one more ends the oldest, and nobody else's."""
    streams = Streams(2)
    first, second, other = streams.open("anna"), streams.open("anna"), streams.open("nils")
    third = streams.open("anna")
    assert [event.is_set() for event in (first, second, third, other)] == [True, False, False, False]
    for event in (first, second, third):
        streams.close("anna", event)
    assert not any(event.is_set() for event in (streams.open("anna"), other))


async def test_a_stream_that_made_room_ends() -> None:
    """Over a real line: the first of three ends, with a word to come back later."""
    app = create(MemoryDesk(), WORDS, (ANNA,), WebSettings("s", streams=2))
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address, timeout=20) as client:
            await client.post("/login", data={"person": "anna"})
            first = client.stream("GET", "/u/anna/api/news")
            opened = await first.__aenter__()
            rest = [client.stream("GET", "/u/anna/api/news") for _ in range(2)]
            for one in rest:
                await one.__aenter__()
            lines = [line async for line in opened.aiter_lines()]
            assert "retry: 60000" in lines
            for one in (first, *rest):
                await one.__aexit__(None, None, None)
        server.should_exit = True
        await asyncio.wait_for(task, 10)
