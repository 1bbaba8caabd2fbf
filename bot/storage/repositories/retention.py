"""Lets go of what is past its limit, a batch at a time. Most rows are deleted; some have a gentler way.

Each batch is a transaction of its own, and what it did is no longer past the limit: killed at any moment,
the next run goes on where this one was.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.person.person import Role
from bot.domain.person.pseudonym import SIGN, pseudonym
from bot.domain.ports.store import StoreFault
from bot.domain.retention import REFERRALS, Limit
from bot.storage.repositories.people import replace_in
from bot.storage.schema import codec, inquiry_tables, tables

Way = Callable[[AsyncConnection, Sequence[Any], dt.datetime], Awaitable[None]]
"""Lets go of rows, given their primary keys (a tuple each)."""


async def past(connection: AsyncConnection, limit: Limit, now: dt.datetime, most: int) -> Sequence[Any]:
    """Return the primary keys of at most `most` rows that are past a limit, the oldest first."""
    t = tables.metadata.tables[limit.table]
    since = t.c[limit.since]
    before = now - dt.timedelta(days=limit.days)
    late = since <= (before.date() if isinstance(since.type, sa.Date) else before)
    still = STILL.get(limit.table, sa.true())
    query = sa.select(*t.primary_key.columns).where(late, still).order_by(since).limit(most)
    return (await connection.execute(query)).all()


async def let_go(connection: AsyncConnection, limit: Limit, now: dt.datetime, most: int) -> int:
    """Let go of at most `most` rows; return how many."""
    keys = await past(connection, limit, now, most)
    if keys:
        way = WAYS.get(limit.table)
        await (way(connection, keys, now) if way else _delete(connection, limit.table, keys))
    return len(keys)


async def _delete(connection: AsyncConnection, table: str, keys: Sequence[Any]) -> None:
    t = tables.metadata.tables[table]
    for key in keys:
        same = (column == part for column, part in zip(t.primary_key.columns, key, strict=True))
        await connection.execute(t.delete().where(*same))


async def _talk(connection: AsyncConnection, keys: Sequence[Any], now: dt.datetime) -> None:
    """Blank a talk. Its counter goes on: at nought, the buttons of old questions would fit new ones."""
    t = tables.session
    for (person,) in keys:
        state = (await connection.execute(sa.select(t.c.state).where(t.c.person == person))).scalar_one()
        blank = codec.session_from_json(state).forgotten()
        values = {"state": codec.session_to_json(blank), "at": now}
        await connection.execute(t.update().where(t.c.person == person).values(**values))


async def _news(connection: AsyncConnection, keys: Sequence[Any], now: dt.datetime) -> None:
    """Delete news. Of a reminder the key stays, with nothing else: what was said once is not said again."""
    t = tables.outbox
    numbers = [number for (number,) in keys]
    await connection.execute(t.delete().where(t.c.number.in_(numbers), t.c.key.is_(None)))
    blank: dict[str, Any] = {"person": None, "post": None, "text_key": "", "places": {}, "buttons": []}
    delivered = sa.func.coalesce(t.c.delivered_at, sa.bindparam("now", now, tables.Moment))
    query = t.update().where(t.c.number.in_(numbers)).values(**blank, delivered_at=delivered)
    await connection.execute(query)


async def _people(connection: AsyncConnection, keys: Sequence[Any], now: dt.datetime) -> None:
    """Take the people out of closed referrals: roles stay, and the history is there for those who count."""
    for (code,) in keys:
        roles = await _roles(connection, code)
        for person, role in roles.items():
            stand_in = pseudonym(role, secrets.token_hex(8))
            for held in REFERRALS.held:
                own = tables.metadata.tables[held.table].c.code == code
                await replace_in(connection, held, person, stand_in, own)


async def _roles(connection: AsyncConnection, code: str) -> dict[str, Role]:
    """Return the people of a referral who are no pseudonyms yet, with the part they have in it."""
    r, c, p = tables.referral, tables.change, tables.person
    clinician = sa.select(r.c.clinician).where(r.c.code == code)
    others = sa.select(c.c.by_person).where(c.c.code == code)
    ids = set((await connection.execute(sa.union(clinician, others))).scalars())
    known = await connection.execute(sa.select(p.c.id, p.c.role).where(p.c.id.in_(ids)))
    roles = {row.id: Role(row.role) for row in known}
    author = (await connection.execute(clinician)).scalar_one()
    roles |= {author: Role.CLINICIAN}
    return {one: roles.get(one, Role.JOB_SPECIALIST) for one in ids if not one.startswith(SIGN)}


async def _inquiries(connection: AsyncConnection, keys: Sequence[Any], now: dt.datetime) -> None:
    """Delete inquiries, each with its history."""
    codes = [code for (code,) in keys]
    for t in (inquiry_tables.change, inquiry_tables.inquiry):
        await connection.execute(t.delete().where(t.c.code.in_(codes)))


WAYS: Mapping[str, Way] = MappingProxyType(
    {"session": _talk, "outbox": _news, "referral": _people, "inquiry": _inquiries}
)
"""The tables whose rows are not simply deleted."""

STILL: Mapping[str, sa.ColumnElement[bool]] = MappingProxyType(
    {
        "outbox": tables.outbox.c.text_key != "",
        "inquiry": ~inquiry_tables.inquiry.c.is_open,
        "referral": ~tables.referral.c.is_open & tables.referral.c.clinician.not_like(f"{SIGN}%"),
    }
)
"""What else must hold of a row of these tables: there is something left to let go of."""


async def scrub(engine: AsyncEngine) -> None:
    """Have the database clear what was deleted out of its own files.

    SQLite overwrites what it deletes (secure_delete), but copies of entries that it moved about earlier stay
    in the gaps of its pages (measured: docs/adr/0010), and its log holds older pages: so the file is written
    anew, and the log is emptied. PostgreSQL keeps dead rows until they are vacuumed.
    Raises StoreFault: that is put off then.
    """
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        try:
            await (_cleared(driver) if engine.dialect.name == "sqlite" else _vacuumed(driver))
        except Exception as fault:  # the driver's own: SQLAlchemy is not asked
            raise StoreFault(f"the files are not cleared ({type(fault).__name__})") from fault


async def _cleared(driver: Any) -> None:
    for order in SCRUB:
        await (await driver.execute(order)).close()


async def _vacuumed(driver: Any) -> None:
    for table in tables.metadata.tables:
        await driver.execute(f'VACUUM "{table}"')  # one message each: a pooler may be in between


SCRUB = ("PRAGMA temp_store=MEMORY", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
"""For SQLite. The copy that it makes on the way stays in memory: no other file ever holds it."""
