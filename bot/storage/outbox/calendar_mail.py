"""Letters that write a talk into a calendar, or strike it out: rows of the outbox, one for each reader."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case.meeting import calendar_line, of_calendar_line
from bot.domain.clock.norway import norwegian
from bot.domain.message.chat import EMAIL, Address, Operation, OutboundMessage
from bot.domain.turn.notice import CalendarMail
from bot.storage.outbox.messages import row
from bot.storage.schema import tables

_D, _P, _S = tables.outbound, tables.person, tables.session


async def write(connection: AsyncConnection, effect: CalendarMail, at: dt.datetime) -> None:
    """Put a letter to each side that has an address into the outbox."""
    holds = _P.c.post == effect.post if effect.post else sa.false()
    joined = _P.outerjoin(_S, _S.c.person == _P.c.id)
    query = sa.select(_P.c.id, _P.c.lang, _S.c.state).select_from(joined)
    found = await connection.execute(
        query.where(_P.c.id.in_(effect.people) | holds, _P.c.email.is_not(None)).order_by(_P.c.id)
    )
    line = calendar_line(effect.meeting, effect.called_off)
    rows = [
        row(
            Address(EMAIL, one.id),
            Operation.INVITE,
            at,
            person=one.id,
            lang=one.lang or (one.state or {}).get("lang") or "nb",
            message=line,
            thing=effect.meeting.code,
        )
        for one in found
    ]
    if rows:
        await connection.execute(_D.insert(), rows)


async def addressed(
    connection: AsyncConnection, outbound: OutboundMessage, now: dt.datetime
) -> OutboundMessage | None:
    """Return a letter with where it goes; None if it is no use: the time is over, or no address any more."""
    talk, _ = of_calendar_line(outbound.message)
    if talk.start <= norwegian(now).replace(tzinfo=None):
        return None
    query = sa.select(_P.c.email).where(_P.c.id == outbound.address.chat)
    email = (await connection.execute(query)).scalar()
    return replace(outbound, address=replace(outbound.address, place={"to": email})) if email else None
