"""What an admin changed in the directory, over directory.yaml."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import AuditAction
from bot.domain.organisation.changing import EntryChange, Kind, as_value, from_value
from bot.domain.turn import outcome
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema.directory_tables import directory_entry

_D = directory_entry

log = structlog.get_logger()


async def change(connection: AsyncConnection, effect: outcome.ChangeDirectory, at: dt.datetime) -> None:
    """Write an entry, or that there is none; on record by its id."""
    mine = (_D.c.kind == effect.kind.value) & (_D.c.id == effect.id)
    await connection.execute(_D.delete().where(mine))
    value = as_value(effect.entry) if effect.entry else None
    row = {"kind": effect.kind.value, "id": effect.id, "entry": value, "at": at}
    await connection.execute(_D.insert().values(**row))
    await trail.append(connection, at, effect.by, AuditAction.DIRECTORY, effect.id)


async def written(connection: AsyncConnection) -> tuple[EntryChange, ...]:
    """Return everything that was changed; what cannot be read is named in the log and left aside."""
    found = []
    for row in await connection.execute(sa.select(_D).order_by(_D.c.kind, _D.c.id)):
        try:
            kind = Kind(row.kind)
            entry = from_value(kind, row.id, row.entry) if row.entry is not None else None
        except (ValueError, KeyError, TypeError, AttributeError):
            log.error("a row cannot be read", kind="directory")
            continue
        found.append(EntryChange(kind, row.id, entry))
    return tuple(found)


async def newest(connection: AsyncConnection) -> tuple[int, dt.datetime | None]:
    """Return how many entries there are, and when the last one was written: what tells a change."""
    row = (await connection.execute(sa.select(sa.func.count(), sa.func.max(_D.c.at)).select_from(_D))).one()
    return int(row[0]), row[1]
