"""python -m bot referral: referrals in the forms of others."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.common import NO_DATABASE, Database, build_app, open_store, settings_of, stop
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.app import App
    from bot.services.exports import Exports

T = TypeVar("T")

referral = typer.Typer(
    help="Referrals as FHIR or as a table. A code can be linked to a patient: the files are health data.",
    no_args_is_help=True,
)


@referral.command("export")
def export(
    code: Annotated[str, typer.Argument(help="The referral's code, for instance IPS-7K3F.")],
    database: Database = None,
) -> None:
    """Print one referral as a FHIR R4 Bundle. Ends with 2 if there is none with this code."""
    found = _read(database, lambda exports: exports.bundle(code.strip().upper()))
    if found is None:
        stop(f"There is no referral {code}.")
    typer.echo(found)


@referral.command("csv")
def table(database: Database = None) -> None:
    """Print all referrals as a table (CSV)."""
    typer.echo(_read(database, lambda exports: exports.table()), nl=False)


@referral.command("move")
def move(
    old: Annotated[str, typer.Argument(help="Id of a removed post or service.")],
    new: Annotated[str, typer.Argument(help="Id of the post or service that takes its place.")],
    database: Database = None,
) -> None:
    """Move what is open and points to a removed post or service. Clinician and new post are told."""
    app = build_app(settings_of(database=database, encoder="off", log_level="error"), wait=False)
    directory = app.know.directory
    if old in directory.posts or old in directory.services:
        stop(f"{old} is in directory.yaml: what lies there is handed over in the chat.")
    if new not in directory.posts and new not in directory.services:
        stop(f"There is no post or service {new} in directory.yaml.")
    lost = _with_store(app, app.store.orphaned)
    if not any(one.missing == old for one in lost):
        stop(f"Nothing open points to {old}.")
    moved = _with_store(app, lambda: app.store.move(old, new, dt.datetime.now(dt.UTC)))
    typer.echo(f"Moved from {old} to {new}: {', '.join(moved)}")


def _with_store(app: App, wanted: Callable[[], Awaitable[T]]) -> T:
    async def go() -> T:
        await open_store(app)
        try:
            return await wanted()
        finally:
            await app.store.close()

    try:
        return asyncio.run(go())
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))


def _read(database: str | None, wanted: Callable[[Exports], Awaitable[str | None]]) -> str | None:
    """Return what is wanted of the exports of an app that is closed again. No search, so no encoder."""
    app = build_app(settings_of(database=database, encoder="off", log_level="error"), wait=False)
    return _with_store(app, lambda: wanted(app.exports))
