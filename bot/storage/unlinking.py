"""Ends that a person is known in chat channels: a telephone is lost, or somebody wants no more news there."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain import audit, outcome
from bot.storage import postings, tables, trail

_A, _I, _P = tables.account, tables.invitation, tables.posting


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
        here = (_P.c.channel == one.channel) & (_P.c.chat == one.chat) & (_P.c.person == person)
        waiting = here & _P.c.done_at.is_(None) & _P.c.news.is_not(None)
        await postings.elsewhere(connection, waiting, at)
        await trail.append(connection, at, person, audit.Act.UNLINKED, one.channel)
    return len(gone)


async def unlink_chats(connection: AsyncConnection, effect: outcome.UnlinkChats, at: dt.datetime) -> None:
    """Make a person unknown in all chat channels."""
    await unlink(connection, effect.person, at)
