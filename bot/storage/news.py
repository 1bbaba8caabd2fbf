"""Reads the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ports import News
from bot.storage import tables


async def load(connection: AsyncConnection, where: sa.ColumnElement[bool]) -> tuple[News, ...]:
    """Return these rows of the outbox, oldest first, with the language of their readers."""
    t, p = tables.outbox, tables.person
    joined = t.outerjoin(p, p.c.id == t.c.person)
    talk = sa.select(tables.session.c.state).where(tables.session.c.person == t.c.person).scalar_subquery()
    columns = (
        t.c.number,
        t.c.person,
        t.c.post,
        t.c.text_key,
        t.c.places,
        t.c.buttons,
        t.c.at,
        t.c.delivered_at,
    )
    query = sa.select(*columns, p.c.lang, talk.label("talk")).select_from(joined).where(where)
    rows = (await connection.execute(query.order_by(t.c.number))).all()
    return tuple(
        News(
            number=row.number,
            person=row.person,
            post=row.post,
            key=row.text_key,
            places=row.places,
            buttons=tuple((choice, label) for choice, label in row.buttons),
            at=row.at,
            lang=row.lang or (row.talk or {}).get("lang"),
            seen=row.delivered_at is not None,
        )
        for row in rows
    )
