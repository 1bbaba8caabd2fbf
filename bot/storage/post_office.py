"""The post, as the postman works on it; see bot.domain.chat_ports.PostOffice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.chat import Act, Posting
from bot.domain.chat_ports import Due, Taken
from bot.storage import news, postings, tables
from bot.storage.database import transaction

_P = tables.posting


class SqlPostOffice:
    """Each call is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def due(self, now: dt.datetime, channels: Iterable[str], most: int) -> tuple[Due, ...]:
        """See PostOffice."""
        undone = _P.c.done_at.is_(None) & _P.c.channel.in_(list(channels))
        first = sa.select(sa.func.min(_P.c.number)).where(undone).group_by(_P.c.channel, _P.c.chat)
        query = sa.select(_P).where(_P.c.number.in_(first), _may_be_tried(now)).order_by(_P.c.number)
        async with transaction(self._engine, reading=True) as connection:
            rows = (await connection.execute(query.limit(most))).all()
        return tuple(Due(r.number, r.channel, r.chat, _is_group(r.address), _act(r.act), r.at) for r in rows)

    async def take(self, number: int, now: dt.datetime, until: dt.datetime) -> Taken | None:
        """See PostOffice."""
        free = (_P.c.number == number) & _P.c.done_at.is_(None) & _may_be_tried(now)
        async with transaction(self._engine) as connection:
            claim = _P.update().where(free).values(tries=_P.c.tries + 1, next_try_at=until)
            if (await connection.execute(claim)).rowcount != 1:
                return None
            row = (await connection.execute(sa.select(_P).where(_P.c.number == number))).one()
            posting = await postings.with_before(connection, postings.posting_of(row))
            found = await news.load(connection, tables.outbox.c.number == row.news) if row.news else ()
            await connection.commit()
        return Taken(posting, found[0] if found else None)

    async def done(self, posting: Posting, message: str, at: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            number = await _close(connection, posting.number, at, carried=True, made=message)
            t = tables.outbox
            fresh = (t.c.number == number) & t.c.delivered_at.is_(None)
            await connection.execute(t.update().where(fresh).values(delivered_at=at))
            await connection.commit()

    async def put_off(self, posting: Posting, until: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            await connection.execute(
                _P.update().where(_P.c.number == posting.number).values(next_try_at=until)
            )
            await connection.commit()

    async def drop(self, posting: Posting, at: dt.datetime) -> None:
        """See PostOffice."""
        await self.strike_out(posting.number, at)

    async def strike_out(self, number: int, at: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            await _close(connection, number, at)
            await connection.commit()


async def _close(connection: AsyncConnection, posting: int, at: dt.datetime, **values: Any) -> int | None:
    """Close a row and forget its text; return the number of the news in it."""
    this = _P.c.number == posting
    await connection.execute(_P.update().where(this).values(done_at=at, reply=None, **values))
    number: int | None = (await connection.execute(sa.select(_P.c.news).where(this))).scalar()
    await connection.execute(_P.delete().where(this, _P.c.person.is_(None)))  # somebody who is deleted
    return number


def _is_group(address: Any) -> bool:
    return isinstance(address, Mapping) and bool(address.get("group"))


def _act(stored: str) -> Act:
    """Return what a row does; one that cannot be read is found out when it is taken."""
    return Act(stored) if stored in set(Act) else Act.SAY


def _may_be_tried(now: dt.datetime) -> sa.ColumnElement[bool]:
    return _P.c.next_try_at.is_(None) | (_P.c.next_try_at <= now)
