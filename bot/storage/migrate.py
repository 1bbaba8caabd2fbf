"""Brings the database up to the version of the code, and says so."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, false
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.ports import StoreFault
from bot.storage.database import begun, refusals
from bot.storage.tables import metadata, session

HERE = Path(__file__).parent / "migrations"

CAN_WRITE = session.delete().where(false())
"""Changes nothing, and is refused where nothing can be written: found at the start, not in a turn."""


class NewerDatabase(StoreFault):
    """Raised when a newer program has changed the database: this one must not write to it."""


async def upgrade(engine: AsyncEngine) -> tuple[str | None, str]:
    """Run the migrations that are missing. Returns the version before and after.

    Raises NewerDatabase, or StoreFault when the database cannot be opened or written.
    """
    with refusals():
        async with begun(engine, reading=True) as connection:
            before = await connection.run_sync(_version)
        head = _head()
        if before not in {None, head} and before not in _known():
            raise NewerDatabase(before or "")
        async with begun(engine) as connection:
            if before != head:
                await connection.run_sync(_run)
            await connection.execute(CAN_WRITE)
            await connection.commit()
    return before, head


async def version(engine: AsyncEngine) -> tuple[str | None, str]:
    """Return the version that the database has, and the one that this program wants. Raises StoreFault."""
    with refusals():
        async with begun(engine, reading=True) as connection:
            return await connection.run_sync(_version), _head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def _head() -> str:
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def differences(connection: Connection) -> list[object]:
    """Return what the tables in code have that the migrated database lacks, or the other way; for a test."""
    from alembic.autogenerate import compare_metadata

    return list(compare_metadata(MigrationContext.configure(connection), metadata))
