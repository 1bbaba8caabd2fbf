"""A row in each table of what is told to everybody, and of what is proposed for the texts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import curating_tables, news_tables


async def write_news(connection: AsyncConnection, person: str, at: dt.datetime) -> None:
    """Write a newsletter, an event, a proposed change, and all that names a person in them."""
    day = at.date()
    lunch = {"kind": "lunch", "place": "Origo", "start": at.replace(tzinfo=None).isoformat(), "minutes": 60}
    rows = {
        news_tables.newsletter: {"phase": "sent", "texts": {"nb": "# Hei"}, "at": at},
        news_tables.subscriber: {"person": person, "since": at},
        news_tables.event: {**lunch, "every": "once", "until": day},
        news_tables.signup: {"event": 1, "person": person, "day": "", "until": day},
        news_tables.receipt: {"person": person, "version": "2026-11-21", "at": at},
        news_tables.reading: {"person": person, "version": "2026-11-21", "until": day},
        news_tables.learner: {"person": person, "version": day, "at": at},
    }
    proposed = {"kind": "variant", "topic": "ips.goal", "texts": {}, "groups": [], "by_person": person}
    rest = {"at": at, "stage": "taken", "patch": "", "decided_by": "", "decided_at": at}
    rows[curating_tables.kb_change] = {**proposed, **rest}
    for table, row in rows.items():
        await connection.execute(table.insert().values(**row))
