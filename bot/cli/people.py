"""python -m bot people: who uses the assistant, and where."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import secrets
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.common import NO_DATABASE, Database, open_store, stop, worker
from bot.domain import invitation
from bot.domain.person import Person, Role
from bot.domain.ports import StoreFault

if TYPE_CHECKING:
    from bot.cli.common import Stored
    from bot.storage.store import Store

people = typer.Typer(help="Look after the people who use the assistant.", no_args_is_help=True)

ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
PERSON = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
Who = Annotated[str, typer.Argument(help="Whose, for instance jonas.")]
WIDE = 1000
"""Columns of a table that goes into a pipe or a file."""

T = TypeVar("T")


@people.command("add")
def people_add(
    person: Annotated[str, typer.Argument(help="A short name of your choice, for instance jonas.")],
    role: Annotated[Role, typer.Option(help="The part the person plays.")],
    service: Annotated[str | None, typer.Option(help="Where a clinician or Nav counsellor works.")] = None,
    post: Annotated[str | None, typer.Option(help="Which post a specialist or supervisor holds.")] = None,
    name: Annotated[str, typer.Option(help="The name that other staff see.")] = "",
    database: Database = None,
) -> None:
    """Add a member of staff, or change the role, service or post of one."""
    place = worker(database)
    directory = place.directory
    if not PERSON.fullmatch(person):
        stop("Use 1 to 40 of a-z, 0-9, dot, dash and underscore for the short name.")
    if service is not None and service not in directory.services:
        stop(f"There is no service {service}. Services: {', '.join(directory.services)}")
    if post is not None and post not in directory.posts:
        stop(f"There is no post {post}. Posts: {', '.join(directory.posts)}")
    if (role in (Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR)) != (post is not None):
        stop("Employment specialists and IPS supervisors have a post (--post); nobody else has one.")
    if (role in (Role.CLINICIAN, Role.NAV_COUNSELLOR)) != (service is not None):
        stop("Clinicians and Nav counsellors have a service (--service); nobody else has one.")
    new = Person(person, role, service, post, name)
    _with(place, lambda store: store.add_people([new]))
    typer.echo(f"{person}: {role}. Let the person in with: python -m bot people invite {person}")


@people.command("list")
def people_list(database: Database = None) -> None:
    """Show who is known, with which role, and in which chat channels."""
    table = Table("person", "role", "service or post", "e-mail", "channels")
    for row in _with(worker(database), _everybody):
        table.add_row(*row)
    console = Console()
    if not console.is_terminal:  # a pipe has no width: nothing is cut for it
        console.width = WIDE
    console.print(table)


async def _everybody(store: Store) -> list[tuple[str, ...]]:
    channels: dict[str, list[str]] = {}
    for row in await store.accounts.channels():
        left = " (left)" if row["left_at"] else ""
        channels.setdefault(row["person"], []).append(f"{row['channel']}{left}")
    return [
        (
            row["id"],
            row["role"],
            row["service"] or row["post"] or "",
            row["email"] or "",
            ", ".join(channels.get(row["id"], [])),
        )
        for row in await store.people()
    ]


@people.command("invite")
def people_invite(
    person: Who,
    qr: Annotated[bool, typer.Option(help="Show the Telegram link as a QR code, too.")] = True,
    database: Database = None,
) -> None:
    """Make a code for one use, by which the person becomes known in Telegram or Teams."""
    place = worker(database)
    code = invitation.fresh(secrets.choice)
    until = dt.datetime.now(dt.UTC) + invitation.LASTS
    if not _with(place, lambda store: store.accounts.invite(person, invitation.digest(code), until)):
        stop(f"Nobody is known as {person}. Add the person first: python -m bot people add {person} --role …")
    typer.echo(f"Code for {person}, for one use within 24 hours: {code}")
    typer.echo(f"In Telegram or Teams, write to the assistant: koble til {code}")
    if place.settings.telegram_name:
        link = invitation.telegram_link(place.settings.telegram_name, code)
        typer.echo(f"Telegram: {link}")
        if qr:
            _show_qr(link)


def _show_qr(link: str) -> None:
    from bot.domain.picture import QrCode
    from bot.drawing import letters

    typer.echo(letters(QrCode("", link, "")))


@people.command("unlink")
def people_unlink(
    person: Who,
    channel: Annotated[str | None, typer.Option(help="Only this channel: telegram or teams.")] = None,
    database: Database = None,
) -> None:
    """Make a person unknown in the chat channels, for instance when a telephone is lost."""
    place = worker(database)
    gone = _with(place, lambda store: store.accounts.forget(person, channel))
    typer.echo(f"{person}: unlinked from {gone} channel{'' if gone == 1 else 's'}.")


@people.command("email")
def people_email(
    person: Who,
    address: Annotated[str, typer.Argument(help='The address at work; "" for none.')],
    database: Database = None,
) -> None:
    """Write where somebody gets e-mail when news is not read in the chat."""
    if address and not ADDRESS.fullmatch(address):
        stop(f"{address} is no e-mail address.")
    if not _with(worker(database), lambda store: store.set_email(person, address or None)):
        stop(f"Nobody is known as {person}. People are known from their first visit on.")
    typer.echo(f"{person}: {address or 'no e-mail'}")


def _with(place: Stored, job: Callable[[Store], Awaitable[T]]) -> T:
    """Do something with the open store, and close it."""

    async def go() -> T:
        await open_store(place)
        try:
            return await job(place.store)
        finally:
            await place.store.close()

    try:
        return asyncio.run(go())
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
