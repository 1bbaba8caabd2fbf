"""Channels of teams: which is whose, and what is put into the post for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import entry as audit
from bot.domain.message.chat import Address, Operation
from bot.domain.message.message import Reply
from bot.domain.turn import outcome
from bot.storage.outbox import messages as outbound_rows
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema import codec, tables

_T, _P = tables.team_channel, tables.outbound


async def teams(connection: AsyncConnection) -> frozenset[str]:
    """Return the teams that have a channel."""
    return frozenset((await connection.execute(sa.select(_T.c.team))).scalars())


async def of_team(connection: AsyncConnection, team: str) -> sa.Row[Any] | None:
    """Return the row of a team's channel, None if it has none."""
    return (await connection.execute(sa.select(_T).where(_T.c.team == team))).first()


async def tell(connection: AsyncConnection, effect: outcome.TellTeam, at: dt.datetime) -> None:
    """Put news for a team's channel into the post, in the channel's language; nothing if there is none."""
    if row := await of_team(connection, effect.team):
        await _post(connection, row, Operation.TELL, effect.replies, at)


async def disconnect(connection: AsyncConnection, effect: outcome.DisconnectTeam, at: dt.datetime) -> None:
    """Take a team's channel away, with a last word there."""
    row = await of_team(connection, effect.team)
    if row is None:
        return
    await _remove(connection, row)
    await _post(connection, row, Operation.SAY, effect.replies, at)
    await trail.append(connection, at, effect.person, audit.AuditAction.TEAM_DISCONNECTED, effect.team)


async def settle(
    connection: AsyncConnection,
    team: str,
    at: dt.datetime,
    home: Address,
    lang: str,
    farewell: Mapping[str, Reply],
) -> None:
    """Make a chat the team's channel. Another one that was it until now is told so."""
    if row := await of_team(connection, team):
        await _remove(connection, row)
        if (row.channel, row.chat) != (home.channel, home.chat):
            await _post(connection, row, Operation.SAY, farewell, at)
    where = {"channel": home.channel, "chat": home.chat, "address": outbound_rows.to_json(home)}
    await connection.execute(_T.insert().values(team=team, lang=lang, at=at, **where))


async def end(connection: AsyncConnection, address: Address, at: dt.datetime, *, within: bool) -> list[str]:
    """Take a chat away from its teams, and `within` all that ends with it; return these teams.

    Nobody knows who did it.
    """
    rows = (await connection.execute(sa.select(_T).where(_T.c.channel == address.channel))).all()
    gone = [r for r in rows if r.chat == address.chat or (within and _within(r) == address.chat)]
    for row in gone:
        await _remove(connection, row)
        await trail.append(connection, at, "", audit.AuditAction.TEAM_DISCONNECTED, row.team, ref=audit.GROUP)
    return [row.team for row in gone]


def home_of(address: Address) -> Address | None:
    """Return the chat where news for everybody in a group begin; None where nothing may be told."""
    feed = address.place.get("feed") if address.group else None
    return replace(address, chat=feed) if feed else None


def _within(row: sa.Row[Any]) -> str:
    """Return the chat with which a channel ends; in Teams its team's first channel."""
    return outbound_rows.address_of(row.channel, row.chat, row.address).place.get("within", "")


async def _remove(connection: AsyncConnection, row: sa.Row[Any]) -> None:
    """Delete a team's row; what it was still to be told is not told, unless another team shares the chat."""
    await connection.execute(_T.delete().where(_T.c.team == row.team))
    here = (_T.c.channel == row.channel) & (_T.c.chat == row.chat)
    if (await connection.execute(sa.select(_T.c.team).where(here))).first() is None:
        waiting = (_P.c.channel == row.channel) & (_P.c.chat == row.chat) & (_P.c.act == Operation.TELL.value)
        await connection.execute(_P.delete().where(waiting, _P.c.done_at.is_(None)))


async def _post(
    connection: AsyncConnection,
    row: sa.Row[Any],
    act: Operation,
    replies: Mapping[str, Reply],
    at: dt.datetime,
) -> None:
    """Put a reply into the post for a channel. It is nobody's, so the row goes when it was carried."""
    home = outbound_rows.address_of(row.channel, row.chat, row.address)
    reply = replies[row.lang]
    said = replace(reply, text=reply.text.replace(outcome.PRIVATE, home.place.get("private", "")).strip())
    values = outbound_rows.row(home, act, at, lang=row.lang, reply=codec.reply_to_json(said))
    await connection.execute(_P.insert().values(**values))
