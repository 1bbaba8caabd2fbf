"""Reads what a coordinator counts."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.turn.outcome import Verdict
from bot.domain.turn.statistics import Asked, AskedFrom, Statistics, passage, periods
from bot.storage.repositories import referrals
from bot.storage.schema import tables

MOST = 100_000


async def read(connection: AsyncConnection, today: dt.date) -> Statistics:
    """Return all referrals and questions of both periods, and all that are open."""
    start = periods(today)[1].first
    r, q = tables.referral, tables.question_count
    since = dt.datetime.combine(start, dt.time(), dt.UTC) - dt.timedelta(days=1)
    found = await referrals.load(connection, r.c.is_open | (r.c.changed_at >= since), MOST)
    counted = sa.select(q.c.day, q.c.topic, sa.func.sum(q.c["count"]), q.c.role).where(q.c.day >= start)
    counted = counted.where(q.c.outcome.not_in(list(Verdict)))  # what was said of answers is no question
    rows = await connection.execute(counted.group_by(q.c.day, q.c.topic, q.c.role))
    asked = tuple(Asked(*row) for row in rows)
    s = tables.service_question_count
    by_service = sa.select(s.c.day, s.c.service, s.c["count"]).where(s.c.day >= start)
    services = tuple(AskedFrom(*row) for row in await connection.execute(by_service))
    p = tables.person
    staff = await _people(connection, sa.func.coalesce(p.c.service, ""))
    roles = await _people(connection, p.c.role)
    return Statistics(tuple(passage(one) for one in found), asked, services, staff, roles)


async def _people(connection: AsyncConnection, by: sa.ColumnElement[str]) -> dict[str, int]:
    """Return how many people there are by a column."""
    rows = await connection.execute(sa.select(by, sa.func.count()).group_by(by))
    return {str(name): int(count) for name, count in rows}
