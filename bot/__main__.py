"""The command line: python -m bot …"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any, NoReturn

import structlog
import typer

from bot import demo
from bot.domain.person import Person, Role
from bot.domain.ports import StoreFault
from bot.settings import Settings, WrongSetting, read

cli = typer.Typer(
    help="The IPS assistant: answers about individuell jobbstøtte, checks consent, refers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
kb = typer.Typer(help="Look after the knowledge base.", no_args_is_help=True)
db = typer.Typer(help="Look after the database.", no_args_is_help=True)
post = typer.Typer(help="Look after the posts of the teams.", no_args_is_help=True)
cli.add_typer(kb, name="kb")
cli.add_typer(db, name="db")
cli.add_typer(post, name="post")

Database = Annotated[str | None, typer.Option("--db", help="Database address, instead of IPS_DATABASE.")]


def _stop(message: str, code: int = 2) -> NoReturn:
    """End with one sentence instead of a stack trace."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def _settings(**overrides: object) -> Settings:
    try:
        settings = read(**overrides)
    except WrongSetting as fault:
        _stop(f"Cannot start. {fault}")
    level = getattr(logging, settings.log_level.upper())
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    return settings


def _build(settings: Settings, clock: Any = None) -> Any:
    from bot.app import build
    from bot.knowledge.loader import KnowledgeFaults

    try:
        return build(settings, clock)
    except KnowledgeFaults as faults:
        _stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")


async def _open(app: Any) -> None:
    """Bring the database up to date, with a clear word on standard error."""
    from bot.storage.migrate import NewerDatabase

    address: str = app.settings.database
    if address.startswith("sqlite") and ":///" in address:
        Path(address.split(":///", 1)[1]).absolute().parent.mkdir(parents=True, exist_ok=True)
    try:
        before, after = await app.store.upgrade()
    except NewerDatabase as fault:
        _stop(
            f"The database is newer ({fault}) than this program. Update the program, or use another database."
        )
    except StoreFault as fault:
        _stop(f"The database cannot be used: {fault}. Check IPS_DATABASE and that the file can be written.")
    if before != after:
        typer.echo(f"Database: brought from version {before or 'none'} to {after}.", err=True)


@cli.command()
def run(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one.")] = None,
    database: Database = None,
) -> None:
    """Start the web chat and print its address."""
    settings = _settings(host=host, port=port, database=database)
    listener = _listen(settings)
    app = _build(settings)
    asyncio.run(_serve(app, listener))


def _listen(settings: Settings) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host.strip("[]"), settings.port))
        listener.listen(128)
    except OSError as fault:
        _stop(
            f"Port {settings.port} on {settings.host} cannot be used ({fault.strerror}). "
            "Stop the other program, or choose another with IPS_PORT."
        )
    return listener


async def _serve(app: Any, listener: socket.socket) -> None:
    import uvicorn

    from bot.channels.web import create

    await _open(app)
    web = create(app.turns, app.words, demo.PEOPLE, secret=app.settings.secret.get_secret_value())
    server = uvicorn.Server(
        uvicorn.Config(web, log_level="warning", access_log=False, timeout_graceful_shutdown=3)
    )
    host, port = listener.getsockname()[:2]
    typer.echo(f"IPS assistant: http://{f'[{host}]' if ':' in host else host}:{port}/")
    sys.stdout.flush()
    await server.serve(sockets=[listener])
    await app.store.close()


@cli.command()
def chat(
    role: Annotated[Role, typer.Option("--as", help="Who you are.")] = Role.GUEST,
    service: Annotated[str | None, typer.Option(help="Your service, for those who refer.")] = None,
    own_post: Annotated[str | None, typer.Option("--post", help="Your post, for those who receive.")] = None,
    name: Annotated[str, typer.Option("--id", help="Your name here.")] = "",
    database: Database = None,
) -> None:
    """Talk to the assistant in this terminal."""
    settings = _settings(database=database, log_level="error")
    app = _build(settings)
    person = Person(name or f"{role}-{service or own_post or 'terminal'}", role, service, own_post, name)
    asyncio.run(_chat(app, person))


async def _chat(app: Any, person: Person) -> None:
    from rich.console import Console

    from bot.channels.terminal import Chat

    await _open(app)
    await Chat(app.turns, app.words, person, Console(highlight=False)).run()
    await app.store.close()


@cli.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.")] = None,
    jsonl: Annotated[Path | None, typer.Option(help='Answer each line {"q": …} of a file as JSON.')] = None,
) -> None:
    """Answer one question, or a file of them. Nothing is stored."""
    from bot import app as house
    from bot.knowledge.loader import KnowledgeFaults

    settings = _settings()
    try:
        knowing = house.know(settings)
    except KnowledgeFaults as faults:
        _stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    if jsonl is not None:
        _ask_lines(house, knowing, jsonl)
    elif question is not None:
        _ask_one(house, knowing, question)
    else:
        _stop("Give a question, or --jsonl FILE.")


def _ask_one(house: Any, knowing: Any, question: str) -> None:
    from rich.console import Console

    from bot.channels.terminal import show

    outcome = house.ask(knowing, question)
    for reply in outcome.replies:
        show(Console(highlight=False), reply, knowing.base.words, outcome.lang)


def _ask_lines(house: Any, knowing: Any, path: Path) -> None:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        _stop(f"Cannot read {path}: {fault}")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = str(json.loads(line)["q"])
        except (ValueError, KeyError, TypeError):
            _stop(f'{path}:{number}: not a line {{"q": "…"}}.')
        began = time.perf_counter()
        outcome = house.ask(knowing, question)
        answer = {
            "q": question,
            "outcome": outcome.kind.value,
            "topics": list(outcome.topics),
            "lang": outcome.lang,
            "confidence": round(float(outcome.confidence), 4),
            "ms": round((time.perf_counter() - began) * 1000, 2),
        }
        typer.echo(json.dumps(answer, ensure_ascii=False))


@cli.command()
def play(database: Database = None) -> None:
    """Play JSON lines from standard input; see the design for the form of a line."""
    with tempfile.TemporaryDirectory() as folder:
        address = database or f"sqlite+aiosqlite:///{folder}/play.sqlite"
        settings = _settings(database=address, log_level="error")
        asyncio.run(_play(settings))


async def _play(settings: Settings) -> None:
    from bot.channels.play import Play, Stopwatch

    clock = Stopwatch()
    app = _build(settings, clock)
    await app.store.upgrade() if settings.database.endswith("play.sqlite") else await _open(app)
    player = Play(app.turns, app.words, clock, app.show, app.notices_since)
    async for line in player.run(sys.stdin):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    await app.store.close()


@db.command("upgrade")
def db_upgrade(database: Database = None) -> None:
    """Bring the database up to the version of this program."""
    app = _build(_settings(database=database))

    async def go() -> None:
        await _open(app)
        await app.store.close()

    asyncio.run(go())
    typer.echo("The database is up to date.")


@post.command("away")
def post_away(
    which: Annotated[str, typer.Argument(help="The post, for instance dps-general.")],
    first: Annotated[dt.datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="First day away.")],
    last: Annotated[dt.datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day away.")],
    database: Database = None,
) -> None:
    """Record that a post's holder is away: new referrals go to the next in line."""
    app = _build(_settings(database=database))
    if which not in app.know.directory.posts:
        _stop(f"There is no post {which}. Posts: {', '.join(app.know.directory.posts)}")
    if last < first:
        _stop("The last day comes before the first.")

    async def go() -> None:
        await _open(app)
        await app.store.set_away(which, first.date(), last.date())
        await app.store.close()

    asyncio.run(go())
    typer.echo(f"{which} is away from {first.date()} to {last.date()}.")


if __name__ == "__main__":
    cli()
