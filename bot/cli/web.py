"""python -m bot run: the web chat."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import structlog
import typer

from bot import __version__, tracing
from bot.cli.common import Database, build_app, open_store, refuse_orphaned, settings_of, stop
from bot.domain.ports.store import StoreFault
from bot.listening import give_way
from bot.services import demo
from bot.settings import Settings
from bot.settings_sign_in import SHORTEST_SECRET

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.app import App
    from bot.channels.web import WebSettings
    from bot.channels.web.sign_in.port import Login

log = structlog.get_logger()

LOOK_S = 1.0
"""Seconds between two looks whether the database file is still there."""

DIRECTORY_S = 5.0
"""Seconds until a replica sees what another one changed in the directory."""

TEAMS_PAGES = ("https://teams.microsoft.com", "https://*.teams.microsoft.com", "https://*.cloud.microsoft")
"""Where Teams shows tabs. Source: Microsoft Learn, «Tab requirements»."""

LETS_GO_S = 5
"""How long the sweep may take to come to its end, in seconds; what it leaves undone waits for the next."""


def run(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    database: Database = None,
) -> None:
    """Start the web chat and print its address."""
    settings = settings_of(host=host, port=port, database=database)
    if settings.key_can_be_guessed:
        stop(
            f"Cannot start. IPS_SECRET is shorter than {SHORTEST_SECRET} characters, so anybody could sign a"
            " login with it: take what `openssl rand -hex 32` prints."
        )
    listener = _listen(settings, settings.port, "IPS_PORT")
    hooks = _listen(settings, settings.webhook_port, "IPS_WEBHOOK_PORT") if settings.takes_webhooks else None
    app = build_app(settings, wait=False)
    gc.collect()
    gc.freeze()  # the knowledge base stays: looking through it for garbage costs more than many a turn
    give_way()
    asyncio.run(_serve(app, listener, hooks))


def _listen(settings: Settings, port: int, name: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # named as TCP, or asyncio leaves Nagle's algorithm on, and every answer waits 40 ms
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host.strip("[]"), port))
        listener.listen(128)
    except OSError as fault:
        stop(
            f"Port {port} on {settings.host} cannot be used ({fault.strerror}). "
            f"Stop the other program, or choose another with {name}."
        )
    return listener


async def _serve(app: App, listener: socket.socket, hooks: socket.socket | None) -> None:
    from bot.channels.web import create, serve

    tracing.configure(app.settings.otlp, __version__)
    await open_store(app)
    await refuse_orphaned(app)
    log.info("audit trail at the start", head=str(await app.store.audit_head()))
    if app.settings.login == "demo":
        await app.store.add_people(demo.PEOPLE)  # so that their posts are held from the start
    login, wanted = _way_in(app)
    web = create(
        app.turns,
        app.words,
        demo.PEOPLE if login is None else (),
        wanted,
        app.know.directory,
        exports=app.exports,
        inbox=app.inbox,
        titles=app.know.base.titles(),
        registry=app.gauges.registry if app.gauges else None,
        measure=app.gauges.look if app.gauges else None,
        channels=app.works,
        login=login,
        people_desk=app.people,
        curating=app.curating,
        bulletin=app.bulletin,
        directory_desk=app.directory_desk,
        doctor=app.doctor(),
        guests=app.guests,
    )
    typer.echo(f"IPS assistant: {_address(listener)}/")
    ending = asyncio.Event()
    working = app.background(ending)
    watching = asyncio.create_task(_watch_file(app, web))
    looking = asyncio.create_task(_watch_directory(app))
    async with _webhooks(app, hooks):
        sys.stdout.flush()
        await serve(web, listener)
    ending.set()
    watching.cancel()
    looking.cancel()
    gone = app.store.is_gone
    await app.turns.finished(LETS_GO_S)
    await asyncio.wait(working, timeout=LETS_GO_S)
    await app.store.close()
    await asyncio.to_thread(tracing.close)
    if gone:
        stop("The database file was moved or deleted while the program ran. Put it back, and start again.", 1)


def _way_in(app: App) -> tuple[Login | None, WebSettings]:
    """Return how people sign in, and how the web chat behaves then; or end with one sentence."""
    from bot.channels.web import WebSettings
    from bot.channels.web.protection.readers import Readers
    from bot.domain.message.rate_limit import Rate

    settings = app.settings
    base = WebSettings(
        settings.secret.get_secret_value(),
        per_person=Rate(settings.rate_person),
        per_address=Rate(settings.rate_address),
        proxies=settings.proxies,
        readers=Readers(settings.metrics_networks, settings.metrics_token.get_secret_value()),
    )
    if settings.login == "demo":
        return None, base
    from bot.channels.web.sign_in.oidc import OidcLogin
    from bot.cli.sign_in import configured

    oidc = configured(settings, app.know.directory)
    address = urlsplit(settings.base_url)
    wanted = replace(
        base,
        hosts=(f"[{address.hostname}]" if ":" in (address.hostname or "") else address.hostname or "",),
        local=False,
        https=address.scheme == "https",
        by_groups=bool(oidc.parts),
        framed_by=TEAMS_PAGES if oidc.tenants else (),
    )
    return OidcLogin(oidc, app.store.sign_ins), wanted


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


@asynccontextmanager
async def _webhooks(app: App, listener: socket.socket | None) -> AsyncIterator[None]:
    """Serve the webhooks on a port of their own, where there are any: the pages are not on it."""
    from bot.channels.web import beside, webhooks

    if listener is None:
        yield
        return
    made = webhooks(app.channel_runtime.routers)
    typer.echo(f"Webhooks: {_address(listener)} ({', '.join(app.channel_runtime.doors)})")
    async with beside(made, listener):
        yield


async def _watch_directory(app: App) -> None:
    """Have what an admin changed in the directory, also in another replica or on the command line."""
    while True:
        await asyncio.sleep(DIRECTORY_S)
        with suppress(StoreFault):  # the next look has it
            if await app.store.load_directory():
                log.info("the directory was changed")


async def _watch_file(app: App, web: FastAPI) -> None:
    """Stop the server when its database file is gone: what is written there would be lost."""
    while not app.store.is_gone:
        await asyncio.sleep(LOOK_S)
    log.critical("the database file is gone")
    web.state.server.should_exit = True
