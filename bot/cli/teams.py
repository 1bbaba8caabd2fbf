"""python -m bot teams: what an administrator of Microsoft Teams needs."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import settings_of, stop

teams = typer.Typer(help="Set the assistant up in Microsoft Teams.", no_args_is_help=True)


@teams.callback()
def _group() -> None:
    """Set the assistant up in Microsoft Teams."""


@teams.command("package")
def teams_package(
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("var/ips-teams.zip"),
    number: Annotated[str, typer.Option("--version", help="The package's version, such as 1.0.1.")] = "",
) -> None:
    """Make the app package that is uploaded to Teams, from the settings."""
    from bot.channels.teams.package import Tab, package
    from bot.knowledge import loader
    from bot.knowledge.base.fault import KnowledgeFaults

    settings = settings_of()
    if not settings.teams_client_id:
        stop("The package needs IPS_TEAMS_CLIENT_ID, IPS_TEAMS_CLIENT_SECRET and IPS_TEAMS_TENANT.")
    if not settings.webhook_url.startswith("https://"):
        stop("The package needs IPS_WEBHOOK_URL, where Teams reaches us, and it must begin with https://.")
    if not re.fullmatch(r"\d{1,5}(\.\d{1,5}){2}", number or "0.0.0"):
        stop("A version has three numbers with dots between, such as 1.0.1.")
    try:
        words = loader.load(settings.knowledge, cache=settings.cache).words
    except KnowledgeFaults as faults:
        stop(f"The knowledge base has faults; mend them (python -m bot kb check):\n{faults}")
    tab = Tab(settings.base_url, settings.oidc_client_id) if settings.teams_tab == "on" else None
    bot = settings.teams_client_id.lower()
    made = package(bot, settings.webhook_url, number or _own_version(), words, tab)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(made)
    except OSError as fault:
        stop(f"{to} cannot be written ({fault.strerror}).")
    typer.echo(f"{to}: upload it in Teams admin center, Manage apps, Upload new app.")


def _own_version() -> str:
    try:
        return version("ips-assistant")
    except PackageNotFoundError:
        return "1.0.0"
