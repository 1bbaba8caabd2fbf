"""The web chat on a real socket: streams end with their reader, and do not hold a server that stops."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.channels.web import WebSettings, create
from bot.channels.web.server import Server, config
from bot.domain.message.message import Reply
from bot.domain.person.person import Person, Role
from tests.fakes.desk import MemoryDesk
from tests.fakes.knowledge import real_words

JONAS = Person("jonas", Role.JOB_SPECIALIST, name="Jonas")


@asynccontextmanager
async def running(desk: MemoryDesk) -> AsyncIterator[tuple[httpx.AsyncClient, Server]]:
    """A server on a free port, and a browser in which Jonas is logged in; stops at the end."""
    app = create(desk, real_words(), (JONAS,), WebSettings("s"))
    server = Server(config(app), app)
    with socket.create_server(("127.0.0.1", 0)) as sock:
        task = asyncio.create_task(server.serve(sockets=[sock]))
        address = f"http://127.0.0.1:{sock.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=address, timeout=5) as browser:
            await browser.post("/login", data={"person": "jonas"})
            yield browser, server
        server.should_exit = True
        await asyncio.wait_for(task, 5)


async def until(desk: MemoryDesk, waiting: int) -> None:
    """Return when so many streams wait at the desk."""
    async with asyncio.timeout(5):
        while desk.waiting != waiting:
            await asyncio.sleep(0.01)


async def test_a_stream_ends_when_its_reader_goes() -> None:
    """A closed window leaves nothing behind at the desk."""
    desk = MemoryDesk()
    async with running(desk) as (browser, _):
        async with browser.stream("GET", "/u/jonas/api/news") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            await until(desk, 1)
        await until(desk, 0)


async def test_an_open_stream_does_not_hold_the_server() -> None:
    """At shutdown the stream is ended properly, not cut off, and the server stops at once."""
    desk = MemoryDesk()
    async with running(desk) as (browser, server), browser.stream("GET", "/u/jonas/api/news") as stream:
        await until(desk, 1)
        server.should_exit = True
        async with asyncio.timeout(3):
            assert {line async for line in stream.aiter_lines()} == {": still here", ""}


async def test_the_header_of_a_browser_that_comes_back_counts() -> None:
    """Last-Event-ID, as a browser sends it, leaves out what was seen."""
    desk = MemoryDesk()
    async with running(desk) as (browser, _):
        await desk.tell("jonas", Reply("en"))
        await desk.tell("jonas", Reply("to"))
        async with browser.stream(
            "GET", "/u/jonas/api/news?after=0", headers={"Last-Event-ID": "1"}
        ) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("id:"):
                    break
        assert line == "id: 2"
