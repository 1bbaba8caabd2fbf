"""Counts questions and verdicts, by day; no text is ever here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.turn import outcome
from bot.storage.schema import tables


async def count_question(connection: AsyncConnection, effect: outcome.CountQuestion, at: dt.datetime) -> None:
    """Count a question; its text is never here. Its service is counted apart from what it was about."""
    key = {
        "day": at.date(),
        "topic": effect.topic,
        "outcome": effect.kind.value,
        "lang": effect.lang,
        "role": effect.role,
    }
    await _one_more(connection, tables.question_count, key)
    if not isinstance(effect.kind, outcome.Verdict):  # what is said of an answer is no question
        where = {"day": at.date(), "service": effect.service}
        await _one_more(connection, tables.service_question_count, where)


async def _one_more(connection: AsyncConnection, table: sa.Table, key: Mapping[str, object]) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    first = insert(table).values(**key, count=1)
    more = {"count": table.c["count"] + 1}
    await connection.execute(first.on_conflict_do_update(index_elements=list(key), set_=more))
