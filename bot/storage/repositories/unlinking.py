"""Ends that a person is known in chat channels: a telephone is lost, or somebody wants no more news there."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import entry as audit
from bot.domain.turn import outcome
from bot.storage.outbox import messages as outbound_rows
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema import tables

_A, _I, _P = tables.account, tables.invitation, tables.outbound


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
        await outbound_rows.elsewhere(connection, waiting, at)
        await trail.append(connection, at, person, audit.AuditAction.UNLINKED, one.channel)
    return len(gone)


async def unlink_chats(connection: AsyncConnection, effect: outcome.UnlinkChats, at: dt.datetime) -> None:
    """Make a person unknown in all chat channels."""
    await unlink(connection, effect.person, at)
