"""Members of staff: admitted, confirmed, let go; and the list of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.person.person import Person, Role
from bot.domain.person.roster import Listed, Member
from bot.domain.turn import outcome
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import unlinking
from bot.storage.schema import tables
from bot.storage.schema.sign_in_tables import sign_in, web_session
from bot.storage.schema.staff_tables import access

_P = tables.person
_RECORDED = (("role", AuditAction.ROLE), ("service", AuditAction.SERVICE), ("post", AuditAction.POST))


async def admit(connection: AsyncConnection, effect: outcome.Admit, at: dt.datetime) -> None:
    """Write somebody, or what is new about them; each change of their part is on record."""
    one = effect.member
    part: dict[str, str | None] = {"role": one.role.value, "service": one.service, "post": one.post}
    before = (await connection.execute(sa.select(_P).where(_P.c.id == one.person))).mappings().first()
    said = {key: value for key, value in (("name", one.name), ("email", one.email)) if value}
    if before is None:
        await connection.execute(_P.insert().values(**{"id": one.person, "name": "", **said, **part}))
    else:
        await connection.execute(_P.update().where(_P.c.id == one.person).values(**said, **part))
    if before is None or before["role"] == Role.GUEST.value:
        await trail.append(connection, at, one.person, AuditAction.ADMITTED, one.role.value)
    for name, act in _RECORDED:
        if before is not None and before[name] != part[name]:
            await trail.append(connection, at, one.person, act, part[name] or NOTHING)
    await _write_access(connection, one, effect.by, at)


async def _write_access(connection: AsyncConnection, one: Member, by: str, at: dt.datetime) -> None:
    mine = access.c.person == one.person
    known = await connection.execute(access.update().where(mine).values(until=one.until, confirmed_at=at))
    if known.rowcount == 0:
        row = {"person": one.person, "since": at, "by_person": by, "until": one.until, "confirmed_at": at}
        await connection.execute(access.insert().values(**row))


async def confirm(connection: AsyncConnection, effect: outcome.ConfirmAccess, at: dt.datetime) -> None:
    """Note that somebody looked at an access, and that it is to stay."""
    mine = access.c.person == effect.person
    known = await connection.execute(access.update().where(mine).values(confirmed_at=at))
    if known.rowcount == 0:
        row = {"person": effect.person, "since": at, "by_person": effect.by, "confirmed_at": at}
        await connection.execute(access.insert().values(**row))
    await trail.append(connection, at, effect.person, AuditAction.CONFIRMED, NOTHING)


async def set_email(connection: AsyncConnection, effect: outcome.SetEmail, at: dt.datetime) -> None:
    """Write where somebody's e-mail goes."""
    await connection.execute(_P.update().where(_P.c.id == effect.person).values(email=effect.address))
    await trail.append(connection, at, effect.person, AuditAction.EMAIL, NOTHING)


async def retire(connection: AsyncConnection, effect: outcome.Retire, at: dt.datetime) -> None:
    """End everything at once: sessions, accounts, chats, codes, absence, the talk, the part they played."""
    for t in (web_session, sign_in, access, tables.own_absence, tables.session):
        await connection.execute(t.delete().where(t.c.person == effect.person))
    await unlinking.unlink(connection, effect.person, at)
    nothing = {"role": Role.GUEST.value, "service": None, "post": None, "email": None, "phone_hours": None}
    await connection.execute(_P.update().where(_P.c.id == effect.person).values(**nothing))
    await trail.append(connection, at, effect.person, AuditAction.RETIRED, NOTHING)


async def end_sessions(connection: AsyncConnection, effect: outcome.EndSessions, at: dt.datetime) -> None:
    """Sign somebody out of every browser."""
    await connection.execute(web_session.delete().where(web_session.c.person == effect.person))
    await trail.append(connection, at, effect.person, AuditAction.SIGNED_OUT, NOTHING)


async def manage(connection: AsyncConnection, effect: outcome.Manage, at: dt.datetime) -> None:
    """Put on record who changed whose access."""
    whom = await trail.ref_of(connection, effect.person)
    await trail.append(connection, at, effect.by, AuditAction.MANAGED, whom)


async def sessions(connection: AsyncConnection, person: str) -> int:
    """Return in how many browsers somebody is signed in."""
    w = web_session
    query = sa.select(sa.func.count()).select_from(w).where(w.c.person == person)
    return int((await connection.execute(query)).scalar() or 0)


async def listed(connection: AsyncConnection) -> tuple[Listed, ...]:
    """Return everybody but guests, by short name."""
    query = (
        sa.select(_P, access.c.since, access.c.by_person, access.c.until, access.c.confirmed_at)
        .join_from(_P, access, access.c.person == _P.c.id, isouter=True)
        .where(_P.c.role != Role.GUEST.value)
        .order_by(_P.c.id)
    )
    seen = await _seen(connection)
    rows = (await connection.execute(query)).mappings()
    return tuple(_listed(dict(row), seen.get(row["id"])) for row in rows)


def _listed(row: Mapping[str, Any], seen: dt.datetime | None) -> Listed:
    member = Member(
        row["id"], Role(row["role"]), row["service"], row["post"], row["name"], row["email"], row["until"]
    )
    return Listed(member, row["since"], row["by_person"] or "", row["confirmed_at"], seen)


async def _seen(connection: AsyncConnection) -> dict[str, dt.datetime]:
    """Return when each person was last here, in whatever channel; the talk is kept 30 days."""
    newest: dict[str, dt.datetime] = {}
    sources = ((web_session, "seen_at"), (tables.account, "used_at"), (tables.session, "at"))
    for t, name in sources:
        for person, at in await connection.execute(sa.select(t.c.person, t.c[name])):
            newest[person] = max(at, newest.get(person, at))
    return newest


async def expired(connection: AsyncConnection, today: dt.date) -> tuple[str, ...]:
    """Return whose last day lies before today."""
    over = sa.select(access.c.person).where(access.c.until < today).order_by(access.c.person)
    return tuple((await connection.execute(over)).scalars())


async def is_sole_holder(connection: AsyncConnection, person: Person) -> bool:
    """Tell whether nobody else holds this person's post."""
    others = sa.select(_P.c.id).where(_P.c.post == person.post, _P.c.id != person.id)
    return person.post is not None and (await connection.execute(others.limit(1))).first() is None
