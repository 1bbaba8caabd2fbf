"""Who is who in which channel, and invitations, by which one becomes known. See chat_ports.Accounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.audit import entry as audit
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import Reply
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from bot.domain.turn import team_channel
from bot.domain.turn.notice import Notify
from bot.domain.turn.outcome import Invite
from bot.storage.database import transaction
from bot.storage.outbox import messages as outbound_rows
from bot.storage.outbox.telling import notify
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import own_settings, team_channels, unlinking
from bot.storage.schema import tables

_A, _I, _P = tables.account, tables.invitation, tables.person


class SqlAccounts:
    """Each call is one transaction."""

    def __init__(self, engine: AsyncEngine, directory: Directory) -> None:
        self._engine = engine
        self._directory = directory

    async def visit(self, arrived: InboundUpdate, stranger: str, at: dt.datetime) -> Person:
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

    async def _known(self, arrived: InboundUpdate) -> Person | None:
        """Return who it is if there is nothing new to be written: most of the time, and then nobody waits."""
        async with transaction(self._engine, reading=True) as connection:
            row = (await connection.execute(sa.select(_A).where(_mine(arrived)))).mappings().first()
            same = row is not None and row["left_at"] is None and _as_stored(row) == arrived.address
            return await _person(connection, row["person"]) if row and same else None

    async def link(self, arrived: InboundUpdate, digest: str, at: dt.datetime) -> Person | None:
        """See Accounts."""
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sa.select(_I).where(_I.c.digest == digest))).first()
            user = _use(f"{arrived.address.channel}:{arrived.user}", arrived)
            if row is None or row.team or not _may_be_used(row, user, at):
                return None
            await connection.execute(_I.update().where(_I.c.digest == digest).values(used_by=user))
            await _forget_guest(connection, arrived)
            await _settle(connection, arrived, row.person, at)
            found = await _person(connection, row.person)
            if row.used_by is None:
                await _record(connection, at, row.person, audit.AuditAction.LINKED, arrived.address.channel)
            await connection.commit()
        return found

    async def unlink(self, arrived: InboundUpdate, at: dt.datetime) -> bool:
        """See Accounts."""
        async with transaction(self._engine) as connection:
            guest = await _forget_guest(connection, arrived)
            person = (await connection.execute(sa.select(_A.c.person).where(_mine(arrived)))).scalar()
            await connection.execute(_A.delete().where(_mine(arrived)))
            used = f"{arrived.address.channel}:{arrived.user} "
            await connection.execute(_I.delete().where(_I.c.used_by.startswith(used, autoescape=True)))
            known = person is not None and not guest
            if person is not None and known:
                await _record(connection, at, person, audit.AuditAction.UNLINKED, arrived.address.channel)
            await connection.commit()
        return known

    async def left(self, address: Address, at: dt.datetime) -> None:
        """See Accounts. News that waited for this chat go to the one used before, if there is one."""
        here = (_A.c.channel == address.channel) & (_A.c.chat == address.chat)
        p = tables.outbound
        waiting = (p.c.channel == address.channel) & (p.c.chat == address.chat) & p.c.done_at.is_(None)
        async with transaction(self._engine) as connection:
            await connection.execute(_A.update().where(here, _A.c.left_at.is_(None)).values(left_at=at))
            await outbound_rows.elsewhere(connection, waiting, at)
            await self._end(connection, address, at, within=True)
            await connection.commit()

    async def for_team(self, digest: str, at: dt.datetime) -> bool:
        """See Accounts."""
        fresh = (_I.c.digest == digest) & _I.c.used_by.is_(None) & (_I.c.expires_at > at)
        async with transaction(self._engine, reading=True) as connection:
            found = (await connection.execute(sa.select(_I.c.team).where(fresh))).first()
        return found is not None and found.team is not None

    async def connect(
        self, arrived: InboundUpdate, digest: str, farewell: Mapping[str, Reply], at: dt.datetime
    ) -> str | None:
        """See Accounts. Whoever made the code may still have to be the one who decides for the team."""
        home = team_channels.home_of(arrived.address)
        if home is None:
            return None
        async with transaction(self._engine) as connection:
            row = (await connection.execute(sa.select(_I).where(_I.c.digest == digest))).first()
            user = _use(f"{home.channel}:{arrived.user}", arrived)
            if row is None or not row.team or not _may_be_used(row, user, at):
                return None
            if row.used_by is not None:  # the same update again: it holds unless it was ended since
                now = await team_channels.of_team(connection, row.team)
                return row.team if now and now.chat == home.chat else None
            maker = await _person(connection, row.person)
            if not team_channel.may_connect(maker, row.team, self._directory):
                return None
            await connection.execute(_I.update().where(_I.c.digest == digest).values(used_by=user))
            await team_channels.settle(connection, row.team, at, home, arrived.turn.lang or "nb", farewell)
            await _record(connection, at, row.person, audit.AuditAction.TEAM_CONNECTED, row.team)
            await self._tell(connection, team_channel.connected(row.team, self._directory), at)
            await connection.commit()
        return str(row.team)

    async def disconnect(self, address: Address, at: dt.datetime) -> bool:
        """See Accounts."""
        home = team_channels.home_of(address)
        if home is None:
            return False
        async with transaction(self._engine) as connection:
            ended = await self._end(connection, home, at, within=False)
            await connection.commit()
        return ended

    async def _end(
        self, connection: AsyncConnection, address: Address, at: dt.datetime, *, within: bool
    ) -> bool:
        """Take a chat away from its teams, and tell their supervisors; tell whether there were any."""
        with _on_record():
            ended = await team_channels.end(connection, address, at, within=within)
        await self._tell(connection, team_channel.ended(ended, self._directory), at)
        return bool(ended)

    async def _tell(self, connection: AsyncConnection, told: Iterable[Notify], at: dt.datetime) -> None:
        for notice in told:
            await notify(connection, notice, at)

    async def invite(self, person: str, digest: str, expires_at: dt.datetime) -> bool:
        """Write an invitation; tell whether there is such a person."""
        async with transaction(self._engine) as connection:
            if (await connection.execute(sa.select(_P.c.id).where(_P.c.id == person))).first() is None:
                return False
            with _on_record():
                invitation = Invite(person, digest, expires_at)
                await own_settings.invite(connection, invitation, dt.datetime.now(dt.UTC))
            await connection.commit()
        return True

    async def forget(self, person: str, channel: str | None = None) -> int:
        """Make a person unknown in all channels, or in one; return in how many."""
        async with transaction(self._engine) as connection:
            with _on_record():
                gone = await unlinking.unlink(connection, person, dt.datetime.now(dt.UTC), channel)
            await connection.commit()
        return gone

    async def channels(self) -> list[dict[str, Any]]:
        """Return person, channel, and since when somebody left it, of everybody who uses a chat channel."""
        columns = (_A.c.person, _A.c.channel, _A.c.used_at, _A.c.left_at)
        async with transaction(self._engine, reading=True) as connection:
            rows = await connection.execute(sa.select(*columns).order_by(_A.c.person, _A.c.channel))
            return [dict(row) for row in rows.mappings()]


async def _record(
    connection: AsyncConnection, at: dt.datetime, person: str, act: audit.AuditAction, thing: str
) -> None:
    """Put on record what became of a person. Raises StoreFault when there is no trail."""
    with _on_record():
        await trail.append(connection, at, person, act, thing)


@contextmanager
def _on_record() -> Iterator[None]:
    try:
        yield
    except LookupError as fault:
        raise StoreFault(str(fault)) from fault


def _may_be_used(invitation: sa.Row[Any], user: str, at: dt.datetime) -> bool:
    """Tell whether a code may be used: nobody did, and it still holds; or it was by this same update."""
    if invitation.used_by is None:
        return bool(invitation.expires_at > at)
    return bool(invitation.used_by == user)


def _use(user: str, arrived: InboundUpdate) -> str:
    """Return the name of the one use of a code: by whom, and by which update, which may come twice."""
    return f"{user} {sha256(arrived.turn.update_id.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _mine(arrived: InboundUpdate) -> sa.ColumnElement[bool]:
    return (_A.c.channel == arrived.address.channel) & (_A.c.channel_user == arrived.user)


def _as_stored(row: Any) -> Address:
    return outbound_rows.address_of(row["channel"], row["chat"], row["address"])


async def _person(connection: AsyncConnection, person_id: str) -> Person:
    row = (await connection.execute(sa.select(_P).where(_P.c.id == person_id))).one()
    return Person(row.id, Role(row.role), row.service, row.post, row.name, row.lang, as_stored=True)


async def _settle(connection: AsyncConnection, arrived: InboundUpdate, person: str, at: dt.datetime) -> None:
    to = arrived.address
    values = {"person": person, "chat": to.chat, "address": outbound_rows.to_json(to), "used_at": at}
    done = await connection.execute(_A.update().where(_mine(arrived)).values(**values, left_at=None))
    if done.rowcount == 0:
        own = {"channel": to.channel, "channel_user": arrived.user}
        await connection.execute(_A.insert().values(**own, **values, left_at=None))


async def _forget_guest(connection: AsyncConnection, arrived: InboundUpdate) -> bool:
    """Remove the guest that a user was until now, and the guest's talk; tell whether there was one."""
    person = (await connection.execute(sa.select(_A.c.person).where(_mine(arrived)))).scalar()
    guest = (_P.c.id == person) & (_P.c.role == Role.GUEST.value)
    if not person or not (await connection.execute(_P.delete().where(guest))).rowcount:
        return False
    await connection.execute(tables.session.delete().where(tables.session.c.person == person))
    return True
