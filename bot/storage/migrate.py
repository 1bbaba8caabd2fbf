"""Brings the database up to the version of the code, and says so."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.ports import StoreFault
from bot.storage.tables import metadata

HERE = Path(__file__).parent / "migrations"


class NewerDatabase(StoreFault):
    """Raised when a newer program has changed the database: this one must not write to it."""


async def upgrade(engine: AsyncEngine) -> tuple[str | None, str]:
    """Run the migrations that are missing. Returns the version before and after.

    Raises NewerDatabase, or StoreFault when the database cannot be opened or written.
    """
    try:
        async with engine.connect() as plain:
            connection = await plain.execution_options(reading=True)
            before = await connection.run_sync(_version)
            await connection.rollback()
            head = _head()
            if before is not None and before not in _known():
                raise NewerDatabase(before)
            if before == head:
                return before, head
        async with engine.connect() as connection:
            await connection.run_sync(_run)
            await connection.commit()
    except (SQLAlchemyError, OSError) as fault:
        raise StoreFault(str(getattr(fault, "orig", None) or fault)) from fault
    return before, head


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
