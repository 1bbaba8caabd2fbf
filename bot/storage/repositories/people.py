"""A person's own data: handed out whole, or deleted. Both read the table in `bot.domain.retention`."""

from __future__ import annotations

import datetime as dt
import json
import re
import secrets
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.person.person import Role
from bot.domain.person.pseudonym import pseudonym
from bot.domain.ports.store import StoreFault
from bot.domain.retention import KEPT, HeldTable, OnDeletion, RetentionRule
from bot.domain.turn.outcome import ForgetPerson
from bot.storage.schema import tables
from bot.storage.schema.staff_tables import access

NO_NAME = "–"
"""Stands in a text for a name that was in it."""

REFERENCE = "ref"
"""The column of `person` that the audit trail knows somebody by, where there is one."""

Change = Callable[[str], str]
"""What becomes of a text inside a JSON column."""


class StillNeeded(StoreFault):
    """Raised when somebody is to be deleted who still has open referrals: nobody could end them."""


async def own_data(connection: AsyncConnection, person_id: str, at: dt.datetime) -> dict[str, Any]:
    """Return all rows that name this person, by kind and table, with what is kept how long."""
    signs = await _signs(connection, person_id)
    return {
        "person": person_id,
        "at": at.isoformat(),
        "kept": [await _kind(connection, row, signs) for row in KEPT],
    }


async def _kind(connection: AsyncConnection, row: RetentionRule, signs: list[str]) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "days": [limit.days for limit in row.limits],
        "when_deleted": row.leaving.value,
        "tables": {held.table: await _rows(connection, held, signs) for held in row.held if held.who},
    }


async def _rows(connection: AsyncConnection, held: HeldTable, signs: list[str]) -> list[dict[str, Any]]:
    t = tables.metadata.tables[held.table]
    query = sa.select(t).where(_names(t, held, signs)).order_by(*t.primary_key.columns)
    return [_plain(dict(row)) for row in (await connection.execute(query)).mappings()]


def _names(t: sa.Table, held: HeldTable, signs: list[str]) -> sa.ColumnElement[bool]:
    """Return whether a row names somebody by one of these signs."""
    return sa.or_(*(t.c[column].in_(signs) for column in held.who))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.datetime | dt.date) else v for k, v in row.items()}


async def _signs(connection: AsyncConnection, person_id: str) -> list[str]:
    """Return what a person is known by: the id, and the reference if there is one."""
    t = tables.person
    if REFERENCE not in t.c:
        return [person_id]
    row = (await connection.execute(sa.select(t.c[REFERENCE]).where(t.c.id == person_id))).first()
    return [person_id, *(sign for sign in (row or ()) if sign)]


async def forget(connection: AsyncConnection, effect: ForgetPerson, at: dt.datetime) -> None:
    """Delete a person. Raises StillNeeded while a referral that they sent is open."""
    t, r = tables.person, tables.referral
    own = r.c.is_open & (r.c.clinician == effect.person)
    if (await connection.execute(sa.select(r.c.code).where(own).limit(1))).first():
        raise StillNeeded("somebody with open referrals cannot be deleted")
    found = (await connection.execute(sa.select(t).where(t.c.id == effect.person))).mappings().first()
    if found is None:
        return
    stand_in = pseudonym(Role(found["role"]), secrets.token_hex(8))
    for row in KEPT:
        for held in row.held:
            if held.table != t.name:
                await _leave(connection, row.leaving, held, effect.person, stand_in)
    granted = access.c.by_person == effect.person
    await connection.execute(access.update().where(granted).values(by_person=stand_in))
    for name in filter(None, (found["name"] or effect.person, found["email"])):
        await _take_out(connection, name, Role(found["role"]))
    await connection.execute(t.delete().where(t.c.id == effect.person))


async def _leave(
    connection: AsyncConnection, leaving: OnDeletion, held: HeldTable, person_id: str, stand_in: str
) -> None:
    t = tables.metadata.tables[held.table]
    if leaving is OnDeletion.REMOVED and held.who:
        await connection.execute(t.delete().where(_names(t, held, [person_id])))
    if leaving is OnDeletion.REPLACED or (
        leaving is OnDeletion.UNLINKED and REFERENCE not in tables.person.c
    ):
        await replace_in(connection, held, person_id, stand_in, sa.true())


async def replace_in(
    connection: AsyncConnection, held: HeldTable, person_id: str, stand_in: str, where: sa.ColumnElement[bool]
) -> None:
    """Put a pseudonym in a person's place: in the columns that name them, and inside the JSON that does."""
    t = tables.metadata.tables[held.table]
    for name in held.who:
        column = t.c[name]
        await connection.execute(t.update().where(where, column == person_id).values({name: stand_in}))
    for name in held.mentions:
        await _rewrite(connection, t, name, person_id, lambda v: stand_in if v == person_id else v, where)


async def _take_out(connection: AsyncConnection, name: str, role: Role) -> None:
    """Take a person's name out of what others were told: their news, and the answers remembered for them."""
    whole_word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

    def in_news(value: str) -> str:
        return f"@role.{role}" if value == name else whole_word.sub(NO_NAME, value)

    def in_texts(value: str) -> str:
        return whole_word.sub(NO_NAME, value)

    for held in (held for row in KEPT if row.leaving is OnDeletion.REMOVED for held in row.held):
        t = tables.metadata.tables[held.table]
        for column in held.mentions:
            change = in_news if t is tables.outbox else in_texts
            await _rewrite(connection, t, column, name, change, sa.true())


async def _rewrite(
    connection: AsyncConnection,
    t: sa.Table,
    name: str,
    sought: str,
    change: Change,
    where: sa.ColumnElement[bool],
) -> None:
    """Change the texts inside a JSON column, in the rows in which something stands."""
    keys = tuple(t.primary_key.columns)
    written = json.dumps(sought)[1:-1]
    holds = sa.cast(t.c[name], sa.Text).contains(written, autoescape=True)
    for row in (await connection.execute(sa.select(*keys, t.c[name]).where(where, holds))).all():
        value = _changed(row[-1], change)
        if value != row[-1]:
            same = sa.and_(*(key == part for key, part in zip(keys, row[:-1], strict=True)))
            await connection.execute(t.update().where(same).values({name: value}))


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _changed(one, change) for key, one in value.items()}
    return value
