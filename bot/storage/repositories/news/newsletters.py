"""Newsletters and who subscribes; a newsletter goes into the outbox a batch at a time.

A batch and the place where the next one begins are written in one transaction: killed at any moment, the
sending goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.message.chat import Operation
from bot.domain.news.newsletter import LEGAL, NUMBER, Move, Newsletter, Newsletters, Phase
from bot.domain.turn.news import MoveNewsletter, Subscribe, WriteNewsletter
from bot.domain.turn.notice import Goal, Lead, NoticeKind
from bot.storage.outbox import facts
from bot.storage.outbox import messages as outbound_rows
from bot.storage.schema import news_tables, tables

_N, _S = news_tables.newsletter, news_tables.subscriber
BUTTONS = facts.buttons_to_json([Lead(Goal.UNSUBSCRIBE)])


async def subscribe(connection: AsyncConnection, effect: Subscribe, at: dt.datetime) -> None:
    """Write that somebody wants the newsletter, or does not any more."""
    if not effect.wanted:
        await connection.execute(_S.delete().where(_S.c.person == effect.person))
        return
    known = sa.select(_S.c.person).where(_S.c.person == effect.person)
    if (await connection.execute(known)).first() is None:
        await connection.execute(_S.insert().values(person=effect.person, since=at, told=0))


async def write(connection: AsyncConnection, effect: WriteNewsletter, at: dt.datetime) -> None:
    """Write a text of the newsletter in hand, or take it out where it is empty.

    Of one that is being sent nothing changes any more.
    """
    row = (await connection.execute(_open().limit(1))).first()
    if row is None and effect.text:
        new = {"phase": Phase.DRAFT, "texts": {effect.lang: effect.text}, "at": at}
        await connection.execute(_N.insert().values(**new, told=0, readers=0))
    elif row is not None and row.phase == Phase.DRAFT:
        texts = {lang: text for lang, text in {**row.texts, effect.lang: effect.text}.items() if text}
        await connection.execute(_N.update().where(_N.c.number == row.number).values(texts=texts, at=at))


async def move(connection: AsyncConnection, effect: MoveNewsletter, at: dt.datetime) -> None:
    """Let a newsletter take a step, if it stands where that step begins."""
    before, after = LEGAL[effect.move]
    this = (_N.c.number == effect.number) & (_N.c.phase == before)
    if after is None:
        await connection.execute(_N.delete().where(this))
        return
    values: dict[str, Any] = {"phase": after, "at": at}
    if effect.move is Move.SEND:
        values["readers"] = await _count(connection)
    await connection.execute(_N.update().where(this).values(**values))


async def seen_by(connection: AsyncConnection, person: str, *, oversees: bool) -> Newsletters:
    """Return what somebody may know of newsletters."""
    sent = sa.select(_N).where(_N.c.phase == Phase.SENT).order_by(_N.c.at.desc()).limit(1)
    last = (await connection.execute(sent)).first()
    mine = (await connection.execute(sa.select(_S.c.person).where(_S.c.person == person))).first()
    row = (await connection.execute(_open().limit(1))).first() if oversees else None
    count = await _count(connection) if oversees else 0
    current = _newsletter(row) if row else None
    return Newsletters(current, _newsletter(last) if last else None, mine is not None, count)


async def is_sending(connection: AsyncConnection) -> bool:
    """Tell whether there is a newsletter to go on with."""
    query = sa.select(_N.c.number).where(_N.c.phase == Phase.SENDING).limit(1)
    return (await connection.execute(query)).first() is not None


async def put_out(connection: AsyncConnection, at: dt.datetime, most: int, waiting: int) -> int:
    """Put the newsletter that is being sent into the post of the next readers; return how many.

    At most `most`, and none while as many as `waiting` are not carried yet: a stop then soon is one.
    """
    row = (await connection.execute(sa.select(_N).where(_N.c.phase == Phase.SENDING).limit(1))).first()
    if row is None or await _uncarried(connection) >= waiting:
        return 0
    query = sa.select(_S.c.person).where(_S.c.told < row.number).order_by(_S.c.person).limit(most)
    people = list((await connection.execute(query)).scalars())
    await _tell(connection, row.number, people, at)
    await connection.execute(_S.update().where(_S.c.person.in_(people)).values(told=row.number))
    values: dict[str, Any] = {"told": row.told + len(people)}
    if len(people) < most:
        values |= {"phase": Phase.SENT, "at": at, "readers": values["told"]}
    await connection.execute(_N.update().where(_N.c.number == row.number).values(**values))
    return len(people)


async def _tell(connection: AsyncConnection, number: int, people: list[str], at: dt.datetime) -> None:
    """Write it into the outbox; who subscribed anew in between has it already."""
    o = tables.outbox
    keys = {key_of(number, person): person for person in people}
    had = set((await connection.execute(sa.select(o.c.key).where(o.c.key.in_(list(keys))))).scalars())
    same = {
        "post": None,
        "text_key": NoticeKind.NEWSLETTER.value,
        "places": {NUMBER: str(number)},
        "buttons": BUTTONS,
        "at": at,
    }
    rows = [{**same, "person": person, "key": key} for key, person in keys.items() if key not in had]
    if not rows:
        return
    numbers = await connection.execute(
        o.insert().returning(o.c.number, sort_by_parameter_order=True), [{**row, "tries": 0} for row in rows]
    )
    numbered = [{**row, "number": one} for row, one in zip(rows, numbers.scalars(), strict=True)]
    await outbound_rows.bring(connection, numbered, at)


def key_of(number: int, person: str) -> str:
    """Return the name under which a reader gets a newsletter once."""
    return f"newsletter:{number}:{sha256(f'{number}|{person}'.encode()).hexdigest()[:24]}"


async def _uncarried(connection: AsyncConnection) -> int:
    p, o = tables.outbound, tables.outbox
    joined = p.join(o, o.c.number == p.c.news)
    undone = p.c.done_at.is_(None) & (p.c.act == Operation.SAY)
    query = (
        sa.select(sa.func.count())
        .select_from(joined)
        .where(undone, o.c.text_key == NoticeKind.NEWSLETTER.value)
    )
    return int((await connection.execute(query)).scalar_one())


async def _count(connection: AsyncConnection) -> int:
    return int((await connection.execute(sa.select(sa.func.count()).select_from(_S))).scalar_one())


def _open() -> sa.Select[Any]:
    return sa.select(_N).where(_N.c.phase != Phase.SENT).order_by(_N.c.number)


def _newsletter(row: sa.Row[Any]) -> Newsletter:
    return Newsletter(row.number, Phase(row.phase), dict(row.texts), row.told, row.readers)
