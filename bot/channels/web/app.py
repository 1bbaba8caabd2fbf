"""Puts the web chat together: routes, guards, faults."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web import api, faults, health, inbox_page, login
from bot.channels.web.door import Door
from bot.channels.web.exports import Exports
from bot.channels.web.exports import router as export_routes
from bot.channels.web.limits import Crowd, PerAddress
from bot.channels.web.metrics import Metrics
from bot.channels.web.settings import WebSettings
from bot.channels.web.shield import Shield
from bot.domain.directory import Directory
from bot.domain.inbox import Inbox
from bot.domain.limits import Limiter
from bot.domain.person import Person
from bot.domain.ports import Desk
from bot.knowledge.entry import Words

STATIC = Path(__file__).parent / "static"
# Some systems do not know these, and with nosniff a script of an unknown type is not run.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


def create(
    desk: Desk,
    words: Words,
    people: Sequence[Person],
    settings: WebSettings,
    directory: Directory | None = None,
    registry: CollectorRegistry | None = None,
    *,
    exports: Exports | None = None,
    inbox: Inbox | None = None,
    channels: Callable[[], Mapping[str, bool]] = dict,
) -> FastAPI:
    """Return the web chat as an ASGI app.

    `people` may log in; `directory` gives their services and teams a name. `exports` hands out
    referrals in the forms of others; without it there is nothing to fetch. `inbox` shows what
    waits for whom; without it there is no such page. `channels` tells which chat channels work.
    `app.state.closing` is an event:
    when it is set the open news streams end (`server.serve` does that at shutdown).
    """
    app = FastAPI(
        title="ips-assistant", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    metrics = Metrics(registry or CollectorRegistry())
    turns = Limiter(settings.per_person)
    known, closing = {p.id: p for p in people}, asyncio.Event()
    door = Door(desk, words, known, settings, directory, metrics, closing, turns, inbox, channels)
    app.state.closing = door.closing
    refuse = partial(faults.told, door)
    app.add_middleware(PerAddress, limiter=Limiter(settings.per_address), refuse=refuse)
    app.add_middleware(Shield, hosts=settings.hosts, local=settings.local)
    app.add_middleware(Crowd)
    app.include_router(login.router(door))
    app.include_router(api.router(door))
    app.include_router(export_routes(door, exports))
    app.include_router(inbox_page.router(door, table=exports is not None))
    app.include_router(health.router(door))
    app.mount("/static", GZipMiddleware(Static(directory=STATIC)))
    faults.register(app, door)
    return app


class Static(StaticFiles):
    """Our own files; the browser asks whether they changed, but need not fetch them again."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""

        async def revalidated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message.setdefault("headers", []).append((b"cache-control", b"no-cache"))
            await send(message)

        await super().__call__(scope, receive, revalidated)
