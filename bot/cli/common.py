"""What every command needs: settings, the app, the database, and an end in one sentence."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn, Protocol

import typer

from bot import logs
from bot.domain.ports.store import Clock, StoreFault
from bot.settings import Settings, WrongSetting, read, unknown

if TYPE_CHECKING:  # what they import is slow to load, and many commands do without
    from bot.app import App, Sweeper
    from bot.domain.organisation.directory import Directory
    from bot.storage.store import Store

Database = Annotated[str | None, typer.Option("--db", help="Database address, instead of IPS_DATABASE.")]


NO_DATABASE = "The database cannot be used: {fault}. Check IPS_DATABASE and that the file can be written."


def stop(message: str, code: int = 2) -> NoReturn:
    """End with one sentence instead of a stack trace."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def use_utf8() -> None:
    """Read and write UTF-8 whatever the terminal's language is; half a character is no reason to end.

    What cannot be written comes out as an escape such as \\ud800, which is what JSON wants, too.
    """
    for stream, errors in (
        (sys.stdin, "replace"),
        (sys.stdout, "backslashreplace"),
        (sys.stderr, "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def settings_of(**overrides: object) -> Settings:
    """Return the settings, or end with one sentence that says which one is wrong."""
    try:
        for name, meant in unknown():
            hint = f" Did you mean {meant}?" if meant else ""
            typer.echo(f"{name} is no setting and is ignored.{hint}", err=True)
        settings = read(**overrides)
    except WrongSetting as fault:
        stop(f"Cannot start. {fault}")
    logs.configure(settings.log_level, settings.log_format)
    return settings


def build_app(settings: Settings, clock: Clock | None = None, *, wait: bool = True) -> App:
    """Put the app together, or end with the faults of the knowledge base."""
    from bot.app import build
    from bot.knowledge.base.fault import KnowledgeFaults

    try:
        return build(settings, clock, wait=wait)
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))


class Stored(Protocol):
    """Whatever was put together around a database."""

    @property
    def store(self) -> Store:
        """The database."""

    @property
    def migrates(self) -> bool:
        """Whether a start brings the tables up to date."""


OLDER = (
    "The database is of another version ({fault}), and IPS_MIGRATE=never: run python -m bot db upgrade first."
)


async def open_store(app: Stored, *, migrates: bool | None = None) -> None:
    """Bring the database up to date, with a clear word on standard error; or see that it is."""
    from bot.storage.migrate import NewerDatabase, OlderDatabase

    before: str | None
    try:
        if app.migrates if migrates is None else migrates:
            app.store.make_folder()
            before, after = await app.store.upgrade()
        else:
            before = after = await app.store.agree()
    except OlderDatabase as fault:
        await app.store.close()
        stop(OLDER.format(fault=fault))
    except NewerDatabase as fault:
        await app.store.close()
        stop(
            f"The database is newer ({fault}) than this program. Update the program, or use another database."
        )
    except StoreFault as fault:
        await app.store.close()
        stop(NO_DATABASE.format(fault=fault))
    await app.store.load_directory()
    if before != after:
        typer.echo(f"Database: brought from version {before or 'none'} to {after}.", err=True)


@dataclass(frozen=True)
class Records:
    """The database and who is who: what looks after rows needs neither words nor search."""

    store: Store
    directory: Directory
    migrates: bool


def records(database: str | None, **overrides: object) -> Records:
    """Return the database, nothing opened yet; or end with one sentence. Loads no more than that takes."""
    from bot.knowledge import loader
    from bot.knowledge.base.fault import KnowledgeFaults
    from bot.storage.store import Store

    settings = settings_of(database=database, **overrides)
    try:
        directory = loader.load_directory(settings.knowledge)
        return Records(Store(settings.database, directory), directory, settings.migrate == "start")
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))


ASTRAY = """Cannot start. What is open points to what directory.yaml no longer has:
{lines}
Put it back, or move what is open: python -m bot referral move OLD NEW"""


async def refuse_orphaned(app: App) -> None:
    """End with the codes of what is open and points to a removed post or service: nobody would find it."""
    lost = await app.store.orphaned()
    if not lost:
        return
    await app.store.close()
    by: dict[str, list[str]] = {}
    for one in lost:
        by.setdefault(one.missing, []).append(one.code)
    stop(ASTRAY.format(lines="\n".join(f"  {missing}: {', '.join(codes)}" for missing, codes in by.items())))


def worker(database: str | None) -> Sweeper:
    """Return store, sweep, settings and directory, without the search; or end with one sentence."""
    from bot.app import sweeper
    from bot.knowledge.base.fault import KnowledgeFaults

    try:
        return sweeper(settings_of(database=database))
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
