"""Reads the outbox."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.news.markdown import readable
from bot.domain.news.newsletter import NUMBER
from bot.domain.ports.store import News
from bot.domain.turn.notice import NoticeKind
from bot.storage.outbox import facts
from bot.storage.schema import news_tables, tables

log = structlog.get_logger()


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
    texts = await _newsletters(
        connection, {r.places.get(NUMBER, "") for r in rows if r.text_key == NoticeKind.NEWSLETTER}
    )
    return tuple(
        News(
            number=row.number,
            person=row.person,
            post=row.post,
            kind=NoticeKind(row.text_key),
            values={**facts.facts(row.places), **texts.get(row.places.get(NUMBER, ""), {})},
            buttons=facts.buttons(row.buttons),
            at=row.at,
            lang=row.lang or (row.talk or {}).get("lang"),
            seen=row.delivered_at is not None,
            meeting=facts.meeting(row.places),
            event=facts.event(row.places),
            called_off=facts.called_off(row.places),
        )
        for row in rows
        if _is_readable(row)
    )


async def _newsletters(connection: AsyncConnection, numbers: set[str]) -> dict[str, dict[str, str]]:
    """Return the texts of newsletters, as the places of a notice for each language."""
    if not numbers:
        return {}
    t = news_tables.newsletter
    found = await connection.execute(
        sa.select(t.c.number, t.c.texts).where(t.c.number.in_(map(int, numbers)))
    )
    return {
        str(row.number): {f"text.{lang}": readable(text) for lang, text in row.texts.items()} for row in found
    }


def _is_readable(row: Any) -> bool:
    """Tell whether a row is news of a kind that is known: one that is not is no reason to tell nothing."""
    known = row.text_key in set(NoticeKind)
    if not known:
        log.error("notice of an unknown kind", number=row.number)
    return known
