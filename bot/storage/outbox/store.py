"""The outbox, as its worker sees it; see bot.domain.ports.channels.OutboxStore."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.message.chat import EMAIL, Operation, OutboundMessage
from bot.domain.ports.channels import Due, Taken
from bot.storage.database import transaction
from bot.storage.outbox import calendar_mail, letters
from bot.storage.outbox import messages as outbound_rows
from bot.storage.outbox import notices as news
from bot.storage.schema import tables

_P = tables.outbound


class SqlOutboxStore:
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

    async def waiting(self) -> tuple[tuple[str, int, dt.datetime], ...]:
        """Return of each channel how many messages wait, and since when the oldest does."""
        oldest = sa.func.min(_P.c.at, type_=_P.c.at.type)
        query = sa.select(_P.c.channel, sa.func.count(), oldest).where(_P.c.done_at.is_(None))
        async with transaction(self._engine, reading=True) as connection:
            rows = (await connection.execute(query.group_by(_P.c.channel))).all()
        return tuple((channel, count, at) for channel, count, at in rows)

    async def take(self, number: int, now: dt.datetime, until: dt.datetime) -> Taken | None:
        """See PostOffice. It waits neither for the writers nor for a replica that is taking the same row."""
        this = _P.c.number == number
        free = sa.select(_P.c.number).where(this & _P.c.done_at.is_(None) & _may_be_tried(now))
        async with transaction(self._engine, alone=False) as connection:
            if (await connection.execute(free.with_for_update(skip_locked=True))).first() is None:
                return None
            await connection.execute(_P.update().where(this).values(tries=_P.c.tries + 1, next_try_at=until))
            row = (await connection.execute(sa.select(_P).where(_P.c.number == number))).one()
            outbound = await outbound_rows.with_before(connection, outbound_rows.posting_of(row))
            found = await news.load(connection, tables.outbox.c.number == row.news) if row.news else ()
            if row.news and not found:
                raise LookupError("a delivery without its notice")
            if row.channel == EMAIL:
                letter = (
                    await calendar_mail.addressed(connection, outbound, now)
                    if outbound.act is Operation.INVITE
                    else await letters.addressed(connection, outbound, row.news)
                )
                if letter is None:
                    await _close(connection, number, now)
                    await connection.commit()
                    return None
                outbound = letter
            await connection.commit()
        return Taken(outbound, found[0] if found else None)

    async def done(self, outbound: OutboundMessage, message: str, at: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            number = await _close(connection, outbound.number, at, carried=True, made=message)
            if number is not None:
                t = tables.outbox
                fresh = (t.c.number == number) & t.c.delivered_at.is_(None)
                await connection.execute(t.update().where(fresh).values(delivered_at=at))
            await connection.commit()

    async def put_off(self, outbound: OutboundMessage, until: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            await connection.execute(
                _P.update().where(_P.c.number == outbound.number).values(next_try_at=until)
            )
            await connection.commit()

    async def drop(self, outbound: OutboundMessage, at: dt.datetime) -> None:
        """See PostOffice."""
        await self.strike_out(outbound.number, at)

    async def strike_out(self, number: int, at: dt.datetime) -> None:
        """See PostOffice."""
        async with transaction(self._engine) as connection:
            await _close(connection, number, at)
            await connection.commit()


async def _close(connection: AsyncConnection, outbound: int, at: dt.datetime, **values: Any) -> int | None:
    """Close a row and forget its text; return the number of the news in it."""
    this = _P.c.number == outbound
    await connection.execute(_P.update().where(this).values(done_at=at, reply=None, **values))
    number: int | None = (await connection.execute(sa.select(_P.c.news).where(this))).scalar()
    await connection.execute(_P.delete().where(this, _P.c.person.is_(None)))  # somebody who is deleted
    return number


def _is_group(address: Any) -> bool:
    return isinstance(address, Mapping) and bool(address.get("group"))


def _act(stored: str) -> Operation:
    """Return what a row does; one that cannot be read is found out when it is taken."""
    return Operation(stored) if stored in set(Operation) else Operation.SAY


def _may_be_tried(now: dt.datetime) -> sa.ColumnElement[bool]:
    return _P.c.next_try_at.is_(None) | (_P.c.next_try_at <= now)
