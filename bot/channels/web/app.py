"""Puts the web chat together: routes, guards, faults."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

from bot.channels.web.bulletin import routes as bulletin_pages
from bot.channels.web.context import RouteContext
from bot.channels.web.curators import routes as curator_pages
from bot.channels.web.guest import routes as guest_pages
from bot.channels.web.inbox import page as inbox_page
from bot.channels.web.metrics import Metrics
from bot.channels.web.people import directory_routes as directory_pages
from bot.channels.web.people import health_routes as health_pages
from bot.channels.web.people import routes as people_pages
from bot.channels.web.protection import faults
from bot.channels.web.protection.limits import Crowd, PerAddress
from bot.channels.web.protection.shield import Shield
from bot.channels.web.routes import api, chat, health
from bot.channels.web.routes.exports import Exports
from bot.channels.web.routes.exports import router as export_routes
from bot.channels.web.settings import WebSettings
from bot.channels.web.sign_in.demo import DemoLogin
from bot.channels.web.sign_in.port import Login
from bot.domain.curating.board import Curating
from bot.domain.message.inbox import Inbox
from bot.domain.message.rate_limit import Limiter
from bot.domain.news.desk import Bulletin
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person
from bot.domain.ports.desk import Desk
from bot.domain.ports.directory import DirectoryDesk
from bot.domain.ports.guests import Guests
from bot.domain.ports.health import Health
from bot.domain.ports.people import People
from bot.knowledge.base.entry import Words

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
    titles: Mapping[str, tuple[str, ...]] | None = None,
    channels: Callable[[], Mapping[str, bool]] = dict,
    login: Login | None = None,
    measure: Callable[[], Awaitable[None]] | None = None,
    people_desk: People | None = None,
    curating: Curating | None = None,
    directory_desk: DirectoryDesk | None = None,
    guests: Guests | None = None,
    bulletin: Bulletin | None = None,
    doctor: Health | None = None,
) -> FastAPI:
    """Return the web chat as an ASGI app.

    `people` may choose to be one of them, unless another `login` tells who is who. `directory` gives
    their services and teams a name. `exports` hands out referrals in the forms of others; without it
    there is nothing to fetch. `titles` are suggested while one types, by language. `inbox` shows what
    waits for whom; without it there is no such page. `people_desk` looks after the members of
    staff, `directory_desk` after teams, posts and services, `curating` after the texts,
    `bulletin` after newsletter and instruction, `doctor` examines the service; without it there are no
    pages for that. `guests` answers people who are not signed in. `channels` tells which chat channels work.
    `app.state.closing` is an event: when it is set the open news streams end (`server.serve` does that at
    shutdown).
    """
    app = FastAPI(
        title="ips-assistant", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    metrics = Metrics(registry or CollectorRegistry())
    turns = Limiter(settings.per_person)
    way_in = login or DemoLogin({p.id: p for p in people}, settings.secret, settings.login_lasts)
    closing = asyncio.Event()
    door = RouteContext(
        desk,
        words,
        settings,
        directory,
        metrics,
        closing,
        turns,
        way_in,
        inbox,
        channels,
        measure,
        titles or {},
        guests,
    )
    app.state.closing = door.closing
    refuse = partial(faults.told, door)
    by_address = Limiter(settings.per_address)
    app.add_middleware(PerAddress, limiter=by_address, refuse=refuse, proxies=settings.proxies)
    app.add_middleware(
        Shield,
        hosts=settings.hosts,
        local=settings.local,
        https=settings.https,
        framed_by=settings.framed_by,
    )
    app.add_middleware(Crowd)
    app.include_router(way_in.routes(door))
    app.include_router(guest_pages.router(door, guests))
    app.include_router(chat.router(door))
    app.include_router(api.router(door))
    app.include_router(export_routes(door, exports))
    app.include_router(inbox_page.router(door, table=exports is not None))
    app.include_router(curator_pages.router(door, curating))
    app.include_router(bulletin_pages.router(door, bulletin))
    app.include_router(people_pages.router(door, people_desk))
    app.include_router(directory_pages.router(door, people_desk, directory_desk))
    app.include_router(health_pages.router(door, people_desk, doctor))
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
