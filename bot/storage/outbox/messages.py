"""Rows of the post: what is to be said, deleted or changed in a chat of somebody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.message.chat import Address, Operation, OutboundMessage, ReplyTo
from bot.domain.ports.store import Said
from bot.storage.schema import codec, tables

_P = tables.outbound


def to_json(address: Address) -> dict[str, Any]:
    """Return what is stored of an address besides channel and chat."""
    return {"group": address.group, "place": dict(address.place)}


def address_of(channel: str, chat: str, stored: Mapping[str, Any]) -> Address:
    """Return the address that `to_json` was made of."""
    return Address(channel, chat, bool(stored.get("group")), dict(stored.get("place") or {}))


def row(address: Address, act: Operation, at: dt.datetime, **values: Any) -> dict[str, Any]:
    """Return a row for the table with everything in it that has a default elsewhere."""
    empty = {"person": None, "lang": "nb", "reply": None, "news": None, "message": "", "thing": ""}
    fixed = {"tries": 0, "next_try_at": None, "done_at": None, "carried": False, "made": ""}
    where = {"channel": address.channel, "chat": address.chat, "address": to_json(address)}
    return {**empty, **values, **fixed, **where, "act": act.value, "at": at}


async def answer(
    connection: AsyncConnection, to: ReplyTo, said: Said, at: dt.datetime, person: str | None
) -> None:
    """Write the answers to an update; before them, what becomes of the message and of the used buttons.

    `person` is who asked, None for somebody who was just deleted: those rows go when they are carried.
    """
    rows = []
    if said.erase and to.message:
        rows.append(row(to.address, Operation.ERASE, at, person=person, lang=said.lang, message=to.message))
    stands = bool(to.pressed_on) and any(reply.card and reply.card.again for reply in said.replies)
    if to.pressed_on and not stands:
        rows.append(row(to.address, Operation.UNBUTTON, at, person=person, message=to.pressed_on))
    for reply in said.replies:
        known = {"person": person, "lang": said.lang, "reply": codec.reply_to_json(reply)}
        if stands and reply.card:
            rows.append(row(to.address, Operation.CHANGE, at, **known, message=to.pressed_on))
        else:
            rows.append(row(to.address, Operation.SAY, at, **known))
    if rows:
        await connection.execute(_P.insert(), rows)
    t = tables.account
    here = (t.c.channel == to.address.channel) & (t.c.chat == to.address.chat)
    await connection.execute(t.update().where(here).values(used_at=at))


async def bring(connection: AsyncConnection, news: Iterable[Mapping[str, Any]], at: dt.datetime) -> None:
    """Send news (rows of the outbox: number, person, places) on to the chat their readers used last."""
    by_person = {n["person"]: n for n in news if n["person"]}
    homes = await addresses(connection, by_person)
    rows = [_brought(homes[n["person"]], n, at) for n in news if n["person"] in homes]
    if rows:
        await connection.execute(_P.insert(), rows)


async def elsewhere(connection: AsyncConnection, waiting: sa.ColumnElement[bool], at: dt.datetime) -> None:
    """Take what waits out of the post; news among it go to where their readers still are, if anywhere."""
    numbers = (await connection.execute(sa.select(_P.c.news).where(waiting))).scalars().all()
    await connection.execute(_P.update().where(waiting).values(done_at=at, reply=None))
    o = tables.outbox
    unread = o.c.number.in_([n for n in numbers if n]) & o.c.delivered_at.is_(None)
    rows = await connection.execute(sa.select(o.c.number, o.c.person, o.c.places).where(unread))
    await bring(connection, [dict(row) for row in rows.mappings()], at)


def _brought(home: Address, news: Mapping[str, Any], at: dt.datetime) -> dict[str, Any]:
    code = news["places"].get("code", "")
    return row(home, Operation.SAY, at, person=news["person"], news=news["number"], thing=code)


async def addresses(connection: AsyncConnection, people: Iterable[str]) -> dict[str, Address]:
    """Return the private chat that each of these people used last, of those who have one."""
    t = tables.account
    query = sa.select(t.c.person, t.c.channel, t.c.chat, t.c.address)
    found = query.where(t.c.person.in_(list(people)), t.c.left_at.is_(None)).order_by(t.c.used_at)
    rows = await connection.execute(found)
    return {r.person: address_of(r.channel, r.chat, r.address) for r in rows if not r.address.get("group")}


def posting_of(stored: sa.Row[Any]) -> OutboundMessage:
    """Return a stored row as it is carried; news come without words, which are chosen for their reader."""
    address = address_of(stored.channel, stored.chat, stored.address)
    return OutboundMessage(
        number=stored.number,
        key=codec.name_of(stored.number, stored.at, f"{stored.channel}|{stored.chat}"),
        address=address,
        act=Operation(stored.act),
        lang=stored.lang,
        tries=stored.tries,
        reply=codec.reply_from_json(stored.reply) if stored.reply else None,
        message=stored.message,
        thing=stored.thing,
    )


async def with_before(connection: AsyncConnection, outbound: OutboundMessage) -> OutboundMessage:
    """Add the last message about the same thing in the same chat, if there was one."""
    if not outbound.thing:
        return outbound
    same = (_P.c.thing == outbound.thing) & (_P.c.chat == outbound.address.chat)
    same &= (_P.c.channel == outbound.address.channel) & (_P.c.made != "") & (_P.c.number < outbound.number)
    query = sa.select(_P.c.made).where(same).order_by(_P.c.number.desc()).limit(1)
    return replace(outbound, before=(await connection.execute(query)).scalar() or "")
