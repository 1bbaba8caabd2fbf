"""Letters: rows of the outbox that tell by e-mail of what nobody read in a chat."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.message.chat import EMAIL, Address, Operation, OutboundMessage
from bot.storage.outbox.messages import row
from bot.storage.schema import tables
from bot.storage.schema.codec import name_of

_N, _D, _P = tables.outbox, tables.outbound, tables.person


def waits() -> sa.ColumnElement[bool]:
    """Return whether a notice has reached nobody, and nobody in its reader's place was told."""
    return _N.c.delivered_at.is_(None) & _N.c.passed_on_at.is_(None)


async def due(connection: AsyncConnection, before: dt.datetime, most: int) -> tuple[int, ...]:
    """Return the notices from before a moment that are to be told by e-mail, oldest first."""
    under_way = sa.select(_D.c.number).where(
        _D.c.news == _N.c.number, _D.c.channel == EMAIL, _D.c.done_at.is_(None)
    )
    query = (
        sa.select(_N.c.number)
        .join_from(_N, _P, _P.c.id == _N.c.person)
        .where(waits(), _N.c.at <= before, _P.c.email.is_not(None), ~under_way.exists())
    )
    found = await connection.execute(query.order_by(_N.c.number).limit(most))
    return tuple(found.scalars())


async def write(connection: AsyncConnection, numbers: tuple[int, ...], at: dt.datetime) -> None:
    """Put a letter about each of these notices into the outbox."""
    query = sa.select(_N.c.number, _N.c.person, _N.c.places).where(_N.c.number.in_(numbers))
    found = (await connection.execute(query.order_by(_N.c.number))).all()
    rows = [
        row(
            Address(EMAIL, one.person),
            Operation.HINT,
            at,
            person=one.person,
            news=one.number,
            thing=one.places.get("code", ""),
        )
        for one in found
    ]
    await connection.execute(_D.insert(), rows)


async def addressed(
    connection: AsyncConnection, outbound: OutboundMessage, news: int
) -> OutboundMessage | None:
    """Return a letter with where it goes; None if it is no use: read since, passed on, no address any more.

    However often a notice is told by e-mail, its letters have one key.
    """
    query = (
        sa.select(_N.c.number, _N.c.at, _N.c.person, _P.c.email)
        .join_from(_N, _P, _P.c.id == _N.c.person)
        .where(waits(), _N.c.number == news)
    )
    found = (await connection.execute(query)).first()
    if found is None or not found.email:
        return None
    home = replace(outbound.address, place={"to": found.email})
    return replace(outbound, key=name_of(found.number, found.at, found.person), address=home)
