"""Whose an account is, and the sessions on the web. See sign_in.SignIns."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.audit.entry import AuditAction
from bot.domain.organisation.directory import Directory
from bot.domain.person import invitation
from bot.domain.person.person import Person, Role
from bot.domain.person.sign_in import Account, Session, digest, new_id
from bot.domain.ports.store import StoreFault
from bot.storage.database import transaction
from bot.storage.repositories import audit_trail as trail
from bot.storage.schema import tables
from bot.storage.schema.sign_in_tables import sign_in, web_session
from bot.storage.units.unit_of_work import SqlUnitOfWork

_I, _P, _W = tables.invitation, tables.person, web_session
CHANNEL = "web"


class SqlSignIns:
    """Each call is one transaction; but `begin` with a part: first who it is, then the session."""

    def __init__(self, engine: AsyncEngine, directory: Directory) -> None:
        self._engine = engine
        self._directory = directory

    async def begin(self, account: Account, token: str, at: dt.datetime) -> Person | None:
        """See SignIns. Where groups say what somebody may do, they say it anew at each sign-in."""
        known = await self._owner(account.subject)
        if account.part:
            part = account.part
            person = Person(
                known or new_id(account.subject), part.role, part.service, part.post, account.name
            )
            async with SqlUnitOfWork(self._engine, self._directory) as unit:
                await unit.person(person, at)
                await unit.commit()
            known = person.id
        if known is None:
            return None
        async with transaction(self._engine) as connection:
            found = await _person(connection, known)
            if found is None:
                return None
            await _give(connection, account, known, at)
            row = {"person": known, "subject": account.subject, "sid": account.sid, "begun_at": at}
            values = {"digest": _digest(token), "seen_at": at, "proved_at": account.proved_at}
            await connection.execute(_W.insert().values(**row, **values))
            await connection.commit()
        return found

    async def _owner(self, subject: str) -> str | None:
        async with transaction(self._engine, reading=True) as connection:
            query = sa.select(sign_in.c.person).where(sign_in.c.subject == subject)
            found: str | None = (await connection.execute(query)).scalar()
            return found

    async def attach(self, account: Account, code: str, at: dt.datetime) -> bool:
        """See SignIns. A code for a team's channel makes nobody anybody."""
        mine = _I.c.digest == invitation.digest(code)
        fresh = mine & _I.c.used_by.is_(None) & (_I.c.expires_at > at) & _I.c.team.is_(None)
        async with transaction(self._engine) as connection:
            person = (await connection.execute(sa.select(_I.c.person).where(fresh))).scalar()
            if person is None or await _person(connection, person) is None:
                return False
            used_by = f"{CHANNEL}:{account.subject[:16]} "
            await connection.execute(_I.update().where(mine).values(used_by=used_by))
            await _give(connection, account, person, at)
            try:
                await trail.append(connection, at, person, AuditAction.LINKED, CHANNEL)
            except LookupError as fault:
                raise StoreFault(str(fault)) from fault
            await connection.commit()
        return True

    async def session(self, token: str) -> Session | None:
        """See SignIns. Role, service and post are those of now."""
        query = sa.select(_W.c.begun_at, _W.c.seen_at, _W.c.proved_at, *_PERSON).where(
            _W.c.digest == _digest(token), _W.c.person == _P.c.id
        )
        async with transaction(self._engine, reading=True) as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        person = Person(row.id, Role(row.role), row.service, row.post, row.name, row.lang, as_stored=True)
        return Session(person, row.begun_at, row.seen_at, row.proved_at)

    async def used(self, token: str, at: dt.datetime) -> None:
        """See SignIns."""
        async with transaction(self._engine) as connection:
            await connection.execute(_W.update().where(_W.c.digest == _digest(token)).values(seen_at=at))
            await connection.commit()

    async def end(self, token: str) -> None:
        """See SignIns."""
        await self._end(_W.c.digest == _digest(token))

    async def end_account(self, subject: str, sid: str) -> int:
        """See SignIns. Where both are named, both must fit: other sign-ins with the account go on."""
        named = [_W.c.sid == sid] if sid else []
        named += [_W.c.subject == subject] if subject else []
        return await self._end(sa.and_(*named)) if named else 0

    async def end_person(self, person: str) -> int:
        """End all sessions of somebody, wherever they are; return how many it were."""
        return await self._end(_W.c.person == person)

    async def _end(self, which: sa.ColumnElement[bool]) -> int:
        async with transaction(self._engine) as connection:
            gone = await connection.execute(_W.delete().where(which))
            await connection.commit()
        return gone.rowcount


_PERSON = (_P.c.id, _P.c.role, _P.c.service, _P.c.post, _P.c.name, _P.c.lang)


async def _person(connection: AsyncConnection, person_id: str) -> Person | None:
    row = (await connection.execute(sa.select(*_PERSON).where(_P.c.id == person_id))).first()
    return Person(**{**row._mapping, "role": Role(row.role)}, as_stored=True) if row else None


async def _give(connection: AsyncConnection, account: Account, person: str, at: dt.datetime) -> None:
    """Write that an account is this person's; an account has one owner, a person may have several."""
    mine = sign_in.c.subject == account.subject
    done = await connection.execute(sign_in.update().where(mine).values(person=person))
    if done.rowcount == 0:
        await connection.execute(sign_in.insert().values(subject=account.subject, person=person, at=at))


def _digest(token: str) -> str:
    return digest("session", token)
