"""The command line: python -m bot …"""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from bot import __version__
from bot.cli.ask import ask
from bot.cli.audit import audit
from bot.cli.common import use_utf8
from bot.cli.curators.kb import kb
from bot.cli.developers.dev import dev
from bot.cli.doctor import doctor
from bot.cli.look_after import db, post
from bot.cli.off import off, on
from bot.cli.referral import referral
from bot.cli.staff.directory import directory
from bot.cli.staff.people_table import people
from bot.cli.sweep import sweep
from bot.cli.talk import chat, play
from bot.cli.teams import teams
from bot.cli.web import run

cli = typer.Typer(
    help="The IPS assistant: answers about individuell jobbstøtte, checks consent, refers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ips-assistant {__version__}")
        raise typer.Exit


@cli.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """The IPS assistant: answers about individuell jobbstøtte, checks consent, refers."""


for command in (run, chat, ask, play, sweep, off, on, doctor):
    cli.command()(command)
for group, name in (
    (kb, "kb"),
    (db, "db"),
    (post, "post"),
    (people, "people"),
    (directory, "directory"),
    (referral, "referral"),
    (teams, "teams"),
    (audit, "audit"),
    (dev, "dev"),
):
    cli.add_typer(group, name=name)


def start() -> None:
    """Run the command line."""
    gc.set_threshold(50_000, 20, 20)  # what a start loads stays: no garbage
    use_utf8()
    cli()


if __name__ == "__main__":
    start()
