"""Reads and writes referrals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case.code import Prefix
from bot.domain.case.consent import Narrowing
from bot.domain.case.referral import Change, Milestone, Reason, Referral, State
from bot.domain.organisation.routing import PostLoad
from bot.storage.repositories.cases import CaseTable, Columns
from bot.storage.schema import codec, tables


def _referral(row: sa.RowMapping, history: tuple[Change, ...]) -> Referral:
    return Referral(
        code=row["code"],
        service=row["service"],
        clinician=row["clinician"],
        post=row["post"],
        consent=codec.consent_from_json(row["consent"]),
        history=history,
        suggested=codec.suggested_from_json(row["suggested"] or []),
    )


def latest_of_posts(posts: Iterable[str], most: int) -> sa.ColumnElement[bool]:
    """Return that a referral is among the first `most` of its post, in the order of `load`.

    Each post is looked up in its own order: together they would all have to be sorted, however many they are.
    """
    t = tables.referral
    firsts = []
    for post in posts:
        own = sa.select(t.c.code).where(t.c.post == post)
        first = own.order_by(t.c.is_open.desc(), t.c.changed_at.desc()).limit(most).subquery()
        firsts.append(sa.select(first.c.code))
    return t.c.code.in_(sa.union_all(*firsts)) if firsts else sa.false()


def _change(row: sa.RowMapping) -> Change:
    return Change(
        to=State(row["to_state"]),
        by=row["by_person"],
        at=row["at"],
        reason=Reason(row["reason"]) if row["reason"] else None,
        milestone=Milestone(row["milestone"]) if row["milestone"] else None,
        post=row["post"],
        narrowed=Narrowing(row["narrowed"]) if row["narrowed"] else None,
        replaced=codec.consent_from_json(row["replaced"]) if row["replaced"] else None,
        talk=codec.talk_from_json(row["talk"]) if row["talk"] else None,
    )


def _own(referral: Referral) -> Columns:
    return {
        "service": referral.service,
        "clinician": referral.clinician,
        "post": referral.post,
        "consent": codec.consent_to_json(referral.consent),
        "waiting_since": referral.waiting_since,
        "suggested": codec.suggested_to_json(referral.suggested) or None,
    }


def _own_change(change: Change) -> Columns:
    return {
        "reason": change.reason.value if change.reason else None,
        "milestone": change.milestone.value if change.milestone else None,
        "post": change.post,
        "narrowed": change.narrowed.value if change.narrowed else None,
        "replaced": codec.consent_to_json(change.replaced) if change.replaced else None,
        "talk": codec.talk_to_json(change.talk) if change.talk else None,
    }


_KIND = CaseTable(
    tables.referral, tables.change, Prefix.REFERRAL, _own, _own_change, read=_referral, read_change=_change
)
load, insert, update, fresh_code = _KIND.load, _KIND.insert, _KIND.update, _KIND.fresh_code


async def loads(connection: AsyncConnection, posts: Iterable[str], today: dt.date) -> dict[str, PostLoad]:
    """Return how many participants these posts have, and who is away today. A waiting list takes no place."""
    t, a, wanted = tables.referral, tables.absence, list(posts)
    takes_place = t.c.post.in_(wanted) & t.c.is_open & (t.c.state != State.ON_HOLD.value)
    counted = sa.select(t.c.post, sa.func.count()).where(takes_place)
    counts = {row[0]: row[1] for row in await connection.execute(counted.group_by(t.c.post))}
    away_now = sa.select(a.c.post).where(a.c.post.in_(wanted), a.c.first_day <= today, a.c.last_day >= today)
    away = set((await connection.execute(away_now)).scalars())
    return {post: PostLoad(counts.get(post, 0), post in away) for post in {*counts, *away}}


async def waiting(connection: AsyncConnection, posts: Iterable[str]) -> list[tuple[str, str]]:
    """Return the codes on the waiting list with their posts, the longest waiting first."""
    t = tables.referral
    there = t.c.post.in_(list(posts)) & t.c.waiting_since.is_not(None)
    query = sa.select(t.c.code, t.c.post).where(there).order_by(t.c.waiting_since, t.c.code)
    return [(code, post) for code, post in await connection.execute(query)]


async def held(connection: AsyncConnection, posts: Iterable[str]) -> frozenset[str]:
    """Return those of the posts that a person is attached to."""
    t = tables.person
    rows = await connection.execute(sa.select(t.c.post).where(t.c.post.in_(list(posts))))
    return frozenset(post for post in rows.scalars() if post)


async def names(connection: AsyncConnection, people: Iterable[str]) -> dict[str, str]:
    """Return the shown names of these members of staff."""
    t = tables.person
    rows = await connection.execute(sa.select(t.c.id, t.c.name).where(t.c.id.in_(list(people))))
    return {person: name or person for person, name in rows}
