"""python -m bot chat, and play: the whole assistant in a terminal or a pipe."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Database, build_app, open_store, settings_of
from bot.domain.person.person import Person, Role
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.app import App


def chat(
    role: Annotated[Role, typer.Option("--as", help="Who you are.")] = Role.GUEST,
    service: Annotated[str | None, typer.Option(help="Your service, for those who refer.")] = None,
    own_post: Annotated[str | None, typer.Option("--post", help="Your post, for those who receive.")] = None,
    name: Annotated[str, typer.Option("--id", help="Your name here.")] = "",
    database: Database = None,
) -> None:
    """Talk to the assistant in this terminal."""
    settings = settings_of(database=database, log_level="error")
    app = build_app(settings, wait=False)
    person = Person(name or f"{role}-{service or own_post or 'terminal'}", role, service, own_post, name)
    asyncio.run(_chat(app, person))


async def _chat(app: App, person: Person) -> None:
    from rich.console import Console

    from bot.channels.terminal import Chat

    await open_store(app)
    await Chat(app.turns, app.words, person, Console(highlight=False)).run()
    await app.store.close()


def play(database: Database = None) -> None:
    """Play JSON lines from standard input; see the design for the form of a line."""
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite+aiosqlite:///{folder}/play.sqlite"
        settings = settings_of(database=address, log_level="error")
        asyncio.run(_play(settings))


async def _play(settings: Settings) -> None:
    from bot.channels.play import Play, Stopwatch

    clock = Stopwatch()
    app = build_app(settings, clock)
    await app.store.upgrade() if settings.database.endswith("play.sqlite") else await open_store(app)
    player = Play(app.turns, app.words, clock, app.show, app.notices_since, app.sweep.look)
    async for line in player.run(sys.stdin):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    await app.store.close()
