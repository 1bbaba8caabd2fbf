"""Who is who in which channel, and invitations, by which one becomes known. See chat_ports.Accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain import audit
from bot.domain.chat import Address, Arrived
from bot.domain.person import Person, Role
from bot.domain.ports import StoreFault
from bot.storage import postings, tables, trail
from bot.storage.database import transaction

_A, _I, _P = tables.account, tables.invitation, tables.person


class SqlAccounts:
    """Each call is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def visit(self, arrived: Arrived, stranger: str, at: dt.datetime) -> Person:
        """See Accounts."""
        known = await self._known(arrived)
        if known is not None:
            return known
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sa.select(_A).where(_mine(arrived)))).mappings().first()
            person = row["person"] if row else stranger
            if row is None:
                guest = {"id": person, "role": Role.GUEST.value, "name": ""}
                await connection.execute(_P.insert().values(**guest))
            await _settle(connection, arrived, person, at)
            found = await _person(connection, person)
            await connection.commit()
        return found

    async def _known(self, arrived: Arrived) -> Person | None:
        """Return who it is if there is nothing new to be written: most of the time, and then nobody waits."""
        async with transaction(self._engine, reading=True) as connection:
            row = (await connection.execute(sa.select(_A).where(_mine(arrived)))).mappings().first()
            same = row is not None and row["left_at"] is None and _as_stored(row) == arrived.address
            return await _person(connection, row["person"]) if row and same else None

    async def link(self, arrived: Arrived, digest: str, at: dt.datetime) -> Person | None:
        """See Accounts."""
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sa.select(_I).where(_I.c.digest == digest))).first()
            user = f"{arrived.address.channel}:{arrived.user}"
            if row is None or (row.used_by != user and (row.used_by is not None or row.expires_at <= at)):
                return None
            await connection.execute(_I.update().where(_I.c.digest == digest).values(used_by=user))
            await _forget_guest(connection, arrived)
            await _settle(connection, arrived, row.person, at)
            found = await _person(connection, row.person)
            if row.used_by is None:
                await _record(connection, at, row.person, audit.Act.LINKED, arrived.address.channel)
            await connection.commit()
        return found

    async def unlink(self, arrived: Arrived, at: dt.datetime) -> bool:
        """See Accounts."""
        async with transaction(self._engine) as connection:
            guest = await _forget_guest(connection, arrived)
            person = (await connection.execute(sa.select(_A.c.person).where(_mine(arrived)))).scalar()
            await connection.execute(_A.delete().where(_mine(arrived)))
            known = person is not None and not guest
            if person is not None and known:
                await _record(connection, at, person, audit.Act.UNLINKED, arrived.address.channel)
            await connection.commit()
        return known

    async def left(self, address: Address, at: dt.datetime) -> None:
        """See Accounts. News that waited for this chat go to the one used before, if there is one."""
        here = (_A.c.channel == address.channel) & (_A.c.chat == address.chat)
        p = tables.posting
        waiting = (p.c.channel == address.channel) & (p.c.chat == address.chat) & p.c.done_at.is_(None)
        async with transaction(self._engine) as connection:
            await connection.execute(_A.update().where(here, _A.c.left_at.is_(None)).values(left_at=at))
            numbers = (await connection.execute(sa.select(p.c.news).where(waiting))).scalars().all()
            await connection.execute(p.update().where(waiting).values(done_at=at, reply=None))
            o = tables.outbox
            unread = o.c.number.in_([n for n in numbers if n]) & o.c.delivered_at.is_(None)
            rows = await connection.execute(sa.select(o.c.number, o.c.person, o.c.places).where(unread))
            await postings.bring(connection, [dict(row) for row in rows.mappings()], at)
            await connection.commit()

    async def invite(self, person: str, digest: str, expires_at: dt.datetime) -> bool:
        """Write an invitation; tell whether there is such a person."""
        async with transaction(self._engine) as connection:
            if (await connection.execute(sa.select(_P.c.id).where(_P.c.id == person))).first() is None:
                return False
            await connection.execute(_I.insert().values(digest=digest, person=person, expires_at=expires_at))
            await _record(connection, dt.datetime.now(dt.UTC), person, audit.Act.INVITED, audit.NOTHING)
            await connection.commit()
        return True

    async def forget(self, person: str, channel: str | None = None) -> int:
        """Make a person unknown in all channels, or in one; return in how many."""
        theirs = _A.c.person == person
        if channel is not None:
            theirs &= _A.c.channel == channel
        async with transaction(self._engine) as connection:
            gone = (await connection.execute(sa.select(_A.c.channel).where(theirs))).scalars().all()
            await connection.execute(_A.delete().where(theirs))
            await connection.execute(_I.delete().where(_I.c.person == person))
            for one in gone:
                await _record(connection, dt.datetime.now(dt.UTC), person, audit.Act.UNLINKED, one)
            await connection.commit()
        return len(gone)

    async def channels(self) -> list[dict[str, Any]]:
        """Return person, channel, and since when somebody left it, of everybody who uses a chat channel."""
        columns = (_A.c.person, _A.c.channel, _A.c.used_at, _A.c.left_at)
        async with transaction(self._engine, reading=True) as connection:
            rows = await connection.execute(sa.select(*columns).order_by(_A.c.person, _A.c.channel))
            return [dict(row) for row in rows.mappings()]


async def _record(
    connection: AsyncConnection, at: dt.datetime, person: str, act: audit.Act, thing: str
) -> None:
    """Put on record what became of a person. Raises StoreFault when there is no trail."""
    try:
        await trail.append(connection, at, person, act, thing)
    except LookupError as fault:
        raise StoreFault(str(fault)) from fault


def _mine(arrived: Arrived) -> sa.ColumnElement[bool]:
    return (_A.c.channel == arrived.address.channel) & (_A.c.channel_user == arrived.user)


def _as_stored(row: Any) -> Address:
    return postings.address_of(row["channel"], row["chat"], row["address"])


async def _person(connection: AsyncConnection, person_id: str) -> Person:
    row = (await connection.execute(sa.select(_P).where(_P.c.id == person_id))).one()
    return Person(row.id, Role(row.role), row.service, row.post, row.name, row.lang)


async def _settle(connection: AsyncConnection, arrived: Arrived, person: str, at: dt.datetime) -> None:
    to = arrived.address
    values = {"person": person, "chat": to.chat, "address": postings.to_json(to), "used_at": at}
    done = await connection.execute(_A.update().where(_mine(arrived)).values(**values, left_at=None))
    if done.rowcount == 0:
        own = {"channel": to.channel, "channel_user": arrived.user}
        await connection.execute(_A.insert().values(**own, **values, left_at=None))


async def _forget_guest(connection: AsyncConnection, arrived: Arrived) -> bool:
    """Remove the guest that a user was until now, and the guest's talk; tell whether there was one."""
    person = (await connection.execute(sa.select(_A.c.person).where(_mine(arrived)))).scalar()
    guest = (_P.c.id == person) & (_P.c.role == Role.GUEST.value)
    if not person or not (await connection.execute(_P.delete().where(guest))).rowcount:
        return False
    await connection.execute(tables.session.delete().where(tables.session.c.person == person))
    return True
