"""Reads and writes inquiries, and finds those that concern a person."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case.code import Code, Prefix, fresh
from bot.domain.case.inquiry import PREFIX, Inquiry, InquiryChange, InquiryKind, InquiryReason, InquiryState
from bot.domain.inquiry.deadlines import begins
from bot.domain.organisation.access import may_see_inquiry
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Capability, Person, Role
from bot.domain.ports.store import StaleReferral
from bot.safety import stops
from bot.storage.repositories.rows import readable
from bot.storage.schema import inquiry_tables as tables
from bot.storage.schema.tables import absence

MOST = 60
"""How many inquiries a turn looks at, besides those it names by code; open ones come first."""

MOST_ASKED = 1000
"""How many inquiries without an answer are counted: what has waited longest is never left out."""


async def load(connection: AsyncConnection, where: sa.ColumnElement[bool], most: int) -> tuple[Inquiry, ...]:
    """Return the inquiries that fit, open ones first, the last changed first; at most `most`."""
    t = tables.inquiry
    query = sa.select(t).where(where).order_by(t.c.is_open.desc(), t.c.changed_at.desc()).limit(most)
    rows = (await connection.execute(query)).mappings().all()
    histories = await _histories(connection, [row["code"] for row in rows])
    return tuple(readable(t.name, rows, lambda row: _inquiry(row, histories[row["code"]])))


def _inquiry(row: sa.RowMapping, history: Iterable[sa.RowMapping]) -> Inquiry:
    return Inquiry(
        code=row["code"],
        kind=InquiryKind(row["kind"]),
        asker=row["asker"],
        service=row["service"],
        post=row["post"],
        history=tuple(_change(change) for change in history),
    )


async def insert(connection: AsyncConnection, inquiry: Inquiry) -> None:
    """Write a new inquiry with its history."""
    await connection.execute(tables.inquiry.insert().values(code=inquiry.code, **_columns(inquiry)))
    await _insert_changes(connection, inquiry, after=0)


async def update(connection: AsyncConnection, inquiry: Inquiry, expected_version: int) -> None:
    """Write an inquiry over the version it came from. Raises StaleReferral when that is gone."""
    t = tables.inquiry
    query = t.update().where(t.c.code == inquiry.code, t.c.version == expected_version)
    done = await connection.execute(query.values(**_columns(inquiry)))
    if done.rowcount != 1:
        raise StaleReferral(inquiry.code)
    await _insert_changes(connection, inquiry, after=expected_version)


async def concerning(
    connection: AsyncConnection, person: Person, codes: Iterable[str], directory: Directory
) -> dict[str, Inquiry]:
    """Return the inquiries that this person asked or answers, by code."""
    mine = _mine(person, directory)
    if mine is None:
        return {}
    found = await load(connection, mine, MOST)
    if named := {code for code in codes if code.startswith(PREFIX)} - {i.code for i in found}:
        found += await load(connection, mine & tables.inquiry.c.code.in_(named), MOST)
    return {i.code: i for i in found if may_see_inquiry(person, i, directory)}


def _mine(person: Person, directory: Directory) -> sa.ColumnElement[bool] | None:
    t = tables.inquiry
    if person.may(Capability.INQUIRE):
        return t.c.asker == person.id
    post = directory.posts.get(person.post or "")
    if post is None or not person.may(Capability.HANDLE):
        return None
    if person.role is Role.METHOD_SUPERVISOR:
        return t.c.post.in_([p.id for p in directory.posts.values() if p.team == post.team])
    return t.c.post == post.id


async def away(connection: AsyncConnection, today: dt.date) -> list[str]:
    """Return the posts that nobody answers for today."""
    a = absence.c
    query = sa.select(a.post).where(a.first_day <= today, a.last_day >= today)
    return list((await connection.execute(query)).scalars())


async def fresh_code(connection: AsyncConnection) -> Code:
    """Return a code that no inquiry has, made as those of referrals are ("SPM-7K3F")."""
    while True:
        code = fresh(Prefix.INQUIRY, secrets.choice, stops)
        taken = sa.select(tables.inquiry.c.code).where(tables.inquiry.c.code == code)
        if (await connection.execute(taken)).first() is None:
            return code


async def posts(connection: AsyncConnection, codes: Iterable[str]) -> dict[str, str]:
    """Return where these inquiries lie, by code."""
    t = tables.inquiry
    rows = await connection.execute(sa.select(t.c.code, t.c.post).where(t.c.code.in_(list(codes))))
    return {row.code: row.post for row in rows}


async def watched(connection: AsyncConnection, after: str, most: int) -> tuple[Inquiry, ...]:
    """Return open inquiries by code, beginning after one: somebody may have to be reminded."""
    t = tables.inquiry
    found: list[Inquiry] = []
    while len(found) < most:  # until the page is full: what cannot be read takes no place on it
        waits = sa.select(t.c.code).where(t.c.is_open & (t.c.code > after)).order_by(t.c.code)
        codes = (await connection.execute(waits.limit(most - len(found)))).scalars().all()
        if not codes:
            break
        found += await load(connection, t.c.code.in_(codes), most)
        after = codes[-1]
    return tuple(sorted(found, key=lambda inquiry: inquiry.code))


async def open_of(
    connection: AsyncConnection, person: Person, directory: Directory, most: int
) -> tuple[tuple[Inquiry, ...], int]:
    """Return the open inquiries of a person, and how many were too many.

    What has not changed for the longest time is never left out.
    """
    mine = _mine(person, directory)
    if mine is None:
        return (), 0
    t = tables.inquiry
    wanted = mine & t.c.is_open
    oldest = sa.select(t.c.code).where(wanted).order_by(t.c.changed_at, t.c.code).limit(most)
    found = await load(connection, t.c.code.in_(oldest), most)
    every = (await connection.execute(sa.select(sa.func.count()).select_from(t).where(wanted))).scalar_one()
    return tuple(i for i in found if may_see_inquiry(person, i, directory)), every - len(found)


async def asked(connection: AsyncConnection) -> dict[str, tuple[dt.datetime, ...]]:
    """Return since when inquiries wait for an answer of their team, by post, the longest waiting first."""
    t, c = tables.inquiry, tables.change
    last = (c.c.code == t.c.code) & (c.c.number == t.c.version)
    waiting = t.c.is_open & (t.c.state == InquiryState.ASKED.value)
    query = sa.select(t.c.post, t.c.changed_at, c.c.start).select_from(t.join(c, last)).where(waiting)
    found: dict[str, list[dt.datetime]] = defaultdict(list)
    for row in await connection.execute(query.order_by(t.c.changed_at).limit(MOST_ASKED)):
        start = dt.datetime.fromisoformat(row.start) if row.start else None
        found[row.post].append(begins(row.changed_at, start))
    return {post: tuple(since) for post, since in found.items()}


async def _histories(connection: AsyncConnection, codes: list[str]) -> dict[str, list[sa.RowMapping]]:
    t = tables.change
    query = sa.select(t).where(t.c.code.in_(codes)).order_by(t.c.code, t.c.number)
    histories: dict[str, list[sa.RowMapping]] = defaultdict(list)
    for row in (await connection.execute(query)).mappings() if codes else ():
        histories[row["code"]].append(row)
    return histories


def _change(row: sa.RowMapping) -> InquiryChange:
    return InquiryChange(
        to=InquiryState(row["to_state"]),
        by=row["by_person"],
        at=row["at"],
        reason=InquiryReason(row["reason"]) if row["reason"] else None,
        times=tuple(map(dt.datetime.fromisoformat, filter(None, row["times"].split(",")))),
        start=dt.datetime.fromisoformat(row["start"]) if row["start"] else None,
    )


def _columns(inquiry: Inquiry) -> dict[str, object]:
    return {
        "kind": inquiry.kind.value,
        "asker": inquiry.asker,
        "service": inquiry.service,
        "post": inquiry.post,
        "state": inquiry.state.value,
        "is_open": inquiry.is_open,
        "version": inquiry.version,
        "changed_at": inquiry.history[-1].at,
    }


async def _insert_changes(connection: AsyncConnection, inquiry: Inquiry, after: int) -> None:
    rows = [
        {
            "code": inquiry.code,
            "number": number,
            "to_state": change.to.value,
            "by_person": change.by,
            "at": change.at,
            "reason": change.reason.value if change.reason else None,
            "times": ",".join(at.isoformat() for at in change.times),
            "start": change.start.isoformat() if change.start else None,
        }
        for number, change in enumerate(inquiry.history, 1)
        if number > after
    ]
    if rows:
        await connection.execute(tables.change.insert(), rows)
