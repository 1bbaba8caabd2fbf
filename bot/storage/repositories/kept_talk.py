"""The talk of somebody who wants it kept: answers stand here anyway, what was written only then."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ports.store import Past
from bot.domain.turn.outcome import ForgetLines
from bot.storage.schema import codec, tables


async def load(
    connection: AsyncConnection, person_id: str, channel: str, most: int, since: dt.datetime | None
) -> tuple[Past, ...]:
    """Return the latest turns of a person in a channel, none before `since`, the oldest of them first."""
    t = tables.taken
    query = sa.select(t.c.mine, t.c.said).where(t.c.person == person_id, t.c.channel == channel)
    query = query.where(t.c.at >= since) if since else query
    rows = (await connection.execute(query.order_by(t.c.at.desc(), t.c.update_id).limit(most))).all()
    return tuple(Past(row.mine or "", codec.said_from_json(row.said)) for row in reversed(rows))


async def forget(connection: AsyncConnection, effect: ForgetLines, at: dt.datetime) -> None:
    """Let go of all that a person wrote."""
    t = tables.taken
    theirs = (t.c.person == effect.person) & t.c.mine.is_not(None)
    await connection.execute(t.update().where(theirs).values(mine=None))
