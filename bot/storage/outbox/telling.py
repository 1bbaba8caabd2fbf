"""Writes what somebody is told, and sends it on to the chat that they used last."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.organisation.directory import COORDINATOR
from bot.domain.person.person import Role
from bot.domain.turn.notice import Notify
from bot.storage import news_bell
from bot.storage.outbox import facts
from bot.storage.outbox import messages as outbound_rows
from bot.storage.schema import tables


async def notify(connection: AsyncConnection, effect: Notify, at: dt.datetime) -> None:
    """Put news into the outbox: one row for each person who holds the post, or for the post if none does.

    What has a name is written once; the first row bears it, and stays where it is when holders change.
    """
    if effect.once is not None and await _is_written(connection, effect.once):
        return
    readers = [effect.person] if effect.post is None else await _holders(connection, effect.post)
    row = {
        "post": effect.post,
        "text_key": effect.kind.value,
        "places": facts.places_to_json(effect),
        "buttons": facts.buttons_to_json(effect.buttons),
        "at": at,
    }
    await news_bell.ring(connection)
    keys = [effect.once, *(None for _ in readers[1:])]
    rows = [{**row, "person": person, "key": key} for person, key in zip(readers, keys, strict=True)]
    for values in rows:  # one by one: the number of each is needed
        done = await connection.execute(tables.outbox.insert().values(**values))
        number = done.inserted_primary_key[0]  # type: ignore[index]
        await outbound_rows.bring(connection, [{**values, "number": number}], at)


async def _is_written(connection: AsyncConnection, once: str) -> bool:
    t = tables.outbox
    return (await connection.execute(sa.select(t.c.number).where(t.c.key == once))).first() is not None


async def _holders(connection: AsyncConnection, post: str) -> list[str | None]:
    t = tables.person
    holds = t.c.role == Role.COORDINATOR.value if post == COORDINATOR else t.c.post == post
    found = await connection.execute(sa.select(t.c.id).where(holds).order_by(t.c.id))
    return list(found.scalars()) or [None]
