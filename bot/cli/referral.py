"""python -m bot referral: referrals in the forms of others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import NO_DATABASE, Database, build_app, open_store, settings_of, stop
from bot.domain.ports import StoreFault

if TYPE_CHECKING:
    from bot.exports import Exports

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


def _read(database: str | None, wanted: Callable[[Exports], Awaitable[str | None]]) -> str | None:
    """Return what is wanted of the exports of an app that is closed again. No search, so no encoder."""
    app = build_app(settings_of(database=database, encoder="off", log_level="error"), wait=False)

    async def go() -> str | None:
        await open_store(app)
        try:
            return await wanted(app.exports)
        finally:
            await app.store.close()

    try:
        return asyncio.run(go())
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
