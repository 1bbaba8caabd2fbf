"""python -m bot people import, export, review: everybody at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bot.cli.common import Database, stop, worker
from bot.cli.staff.people import day, desk, member, people, show, within
from bot.domain.person.roster import Read, changes, read, told, write

if TYPE_CHECKING:
    from bot.app import Sweeper

__all__ = ["people"]


@people.command("export")
def people_export(
    file: Annotated[Path | None, typer.Argument(help="Where to; without it on standard output.")] = None,
    database: Database = None,
) -> None:
    """Write everybody as a table (CSV) that a spreadsheet opens and `import` reads."""
    listed = within(worker(database), lambda store: store.people())
    text = write(one.member for one in listed)
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_bytes(text.encode("utf-8"))


@people.command("import")
def people_import(
    file: Annotated[Path, typer.Argument(help="A table as `export` writes it.")],
    write_it: Annotated[bool, typer.Option("--write", help="Write it, too.")] = False,
    by: Annotated[str, typer.Option(help="The person who grants it.")] = "",
    database: Database = None,
) -> None:
    """Show what a table (CSV) would change, and with --write change it: all of it, or nothing."""
    place = worker(database)
    within(place, lambda store: store.load_directory())
    found = _read(file, place)
    if found.faults:
        stop("\n".join((*map(str, found.faults), "Nothing is written.")))
    if by:
        member(place, by)
    known = {one.member.person: one.member for one in within(place, lambda store: store.people())}
    fresh = changes(known, found.members)
    for one in fresh:
        typer.echo(f"{one.person}: {told(known.get(one.person), one)}")
    others = len(known.keys() - {one.person for one in found.members})
    typer.echo(
        f"{len(fresh)} of {len(found.members)} change; {others} who are not in the table stay as they are."
    )
    if write_it and fresh:
        within(place, lambda store: desk(store).admit(fresh, by))
        typer.echo("Written.")
    elif fresh:
        typer.echo("Nothing is written yet. To write it: the same command with --write")


def _read(file: Path, place: Sweeper) -> Read:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        stop(f"{file} cannot be read ({fault.strerror}).")
    except UnicodeDecodeError:
        stop(f"{file} is not UTF-8. In Excel choose: CSV UTF-8 (semikolondelt).")
    return read(text, place.directory.services, place.directory.posts)


@people.command("review")
def people_review(
    confirm: Annotated[str | None, typer.Option(help="Say that this person is to keep the access.")] = None,
    by: Annotated[str, typer.Option(help="The person who says so.")] = "",
    database: Database = None,
) -> None:
    """Show whose access nobody has looked at for a year; with --confirm, look at one."""
    place = worker(database)
    now = dt.datetime.now(dt.UTC)
    if confirm:
        member(place, confirm)
        within(place, lambda store: desk(store).confirm(confirm, by))
        typer.echo(f"{confirm}: confirmed on {day(now)}.")
        return
    table = Table("person", "role", "service or post", "confirmed", "last seen")
    for one in within(place, lambda store: store.people()):
        if one.is_due(now):
            where = one.member.service or one.member.post or ""
            table.add_row(one.member.person, one.member.role, where, day(one.confirmed), day(one.seen))
    show(table)
