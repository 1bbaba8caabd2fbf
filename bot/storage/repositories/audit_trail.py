"""Writes and reads the audit trail. It grows by one entry at a time, under the lock of the one writer."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import AsyncIterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import HOUSE, Entry, Head, Line, sealed
from bot.domain.case.referral import CLOCK
from bot.domain.turn.outcome import Audit
from bot.storage.schema import tables

LATELY = 5_000
"""Among how many of the newest entries a repetition is looked for."""
REPEATED = dt.timedelta(hours=1)

PAGE = 1_000
"""How many entries are read at once."""


async def append(
    connection: AsyncConnection,
    at: dt.datetime,
    person: str,
    action: str,
    thing: str,
    *,
    ref: str | None = None,
) -> None:
    """Write the next entry, and the new head. Raises LookupError when there is no head: nothing is written.

    `person` is a person's id, empty for whoever runs the place; the clock works for them. `ref` stands for
    somebody who is no person of the assistant.
    """
    before = await head(connection, lock=True)
    if before is None:
        raise LookupError("the audit trail has no head")
    entry = sealed(before, at, ref or await ref_of(connection, person), action, thing)
    await connection.execute(tables.audit.insert().values(**values(entry)))
    moved = tables.audit_head.update().values(number=entry.number, hash=entry.hash)
    await connection.execute(moved)


async def is_repeated(connection: AsyncConnection, said: Audit, at: dt.datetime) -> bool:
    """Tell whether the same was put on record of the same person within the hour, among the newest entries.

    For what is refused: nobody makes the trail grow without end by asking again and again.
    """
    newest = await head(connection)
    if newest is None:
        return False
    t = tables.audit
    lately = (t.c.number > newest.number - LATELY) & (t.c.at > at - REPEATED)
    same = (t.c.ref == await ref_of(connection, said.person)) & (t.c.action == said.action)
    found = sa.select(t.c.number).where(lately, same, t.c.thing == said.thing).limit(1)
    return (await connection.execute(found)).first() is not None


def values(entry: Entry) -> dict[str, Any]:
    """Return an entry as the columns of its row."""
    names = ("number", "at", "ref", "action", "thing", "previous", "hash")
    return {name: getattr(entry, name) for name in names}


async def ref_of(connection: AsyncConnection, person: str) -> str:
    """Return a person's reference; for somebody who is not (or no longer) known one that leads nowhere."""
    if person in ("", CLOCK):
        return HOUSE
    t = tables.person
    found = (await connection.execute(sa.select(t.c.ref).where(t.c.id == person))).scalar()
    return found or fresh_ref()


def fresh_ref() -> str:
    """Return a reference that says nothing about whom it is for."""
    return secrets.token_hex(8)


async def head(connection: AsyncConnection, *, lock: bool = False) -> Head | None:
    """Return the newest entry's number and hash, as kept apart from the trail; None when that is gone."""
    t = tables.audit_head
    query = sa.select(t.c.number, t.c.hash)
    row = (await connection.execute(query.with_for_update() if lock else query)).first()
    return Head(row.number, row.hash) if row else None


async def entries(connection: AsyncConnection) -> AsyncIterator[Entry]:
    """Yield the whole trail by number."""
    t = tables.audit
    after = None
    while True:
        query = sa.select(t).order_by(t.c.number).limit(PAGE)
        rows = (await connection.execute(query.where(t.c.number > after) if after else query)).all()
        for row in rows:
            yield _entry(row)
        if len(rows) < PAGE:
            return
        after = rows[-1].number


async def latest(connection: AsyncConnection, most: int) -> tuple[Line, ...]:
    """Return the newest entries, oldest first, with the names of those they refer to."""
    t, p = tables.audit, tables.person
    o = p.alias("whom")
    joined = t.outerjoin(p, p.c.ref == t.c.ref).outerjoin(o, o.c.ref == t.c.thing)
    who = (p.c.id.label("person"), p.c.name.label("name"))
    query = sa.select(t, *who, o.c.id.label("whom"), o.c.name.label("whom_name")).select_from(joined)
    rows = (await connection.execute(query.order_by(t.c.number.desc()).limit(most))).all()
    return tuple(
        Line(_entry(row), row.name or row.person, row.whom_name or row.whom) for row in reversed(rows)
    )


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(row.number, row.at, row.ref, row.action, row.thing, row.previous, row.hash)
