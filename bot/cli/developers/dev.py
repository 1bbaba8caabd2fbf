"""python -m bot dev: what developers need."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import stop
from bot.cli.developers.new_handler import CannotMake
from bot.cli.developers.new_handler import new_handler as make

dev = typer.Typer(
    help="Help for those who develop the assistant; see docs/developers.md.", no_args_is_help=True
)


@dev.callback()
def _group() -> None:
    """Help for those who develop the assistant; see docs/developers.md."""


@dev.command("new-handler")
def new_handler(
    place: Annotated[str, typer.Argument(help="Room and name, for instance oversight.weekly_report.")],
    does: Annotated[str, typer.Option(help="One English sentence that says what it does.")],
) -> None:
    """Make the files of a new handler in this checkout: handler, list, words, transcript, tests."""
    try:
        files = make(Path.cwd(), place, does)
    except CannotMake as fault:
        stop(str(fault))
    for file in files:
        typer.echo(f"{file.relative_to(Path.cwd())}")
    typer.echo("Now write the texts: python -m bot kb check names each TODO. Then see docs/developers.md.")
