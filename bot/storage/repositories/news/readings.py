"""Who was asked to read the instruction, and who has read which version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.news.instruction import Receipt
from bot.domain.person.person import Role
from bot.domain.turn.news import AskToRead, NoteRead
from bot.domain.turn.notice import Notify
from bot.domain.turn.reading import asked
from bot.storage.schema import news_tables, tables

_R, _A, _P = news_tables.receipt, news_tables.reading, tables.person


async def note(connection: AsyncConnection, effect: NoteRead, at: dt.datetime) -> None:
    """Write that somebody has read a version, at the first time."""
    mine = (_R.c.person == effect.person) & (_R.c.version == effect.version)
    if (await connection.execute(sa.select(_R.c.person).where(mine))).first() is None:
        row = {"person": effect.person, "version": effect.version, "at": at}
        await connection.execute(_R.insert().values(**row))


async def ask(connection: AsyncConnection, effect: AskToRead, at: dt.datetime) -> tuple[Notify, ...]:
    """Ask each member of staff who has not read it and was not asked yet; return what they are told."""
    done = sa.select(_R.c.person).where(_R.c.version == effect.version)
    known = sa.select(_A.c.person).where(_A.c.version == effect.version)
    staff = sa.select(_P.c.id).where(_P.c.role != Role.GUEST, _P.c.id.not_in(done), _P.c.id.not_in(known))
    people = [p for p in (await connection.execute(staff.order_by(_P.c.id))).scalars() if p in effect.people]
    if people:
        row = {"version": effect.version, "until": effect.until, "reminded_at": None}
        await connection.execute(_A.insert(), [{**row, "person": person} for person in people])
    return tuple(asked(person, effect.version, effect.until) for person in people)


async def receipts(
    connection: AsyncConnection, version: str, posts: Collection[str] | None
) -> tuple[Receipt, ...]:
    """Return all members of staff, or those at these posts, with what they have read."""
    newest = (
        sa.select(_R.c.person, sa.func.max(_R.c.version).label("version")).group_by(_R.c.person).subquery()
    )
    query = (
        sa.select(_P.c.id, _P.c.name, newest.c.version, _R.c.at, _A.c.until)
        .outerjoin(newest, newest.c.person == _P.c.id)
        .outerjoin(_R, (_R.c.person == _P.c.id) & (_R.c.version == newest.c.version))
        .outerjoin(_A, (_A.c.person == _P.c.id) & (_A.c.version == version))
        .where(_P.c.role != Role.GUEST)
        .order_by(_P.c.name, _P.c.id)
    )
    if posts is not None:
        query = query.where(_P.c.post.in_(list(posts)))
    rows = await connection.execute(query)
    return tuple(Receipt(r.id, r.name or r.id, r.version or "", r.at, r.until) for r in rows)


async def read_by(connection: AsyncConnection, person: str) -> frozenset[str]:
    """Return the versions that somebody has read."""
    found = await connection.execute(sa.select(_R.c.version).where(_R.c.person == person))
    return frozenset(found.scalars())


async def overdue(connection: AsyncConnection, today: dt.date) -> tuple[tuple[str, str], ...]:
    """Return who is late with which version, and was not reminded yet."""
    done = sa.exists().where(_R.c.person == _A.c.person, _R.c.version == _A.c.version)
    late = sa.select(_A.c.person, _A.c.version).where(_A.c.until < today, _A.c.reminded_at.is_(None), ~done)
    rows = await connection.execute(late.order_by(_A.c.person).limit(500))
    return tuple((row.person, row.version) for row in rows)


async def reminded(connection: AsyncConnection, person: str, version: str, at: dt.datetime) -> None:
    """Write that somebody was reminded: it is done once."""
    this = (_A.c.person == person) & (_A.c.version == version)
    await connection.execute(_A.update().where(this).values(reminded_at=at))
