"""The command line: python -m bot …"""

from __future__ import annotations

import gc

import typer

from bot.cli.ask import ask
from bot.cli.audit import audit
from bot.cli.common import use_utf8
from bot.cli.doctor import doctor
from bot.cli.kb import kb
from bot.cli.look_after import db, post
from bot.cli.people import people
from bot.cli.referral import referral
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
for command in (run, chat, ask, play, sweep, doctor):
    cli.command()(command)
for group, name in (
    (kb, "kb"),
    (db, "db"),
    (post, "post"),
    (people, "people"),
    (referral, "referral"),
    (teams, "teams"),
    (audit, "audit"),
):
    cli.add_typer(group, name=name)

if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 20)  # what a start loads stays: no garbage
    use_utf8()
    cli()
