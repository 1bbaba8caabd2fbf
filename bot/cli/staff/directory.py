"""python -m bot directory: teams, posts and services, changed without a restart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import Database, stop, worker
from bot.cli.staff.people import By, member, within

if TYPE_CHECKING:
    from bot.domain.organisation.changing import EntryChange
    from bot.domain.organisation.directory import Directory
    from bot.services.directory import StoredDirectory
    from bot.storage.store import Store

directory = typer.Typer(help="Look after teams, posts and services.", no_args_is_help=True)


@directory.command("export")
def directory_export(database: Database = None) -> None:
    """Write teams, posts and services as they hold now, as YAML that `import` reads."""
    import yaml

    from bot.domain.organisation.changing import Kind, as_value, entries

    place = worker(database)
    within(place, lambda store: store.load_directory())
    value = {
        f"{kind}s": {id: as_value(one) for id, one in entries(place.directory, kind).items()} for kind in Kind
    }
    typer.echo(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110), nl=False)


@directory.command("import")
def directory_import(
    file: Annotated[Path, typer.Argument(help="A file of the form of directory.yaml.")],
    write_it: Annotated[bool, typer.Option("--write", help="Write it, too.")] = False,
    by: By = "",
    database: Database = None,
) -> None:
    """Show what a file would change, and with --write change it at once, also in what is running."""
    place = worker(database)
    wanted = _read(file)
    within(place, lambda store: store.load_directory())
    if by:
        member(place, by)
    from bot.domain.organisation.changing import differing

    changes = differing(place.directory, wanted)
    for one in changes:
        typer.echo(f"{one.kind} {one.id}: {_told(one)}")
    wrong = within(place, lambda store: _desk(store, place.directory).look(changes))
    if wrong:
        stop("\n".join((*map(str, wrong), "Nothing is written.")))
    if write_it and changes:
        wrong = within(place, lambda store: _desk(store, place.directory).write(changes, by))
        typer.echo("Written. What is running has it within seconds.")
    elif changes:
        typer.echo("Nothing is written yet. To write it: the same command with --write")
    else:
        typer.echo("Nothing changes.")


def _read(file: Path) -> Directory:
    from bot.knowledge.base.fault import KnowledgeFaults
    from bot.knowledge.loader import directory_in

    try:
        return directory_in(file)
    except KnowledgeFaults as faults:
        stop(f"{file} has faults:\n{faults}\nNothing is written.")


def _told(one: EntryChange) -> str:
    from bot.domain.organisation.changing import as_value

    if one.entry is None:
        return "taken away"
    return ", ".join(f"{key}: {value}" for key, value in as_value(one.entry).items())


def _desk(store: Store, known: Directory) -> StoredDirectory:
    from bot.services.directory import StoredDirectory
    from bot.shell.turns import SystemClock

    return StoredDirectory(store, known, SystemClock())
