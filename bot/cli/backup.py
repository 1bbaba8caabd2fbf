"""python -m bot db backup, and db restore: the whole database in one file."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.common import NO_DATABASE, Database, records, stop
from bot.domain.ports.store import StoreFault

if TYPE_CHECKING:
    from bot.storage.store import Store

To = Annotated[Path, typer.Argument(help="A new file; it is readable for you alone.")]
From = Annotated[Path, typer.Argument(help="A file that `db backup` made.")]


def db_backup(to: To, database: Database = None) -> None:
    """Copy the database into one file while the assistant runs (PostgreSQL: by pg_dump)."""
    from bot.storage.backup import restore
    from bot.storage.backup.fault import BackupFault

    store = records(database).store
    try:
        size = restore.save(store.engine, to)
    except BackupFault as fault:
        stop(str(fault), 1)
    except OSError as fault:
        stop(f"{to} cannot be written ({fault.strerror}).", 1)
    _note(store)
    typer.echo(f"{to}: {size} bytes. It holds pseudonymous health data: keep it as you keep the database.")


def _note(store: Store) -> None:
    """Put on record that everything was copied: the doctor tells how long ago."""
    from bot.domain.audit.entry import NOTHING, AuditAction
    from bot.domain.turn.outcome import Audit

    async def go() -> None:
        try:
            await store.apply([Audit("", AuditAction.COPIED, NOTHING)], dt.datetime.now(dt.UTC))
        finally:
            await store.close()

    try:
        asyncio.run(go())
    except StoreFault as fault:
        typer.echo(f"The copy is there, but not on record ({fault}).", err=True)


def db_restore(copy: From, database: Database = None) -> None:
    """Put a copy back into an empty database (PostgreSQL: by pg_restore). The assistant must not run."""
    from bot.storage.backup import restore
    from bot.storage.backup.fault import BackupFault

    store = records(database).store

    async def go() -> tuple[str, int]:
        try:
            return await restore.put_back(store.engine, copy)
        finally:
            await store.close()

    try:
        version, gone = asyncio.run(go())
    except BackupFault as fault:
        stop(str(fault), 1)
    except StoreFault as fault:
        stop(NO_DATABASE.format(fault=fault), 1)
    typer.echo(
        f"Put back, with tables of version {version}. {gone} sign-ins and codes are void. What people had"
        " deleted since the copy was made is there again: delete it anew. Then: python -m bot db upgrade,"
        " python -m bot audit verify, python -m bot doctor"
    )
