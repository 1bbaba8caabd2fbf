"""python -m bot run: the web chat."""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot import demo
from bot.cli.common import Database, build_app, open_store, refuse_astray, settings_of, stop
from bot.settings import SHORTEST_SECRET, Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.app import App

log = structlog.get_logger()

LOOK_S = 1.0
"""Seconds between two looks whether the database file is still there."""

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
    from bot.channels.web import WebSettings, create, serve
    from bot.domain.limits import Rate

    await open_store(app)
    await refuse_astray(app)
    log.info("audit trail at the start", head=str(await app.store.audit_head()))
    if app.settings.login == "demo":
        await app.store.add_people(demo.PEOPLE)  # so that their posts are held from the start
    secret = app.settings.secret.get_secret_value()
    wanted = WebSettings(
        secret, per_person=Rate(app.settings.rate_person), per_address=Rate(app.settings.rate_address)
    )
    web = create(
        app.turns,
        app.words,
        demo.PEOPLE,
        wanted,
        app.know.directory,
        exports=app.exports,
        inbox=app.inbox,
        channels=app.works,
    )
    typer.echo(f"IPS assistant: {_address(listener)}/")
    ending = asyncio.Event()
    sweeping = asyncio.create_task(app.sweep.forever(ending))
    chatting = asyncio.create_task(app.chatting.run(ending))
    watching = asyncio.create_task(_watch_file(app, web))
    async with _webhooks(app, hooks):
        sys.stdout.flush()
        await serve(web, listener)
    ending.set()
    watching.cancel()
    gone = app.store.is_gone
    await asyncio.wait({sweeping, chatting}, timeout=LETS_GO_S)
    await app.store.close()
    if gone:
        stop("The database file was moved or deleted while the program ran. Put it back, and start again.", 1)


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
    made = webhooks(app.chatting.routers)
    typer.echo(f"Webhooks: {_address(listener)} ({', '.join(app.chatting.doors)})")
    async with beside(made, listener):
        yield


async def _watch_file(app: App, web: FastAPI) -> None:
    """Stop the server when its database file is gone: what is written there would be lost."""
    while not app.store.is_gone:
        await asyncio.sleep(LOOK_S)
    log.critical("the database file is gone")
    web.state.server.should_exit = True
