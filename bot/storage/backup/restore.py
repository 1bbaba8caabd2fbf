"""What comes before a copy is put back, and after: nothing is written over, nobody gets in by old keys."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import migrate
from bot.storage.backup import postgres, sqlite
from bot.storage.backup.fault import FILLED, BackupFault, newer
from bot.storage.database import file_of, transaction
from bot.storage.schema.tables import metadata

EMPTY = frozenset({"alembic_version", "audit_head", "seen_clock", "replica", "lease", "schema_window"})
"""Tables that have rows in a database in which nobody has done anything yet."""

KEYS = ("web_session", "invitation")
"""What let somebody in when the copy was made: it may have been ended or used up since."""


def save(engine: AsyncEngine, path: Path) -> int:
    """Copy the database into a new file while others write; return how many bytes. Raises BackupFault."""
    file = file_of(engine)
    if file is None:
        return postgres.save(_address(engine), path)
    if not file.exists():
        raise BackupFault(f"There is no database at {file}.")
    return sqlite.save(file, path)


async def put_back(engine: AsyncEngine, path: Path) -> tuple[str, int]:
    """Put a copy back; return the version of its tables, and how many sign-ins and codes were made void.

    Raises BackupFault when the database is filled, the copy is none, or it is newer than this program.
    """
    file = file_of(engine)
    if not path.is_file():
        raise BackupFault(f"There is no file {path}.")
    version = sqlite.version_of(path) if file else postgres.version_of(path)
    if version not in migrate.known():
        raise newer(version)
    if (file is None or file.exists()) and await _is_filled(engine):
        raise BackupFault(FILLED)
    await engine.dispose()
    if file:
        sqlite.put_back(path, file)
    else:
        postgres.put_back(path, _address(engine))
    return version, await _without_keys(engine)


async def _is_filled(engine: AsyncEngine) -> bool:
    async with transaction(engine, reading=True) as connection:
        for table in await _tables(connection):
            if table in EMPTY:
                continue
            some = await connection.execute(sa.text(f'SELECT 1 FROM "{table}" LIMIT 1'))
            if some.first():
                return True
    return False


async def _without_keys(engine: AsyncEngine) -> int:
    gone = 0
    async with transaction(engine) as connection:
        for table in set(KEYS) & set(await _tables(connection)):
            gone += (await connection.execute(metadata.tables[table].delete())).rowcount
        await connection.commit()
    return gone


async def _tables(connection: AsyncConnection) -> list[str]:
    found: list[str] = await connection.run_sync(lambda plain: sa.inspect(plain).get_table_names())
    return found


def _address(engine: AsyncEngine) -> str:
    return engine.url.render_as_string(hide_password=False)
