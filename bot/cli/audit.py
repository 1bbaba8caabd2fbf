"""python -m bot audit: the audit trail, for whoever runs the place."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.common import NO_DATABASE, Database, records, stop
from bot.domain.audit.chain import Break, ChainFault
from bot.domain.audit.entry import Head, Line, head_of
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.storage.store import Store

audit = typer.Typer(help="Read the audit trail, and check that nobody changed it.", no_args_is_help=True)
T = TypeVar("T")

SAYS = {
    Break.CHANGED: "entry {first} was changed",
    Break.REWRITTEN: "entry {first} was written anew, with a new seal",
    Break.SWAPPED: "entries {first} and {last} were swapped",
    Break.NO_HEAD: "the head is gone: whether entries after {first} are missing cannot be told",
    Break.NOT_AS_NOTED: "entry {first} is not the one that was noted",
}
"""What is said of each finding; of missing and added entries there may be one or many."""


@audit.command("verify")
def verify(
    head: Annotated[
        str | None, typer.Option("--head", help="A head noted earlier (audit head): number:hash.")
    ] = None,
    database: Database = None,
) -> None:
    """Find changed, missing, swapped and added entries. Ends with 1 if there are any, 0 if there are none."""
    try:
        noted = head_of(head) if head else None
    except ValueError:
        stop("A head looks like 12:0f3a…, a number, a colon and 64 signs, as `audit head` prints it.")
    count, found = _read(database, lambda store: store.verify_audit(noted))
    for finding in found:
        typer.echo(f"Broken: {said(finding)}.")
    if found:
        raise typer.Exit(1)
    typer.echo(f"Whole: {count} entries.")


@audit.command("head")
def head(database: Database = None) -> None:
    """Print the newest entry's number and hash: note it where nobody who runs the database can change it."""
    found: Head | None = _read(database, lambda store: store.audit_head())
    if found is None:
        stop("The head is gone. See: python -m bot audit verify", 1)
    typer.echo(str(found))


@audit.command("show")
def show(
    last: Annotated[int, typer.Option("--last", min=1, max=1_000_000, help="How many entries.")] = 50,
    database: Database = None,
) -> None:
    """Print the newest entries: number, time, who, action, thing. One line each, whatever a name holds."""
    lines: tuple[Line, ...] = _read(database, lambda store: store.audit_lines(last))
    for line in lines:
        entry = line.entry
        who = f"{line.who} ({entry.ref})" if line.who else entry.ref
        parts = (str(entry.number), entry.at.isoformat(timespec="seconds"), who, entry.action, entry.thing)
        typer.echo("  ".join(one_line(part) for part in parts))


def said(finding: ChainFault) -> str:
    """Return a finding in words."""
    if finding.kind in {Break.MISSING, Break.ADDED}:
        many = f"entries {finding.first} to {finding.last}"
        which = many if finding.last > finding.first else f"entry {finding.first}"
        verb = "are" if finding.last > finding.first else "is"
        return f"{which} {verb} {'missing' if finding.kind is Break.MISSING else 'there after the head'}"
    return SAYS[finding.kind].format(first=finding.first, last=finding.last)


def one_line(text: str) -> str:
    """Return a text without line breaks and control characters, which a terminal would obey."""
    return "".join(
        c if unicodedata.category(c)[0] not in "C" and c not in "\u2028\u2029" else "?" for c in text
    )


def _read(database: str | None, wanted: Callable[[Store], Awaitable[T]]) -> T:
    """Return what is wanted of the store. Nothing is written, not even a newer version of the tables."""
    store = records(database, log_level="error").store

    async def go() -> T:
        try:
            return await wanted(store)
        finally:
            await store.close()

    try:
        return asyncio.run(go())
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault))
