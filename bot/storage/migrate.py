"""Brings the database up to the version of the code, and says so."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, false, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.ports.store import StoreFault
from bot.storage.database import begun, refusals
from bot.storage.schema.tables import metadata, session
from bot.storage.schema.window_table import schema_window

HERE = Path(__file__).parent / "migrations"

CAN_WRITE = session.delete().where(false())
"""Changes nothing, and is refused where nothing can be written: found at the start, not in a turn."""


TRIES, LOCKED = 3, "database is locked"
"""How often a start waits for a database that another process holds, and what SQLite says then."""


class NewerDatabase(StoreFault):
    """Raised when a newer program has changed the database: this one must not write to it."""


class OlderDatabase(StoreFault):
    """Raised when the database must be upgraded first, and this program is not to do it."""


class Standing(StrEnum):
    """How the tables stand to this program."""

    CURRENT = "current"
    OLDER = "older"
    SERVES = "serves"
    """A newer program made them, and they serve this one, too: both may run side by side."""
    NEWER = "newer"


async def upgrade(engine: AsyncEngine) -> tuple[str | None, str]:
    """Run the migrations that are missing. Returns the version before and after.

    Another process that starts at the same time may hold the database for longer than a turn would wait.
    Raises NewerDatabase, or StoreFault when the database cannot be opened or written.
    """
    for _ in range(TRIES - 1):
        try:
            return await _upgraded(engine)
        except StoreFault as fault:
            if LOCKED not in str(fault):
                raise
    return await _upgraded(engine)


async def agree(engine: AsyncEngine) -> str:
    """Return the version of the tables where this program can use them as they are; nothing is changed.

    Raises NewerDatabase or OlderDatabase where it cannot, StoreFault when they cannot be opened or written.
    """
    with refusals():
        async with begun(engine, reading=True) as connection:
            found, standing = await connection.run_sync(_standing)
        if standing is Standing.NEWER:
            raise NewerDatabase(found)
        if standing is Standing.OLDER:
            raise OlderDatabase(f"{found or 'none'}, {_head()} is needed")
        async with begun(engine) as connection:
            await connection.execute(CAN_WRITE)
            await connection.commit()
    return found


async def _upgraded(engine: AsyncEngine) -> tuple[str | None, str]:
    with refusals():
        async with begun(engine, reading=True) as connection:
            before, standing = await connection.run_sync(_standing)
        if standing is Standing.NEWER:
            raise NewerDatabase(before)
        async with begun(engine) as connection:
            if standing is Standing.OLDER:
                await connection.run_sync(_run)
            await connection.execute(CAN_WRITE)
            await connection.commit()
    return before or None, before if standing is Standing.SERVES else _head()


async def standing(engine: AsyncEngine) -> tuple[str, Standing]:
    """Return the version of the tables, "" for none, and how they stand to us. Raises StoreFault."""
    with refusals():
        async with begun(engine, reading=True) as connection:
            return await connection.run_sync(_standing)


def _standing(connection: Connection) -> tuple[str, Standing]:
    found, head = _version(connection), _head()
    if found == head:
        return head, Standing.CURRENT
    if found is None or found in known():
        return found or "", Standing.OLDER
    if not inspect(connection).has_table(schema_window.name):
        return found, Standing.NEWER
    oldest = connection.execute(select(schema_window.c.oldest)).scalar() or found
    return found, Standing.SERVES if oldest <= head else Standing.NEWER


async def version(engine: AsyncEngine) -> tuple[str | None, str]:
    """Return the version that the database has, and the one that this program wants. Raises StoreFault."""
    with refusals():
        async with begun(engine, reading=True) as connection:
            return await connection.run_sync(_version), _head()


def wanted() -> str:
    """Return the version that this program brings a database up to."""
    return _head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def _head() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def known() -> set[str]:
    """Return the versions that this program can bring up to its own."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    script = ScriptDirectory.from_config(config).get_revision(_head())
    connection.execute(schema_window.update().values(oldest=script.module.serves))


def differences(connection: Connection) -> list[object]:
    """Return what the tables in code have that the migrated database lacks, or the other way; for a test."""
    from alembic.autogenerate import compare_metadata

    return list(compare_metadata(MigrationContext.configure(connection), metadata))
