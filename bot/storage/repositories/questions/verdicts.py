"""What readers said of answers, counted by topic."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.turn.outcome import Verdict
from bot.storage.schema import tables


async def by_topic(connection: AsyncConnection) -> Mapping[str, tuple[int, int]]:
    """Return for each topic how often its answer helped, and how often it missed."""
    t = tables.question_count
    query = sa.select(t.c.topic, t.c.outcome, sa.func.sum(t.c["count"]).label("many"))
    rows = await connection.execute(
        query.where(t.c.outcome.in_(list(Verdict))).group_by(t.c.topic, t.c.outcome)
    )
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        helped, missed = found.get(row.topic, (0, 0))
        found[row.topic] = (row.many, missed) if row.outcome == Verdict.HELPED else (helped, row.many)
    return found
