"""Ends that a person is known in chat channels: a telephone is lost, or somebody wants no more news there."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import audit, outcome
from bot.storage import postings, tables, trail

_A, _I, _P, _O = tables.account, tables.invitation, tables.posting, tables.outbox


async def unlink(
    connection: AsyncConnection, person: str, at: dt.datetime, channel: str | None = None
) -> int:
    """Make a person unknown in all channels, or in one; return in how many. Codes not used yet are void.

    News that waited for these chats go another way: whoever holds the telephone now reads them no more.
    """
    theirs = _A.c.person == person
    if channel is not None:
        theirs &= _A.c.channel == channel
    gone = (await connection.execute(sa.select(_A.c.channel, _A.c.chat).where(theirs))).all()
    await connection.execute(_A.delete().where(theirs))
    await connection.execute(_I.delete().where(_I.c.person == person))
    for one in gone:
        await _elsewhere(connection, person, one.channel, one.chat, at)
        await trail.append(connection, at, person, audit.Act.UNLINKED, one.channel)
    return len(gone)


async def unlink_chats(connection: AsyncConnection, effect: outcome.UnlinkChats, at: dt.datetime) -> None:
    """Make a person unknown in all chat channels."""
    await unlink(connection, effect.person, at)


async def _elsewhere(
    connection: AsyncConnection, person: str, channel: str, chat: str, at: dt.datetime
) -> None:
    """Take a person's waiting news out of a chat's post, and send them where that person still is."""
    waiting = (_P.c.channel == channel) & (_P.c.chat == chat) & (_P.c.person == person)
    waiting &= _P.c.done_at.is_(None) & _P.c.news.is_not(None)
    numbers = (await connection.execute(sa.select(_P.c.news).where(waiting))).scalars().all()
    await connection.execute(_P.update().where(waiting).values(done_at=at, reply=None))
    unread = _O.c.number.in_(list(numbers)) & _O.c.delivered_at.is_(None)
    rows = await connection.execute(sa.select(_O.c.number, _O.c.person, _O.c.places).where(unread))
    await postings.bring(connection, [dict(row) for row in rows.mappings()], at)
