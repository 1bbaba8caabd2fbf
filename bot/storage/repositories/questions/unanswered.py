"""Questions without an answer: kept masked, grouped for curators, let go when they are dealt with."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.turn.outcome import KeepUnanswered, SettleUnanswered
from bot.domain.turn.unanswered import Unanswered
from bot.storage.schema import tables


async def keep(connection: AsyncConnection, effect: KeepUnanswered, at: dt.datetime) -> None:
    """Write a question: its masked text, its language, the day."""
    row = {"day": at.date(), "lang": effect.lang, "text": effect.text, "same": effect.same}
    await connection.execute(tables.unanswered.insert().values(**row))


async def settle(connection: AsyncConnection, effect: SettleUnanswered, at: dt.datetime) -> None:
    """Delete a question and all like it. One that is gone already is no fault."""
    t = tables.unanswered
    like = sa.select(t.c.same).where(t.c.number == effect.number).scalar_subquery()
    await connection.execute(t.delete().where(t.c.same == like))


async def groups(connection: AsyncConnection, most: int) -> tuple[Unanswered, ...]:
    """Return the questions, like ones together, the most asked first, then the last asked; at most `most`."""
    t = tables.unanswered
    count, last = sa.func.count().label("many"), sa.func.max(t.c.day).label("last")
    columns = (sa.func.min(t.c.number).label("number"), sa.func.max(t.c.text).label("text"))
    query = sa.select(*columns, sa.func.max(t.c.lang).label("lang"), count, last).group_by(t.c.same)
    rows = await connection.execute(query.order_by(count.desc(), last.desc(), t.c.same).limit(most))
    return tuple(Unanswered(row.number, row.text, row.lang, row.many, row.last) for row in rows)
