"""When the database was copied last: by `db backup`, which is on record, or by PostgreSQL's own archive."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import AuditAction
from bot.storage.schema import tables

ARCHIVED = sa.text(
    "SELECT last_archived_time FROM pg_stat_archiver WHERE current_setting('archive_mode') <> 'off'"
)


async def copies(connection: AsyncConnection) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the time of the newest copy that was made by us, and of what the server archived last."""
    a = tables.audit
    own = sa.select(a.c.at).where(a.c.action == AuditAction.COPIED.value).order_by(a.c.number.desc()).limit(1)
    made: dt.datetime | None = (await connection.execute(own)).scalar()
    server = connection.dialect.name == "postgresql"
    return made, (await connection.execute(ARCHIVED)).scalar() if server else None
