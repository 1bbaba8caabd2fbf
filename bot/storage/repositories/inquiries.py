"""Reads and writes inquiries, and finds those that concern a person."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case.code import Prefix
from bot.domain.case.inquiry import PREFIX, Inquiry, InquiryChange, InquiryKind, InquiryReason, InquiryState
from bot.domain.inquiry.deadlines import begins
from bot.domain.organisation.access import may_see_inquiry
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Capability, Person, Role
from bot.storage.repositories.cases import CaseTable, Columns
from bot.storage.schema import inquiry_tables as tables
from bot.storage.schema.tables import absence

MOST = 60
"""How many inquiries a turn looks at, besides those it names by code; open ones come first."""

MOST_ASKED = 1000
"""How many inquiries without an answer are counted: what has waited longest is never left out."""


def _inquiry(row: sa.RowMapping, history: tuple[InquiryChange, ...]) -> Inquiry:
    return Inquiry(
        code=row["code"],
        kind=InquiryKind(row["kind"]),
        asker=row["asker"],
        service=row["service"],
        post=row["post"],
        history=history,
    )


def _change(row: sa.RowMapping) -> InquiryChange:
    return InquiryChange(
        to=InquiryState(row["to_state"]),
        by=row["by_person"],
        at=row["at"],
        reason=InquiryReason(row["reason"]) if row["reason"] else None,
        times=tuple(map(dt.datetime.fromisoformat, filter(None, row["times"].split(",")))),
        start=dt.datetime.fromisoformat(row["start"]) if row["start"] else None,
    )


def _own(inquiry: Inquiry) -> Columns:
    return {
        "kind": inquiry.kind.value,
        "asker": inquiry.asker,
        "service": inquiry.service,
        "post": inquiry.post,
    }


def _own_change(change: InquiryChange) -> Columns:
    return {
        "reason": change.reason.value if change.reason else None,
        "times": ",".join(at.isoformat() for at in change.times),
        "start": change.start.isoformat() if change.start else None,
    }


_KIND = CaseTable(
    tables.inquiry, tables.change, Prefix.INQUIRY, _own, _own_change, read=_inquiry, read_change=_change
)
load, insert, update, fresh_code = _KIND.load, _KIND.insert, _KIND.update, _KIND.fresh_code


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
