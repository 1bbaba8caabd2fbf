"""python -m bot people: who uses the assistant, and where."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.common import NO_DATABASE, Database, open_store, stop, worker
from bot.domain.person import invitation
from bot.domain.person.availability import Absence
from bot.domain.person.person import Role
from bot.domain.person.roster import ADDRESS, Member, RosterFault, told
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.app import Sweeper
    from bot.cli.common import Stored
    from bot.domain.ports.people import Offboarding
    from bot.services.people import StoredPeople
    from bot.storage.store import Store

people = typer.Typer(help="Look after the people who use the assistant.", no_args_is_help=True)

Who = Annotated[str, typer.Argument(help="Whose, for instance jonas.")]
WIDE = 1000
"""Columns of a table that goes into a pipe or a file."""

DAY = "%Y-%m-%d"
Service = Annotated[str | None, typer.Option(help="Where a clinician or Nav counsellor works.")]
Post = Annotated[str | None, typer.Option(help="Which post a specialist or supervisor holds.")]
Until = Annotated[dt.datetime | None, typer.Option(formats=[DAY], help="The last day of the access.")]
By = Annotated[str, typer.Option(help="The person who grants it; without one it is whoever runs this.")]

T = TypeVar("T")


@people.command("add")
def people_add(
    person: Annotated[str, typer.Argument(help="A short name of your choice, for instance jonas.")],
    role: Annotated[Role, typer.Option(help="The part the person plays.")],
    service: Service = None,
    post: Post = None,
    name: Annotated[str, typer.Option(help="The name that other staff see.")] = "",
    email: Annotated[str | None, typer.Option(help="The address at work.")] = None,
    until: Until = None,
    by: By = "",
    database: Database = None,
) -> None:
    """Add a member of staff, or change what one is."""
    day = until.date() if until else None
    admit(worker(database), Member(person, role, service, post, name, email, day), by)
    typer.echo(f"{person}: {role}. Let the person in with: python -m bot people invite {person}")


@people.command("role")
def people_role(
    person: Who,
    role: Annotated[Role, typer.Argument(help="The part the person plays from now on.")],
    service: Service = None,
    post: Post = None,
    by: By = "",
    database: Database = None,
) -> None:
    """Give somebody another part."""
    place = worker(database)
    before = member(place, person)
    admit(place, replace(before, role=role, service=service, post=post), by)
    typer.echo(f"{person}: {told(before, replace(before, role=role, service=service, post=post)) or role}")


@people.command("attach")
def people_attach(
    person: Who, service: Service = None, post: Post = None, by: By = "", database: Database = None
) -> None:
    """Move somebody to another service or post; the part stays."""
    place = worker(database)
    before = member(place, person)
    after = replace(before, service=service or before.service, post=post or before.post)
    admit(place, after, by)
    typer.echo(f"{person}: {told(before, after) or 'nothing changes'}")


@people.command("away")
def people_away(
    person: Who,
    first: Annotated[dt.datetime, typer.Option("--from", formats=[DAY], help="First day away.")],
    last: Annotated[dt.datetime, typer.Option("--to", formats=[DAY], help="Last day away.")],
    by: By = "",
    database: Database = None,
) -> None:
    """Record that somebody is away: new referrals to their post go to the next in line."""
    place = worker(database)
    known = member(place, person)
    if last < first:
        stop("The last day comes before the first.")
    absence = Absence(first.date(), last.date())
    within(place, lambda store: desk(store).away(known, absence, by))
    typer.echo(f"{person} is away from {first.date()} to {last.date()}.")


@people.command("remove")
def people_remove(
    person: Who,
    to: Annotated[str | None, typer.Option(help="The colleague who follows up what the person sent.")] = None,
    dry: Annotated[bool, typer.Option("--dry", help="Only show what would follow.")] = False,
    by: By = "",
    database: Database = None,
) -> None:
    """End somebody's access everywhere at once; what is open goes to the supervisor, or to a colleague."""
    place = worker(database)
    member(place, person)
    colleague = member(place, to) if to else None
    if colleague and (colleague.role is not Role.CLINICIAN or colleague.person == person):
        stop(f"{to} cannot take over: only another clinician follows up what a clinician sent.")

    if dry:
        _show_leaving(person, within(place, lambda store: desk(store).leaving(person, to)))
        return
    codes = within(place, lambda store: desk(store).remove(person, to, by))
    typer.echo(f"{person}: signed out everywhere, unknown in every chat, no part any more.")
    if codes:
        typer.echo(f"Handed on: {', '.join(codes)}")


def _show_leaving(person: str, found: Offboarding) -> None:
    """Say what would follow if somebody left now."""
    where = f"{found.browsers} browsers and {len(found.chats)} chats"
    typer.echo(f"{person} would be signed out of {where}. Nothing is written yet.")
    lines = {
        "To the supervisor": found.handed_on,
        "To the colleague": found.followed_up,
        "Without anybody who follows up (use --to)": found.without_author,
    }
    for what, codes in lines.items():
        if codes:
            typer.echo(f"{what}: {', '.join(codes)}")


@people.command("list")
def people_list(database: Database = None) -> None:
    """Show who has access: which part, since when and until which day, granted by whom, last seen."""
    table = Table(
        *("person", "role", "service or post", "e-mail", "since", "granted by", "until", "last seen"),
        "channels",
    )
    for row in within(worker(database), _everybody):
        table.add_row(*row)
    show(table)


def show(table: Table) -> None:
    """Print a table; a pipe has no width: nothing is cut for it."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)


async def _everybody(store: Store) -> list[tuple[str, ...]]:
    channels: dict[str, list[str]] = {}
    for row in await store.accounts.channels():
        left = " (left)" if row["left_at"] else ""
        channels.setdefault(row["person"], []).append(f"{row['channel']}{left}")
    return [
        (
            one.member.person,
            one.member.role,
            one.member.service or one.member.post or "",
            one.member.email or "",
            day(one.since),
            one.by or ("house" if one.since else ""),
            str(one.member.until or ""),
            day(one.seen),
            ", ".join(channels.get(one.member.person, [])),
        )
        for one in await store.people()
    ]


def day(at: dt.datetime | None) -> str:
    """Return the day of a moment; empty where there is none."""
    return f"{at:%Y-%m-%d}" if at else ""


def member(place: Sweeper, person: str) -> Member:
    """Return a member of staff as known, or end with one sentence."""
    found = {one.member.person: one.member for one in within(place, lambda store: store.people())}
    if person not in found:
        stop(f"Nobody is known as {person}. Who is: python -m bot people list")
    return found[person]


def admit(place: Sweeper, one: Member, by: str = "") -> None:
    """Write a member of staff, or end with one sentence."""
    within(place, lambda store: store.load_directory())
    if fault := one.fault(place.directory.services, place.directory.posts):
        stop(f"{fault}{_there_are(place, fault)}")
    if by:
        member(place, by)
    within(place, lambda store: desk(store).admit([one], by))


def _there_are(place: Sweeper, fault: RosterFault) -> str:
    """Return what there is, when something was named that there is not."""
    known = {"service": place.directory.services, "post": place.directory.posts}
    return f" There are: {', '.join(known[fault.code])}" if fault.code in known else ""


def desk(store: Store) -> StoredPeople:
    """Return who looks after people: the same as for the pages."""
    from bot.services.people import StoredPeople
    from bot.shell.turns import SystemClock

    return StoredPeople(store, SystemClock())


@people.command("invite")
def people_invite(
    person: Who,
    qr: Annotated[bool, typer.Option(help="Show the Telegram link as a QR code, too.")] = True,
    by: By = "",
    database: Database = None,
) -> None:
    """Make a code for one use, by which the person becomes known in Telegram or Teams."""
    place = worker(database)
    if within(place, lambda store: store.known(person)) is None:
        stop(f"Nobody is known as {person}. Add the person first: python -m bot people add {person} --role …")
    code = within(place, lambda store: desk(store).invite(person, by))
    typer.echo(f"Code for {person}, for one use within 24 hours: {code}")
    typer.echo(f"In Telegram or Teams, write to the assistant: koble til {code}")
    if place.settings.login == "oidc":
        typer.echo(f"On the web: sign in at {place.settings.base_url} and write the code there.")
    if place.settings.telegram_name:
        link = invitation.telegram_link(place.settings.telegram_name, code)
        typer.echo(f"Telegram: {link}")
        if qr:
            _show_qr(link)


def _show_qr(link: str) -> None:
    from bot.domain.message.picture import QrCode
    from bot.pictures import letters

    typer.echo(letters(QrCode("", link, "")))


@people.command("unlink")
def people_unlink(
    person: Who,
    channel: Annotated[str | None, typer.Option(help="Only this channel: telegram or teams.")] = None,
    database: Database = None,
) -> None:
    """Make a person unknown in the chat channels, for instance when a telephone is lost."""
    place = worker(database)
    gone = within(place, lambda store: store.accounts.forget(person, channel))
    typer.echo(f"{person}: unlinked from {gone} channel{'' if gone == 1 else 's'}.")


@people.command("sign-out")
def people_sign_out(person: Who, by: By = "", database: Database = None) -> None:
    """Sign somebody out of every browser, for instance when a machine is lost; the access stays."""
    place = worker(database)
    member(place, person)
    gone = within(place, lambda store: desk(store).sign_out(person, by))
    typer.echo(f"{person}: signed out of {gone} browser{'' if gone == 1 else 's'}.")


@people.command("email")
def people_email(
    person: Who,
    address: Annotated[str, typer.Argument(help='The address at work; "" for none.')],
    database: Database = None,
) -> None:
    """Write where somebody gets e-mail when news is not read in the chat."""
    if address and not ADDRESS.fullmatch(address):
        stop(f"{address} is no e-mail address.")
    if not within(worker(database), lambda store: store.set_email(person, address or None)):
        stop(f"Nobody is known as {person}. People are known from their first visit on.")
    typer.echo(f"{person}: {address or 'no e-mail'}")


def within(place: Stored, job: Callable[[Store], Awaitable[T]]) -> T:
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
