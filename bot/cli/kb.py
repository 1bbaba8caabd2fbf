"""python -m bot kb: what curators need."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from bot.cli.common import settings_of

kb = typer.Typer(help="Look after the knowledge base.", no_args_is_help=True)


@kb.command("check")
def check_base(
    lang: Annotated[str, typer.Option(help="Language of the messages: nb, nn, en.")] = "nb",
) -> None:
    """Find every fault of the knowledge base: file, line, key. Ends with 1 if there is one."""
    from bot.knowledge import check

    faults = check.check(settings_of().knowledge, lang=lang, today=dt.date.today())
    for fault in faults:
        typer.echo(str(fault))
    errors = sum(not fault.warning for fault in faults)
    typer.echo(f"{errors} faults, {len(faults) - errors} warnings.")
    raise typer.Exit(1 if errors else 0)
