"""One transaction for one turn."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager, suppress
from types import TracebackType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.message.chat import ReplyTo
from bot.domain.organisation.directory import COORDINATOR, Directory
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import News, NotAlone, Past, Said, StoreFault
from bot.domain.turn.notice import CalendarMail
from bot.domain.turn.outcome import Effect, ForgetPerson
from bot.domain.turn.session import Session
from bot.storage.appliers import APPLIERS
from bot.storage.database import in_order_of, refusals, side_by_side, transaction
from bot.storage.outbox import messages as outbound_rows
from bot.storage.outbox import notices as news
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import kept_talk, people
from bot.storage.repositories.retention import scrub
from bot.storage.schema import codec, tables
from bot.storage.units.snapshot_reader import SqlSnapshotReader


class SqlUnitOfWork:
    """See ports.UnitOfWork. With `reading` nothing can be written and nobody waits.

    Without `alone` it writes one person's own rows only, beside the units of others where the database can.
    Without `mails` there is no mail server: nothing is put into the outbox for calendars.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        directory: Directory,
        *,
        reading: bool = False,
        alone: bool = True,
        mails: bool = False,
    ) -> None:
        self._mails = mails
        self._directory = directory
        self._engine = engine
        self._deleted = False
        self._sessions: dict[str, Any] = {}
        self._open: AbstractAsyncContextManager[AsyncConnection] = transaction(
            engine, reading=reading, alone=alone
        )
        self.alone = alone or not side_by_side(engine)
        self._connection: AsyncConnection

    async def __aenter__(self) -> SqlUnitOfWork:
        self._connection = await self._open.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, fault, trace)

    async def in_order(self, person_id: str) -> None:
        """See ports.UnitOfWork."""
        await in_order_of(self._connection, person_id)

    async def said(self, channel: str, update_id: str) -> Said | None:
        """See ports.UnitOfWork."""
        t = tables.taken
        query = sa.select(t.c.said).where(t.c.channel == channel, t.c.update_id == update_id)
        row = (await self._connection.execute(query)).first()
        return codec.said_from_json(row.said) if row else None

    async def person(self, person: Person, at: dt.datetime | None = None) -> Person:
        """See ports.UnitOfWork."""
        t = tables.person
        row = await self._with_session(person.id)
        fresh = {"role": person.role.value, "service": person.service, "post": person.post}
        if person.as_stored:
            if row is None:
                raise StoreFault("who this turn began with is no longer there")
            return _as_stored(row)
        if row is None:
            values = {"id": person.id, "name": person.name, "lang": person.lang, **fresh}
            await self._connection.execute(t.insert().values(**values))
            return person
        if {key: row[key] for key in fresh} != fresh or (person.name and person.name != row["name"]):
            if not self.alone:
                raise NotAlone
            values = {**fresh, "name": person.name or row["name"]}
            await self._connection.execute(t.update().where(t.c.id == person.id).values(**values))
            await self._record_roles(person, {key for key in fresh if row[key] != fresh[key]}, at)
        return Person(
            person.id, person.role, person.service, person.post, person.name or row["name"], row["lang"]
        )

    async def _with_session(self, person_id: str) -> sa.RowMapping | None:
        """Return a person's row, or None, and keep the session that is read with it for `session`."""
        t, s = tables.person, tables.session
        query = sa.select(t, s.c.state.label("session")).outerjoin(s, s.c.person == t.c.id)
        row = (await self._connection.execute(query.where(t.c.id == person_id))).mappings().first()
        if row is not None:
            self._sessions[person_id] = row["session"]
        return row

    async def _record_roles(self, person: Person, changed: set[str], at: dt.datetime | None) -> None:
        """Put on record what somebody's part is from now on."""
        now = at or dt.datetime.now(dt.UTC)
        service = person.service if person.service in self._directory.services else None
        post = person.post if person.post in self._directory.posts else None
        became = {"role": person.role.value, "service": service or NOTHING, "post": post or NOTHING}
        acts = {"role": AuditAction.ROLE, "service": AuditAction.SERVICE, "post": AuditAction.POST}
        for part, act in acts.items():
            if part in changed:
                await trail.append(self._connection, now, person.id, act, became[part])

    async def known(self, person_id: str) -> Person | None:
        """Return a person as stored, or None."""
        t = tables.person
        columns = (t.c.id, t.c.role, t.c.service, t.c.post, t.c.name, t.c.lang)
        row = (await self._connection.execute(sa.select(*columns).where(t.c.id == person_id))).first()
        return _as_stored(row._mapping) if row else None

    async def session(self, person_id: str, lang: str | None = None) -> Session:
        """See ports.UnitOfWork."""
        if person_id in self._sessions:
            state: Any = self._sessions.pop(person_id)
        else:
            t = tables.session
            query = sa.select(t.c.state).where(t.c.person == person_id)
            state = (await self._connection.execute(query)).scalar_one_or_none()
        return codec.session_from_json(state) if state else Session(lang or "nb")

    def reader(self, person: Person, codes: Iterable[str], today: dt.date) -> SqlSnapshotReader:
        """See ports.UnitOfWork."""
        return SqlSnapshotReader(self._connection, self._directory, person, codes, today)

    async def apply(self, effects: Iterable[Effect], at: dt.datetime) -> None:
        """See ports.UnitOfWork."""
        for effect in effects:
            if isinstance(effect, CalendarMail) and not self._mails:
                continue
            await APPLIERS[type(effect)](self._connection, effect, at)
            self._deleted |= isinstance(effect, ForgetPerson)

    async def save(self, person_id: str, session: Session, at: dt.datetime) -> None:
        """See ports.UnitOfWork."""
        t = tables.session
        values = {"state": codec.session_to_json(session), "at": at}
        done = await self._connection.execute(t.update().where(t.c.person == person_id).values(**values))
        if done.rowcount == 0:
            await self._connection.execute(t.insert().values(person=person_id, **values))

    async def remember(
        self,
        channel: str,
        update_id: str,
        said: Said,
        at: dt.datetime,
        person: str | None = None,
        mine: str = "",
    ) -> None:
        """See ports.UnitOfWork."""
        row = {"channel": channel, "update_id": update_id, "said": codec.said_to_json(said), "at": at}
        await self._connection.execute(tables.taken.insert().values(**row, person=person, mine=mine or None))

    async def talk(
        self, person_id: str, channel: str, most: int, since: dt.datetime | None = None
    ) -> tuple[Past, ...]:
        """See ports.UnitOfWork."""
        return await kept_talk.load(self._connection, person_id, channel, most, since)

    async def own_data(self, person_id: str, at: dt.datetime) -> str:
        """See ports.UnitOfWork."""
        data = await people.own_data(self._connection, person_id, at)
        return json.dumps(data, ensure_ascii=False, indent=2)

    async def news(self, person: Person, after: int) -> tuple[News, ...]:
        """See ports.UnitOfWork."""
        return await news.load(
            self._connection, self._addressed_to(person) & (tables.outbox.c.number > after)
        )

    def _addressed_to(self, person: Person) -> sa.ColumnElement[bool]:
        t = tables.outbox
        mine = t.c.person == person.id
        if person.post:
            mine = mine | (t.c.person.is_(None) & (t.c.post == person.post))
        if person.role is Role.COORDINATOR:
            mine = mine | (t.c.person.is_(None) & (t.c.post == COORDINATOR))
        return mine

    async def news_since(self, after: int) -> tuple[News, ...]:
        """See ports.UnitOfWork."""
        t = tables.outbox
        return await news.load(self._connection, (t.c.number > after) & t.c.delivered_at.is_(None))

    async def delivered(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """See ports.UnitOfWork."""
        t = tables.outbox
        fresh = t.c.number.in_(list(numbers)) & t.c.delivered_at.is_(None)
        await self._connection.execute(t.update().where(fresh).values(delivered_at=at))

    async def answer(self, to: ReplyTo, said: Said, at: dt.datetime, person: str | None = None) -> None:
        """See ports.UnitOfWork."""
        await outbound_rows.answer(self._connection, to, said, at, person)

    async def commit(self) -> None:
        """See ports.UnitOfWork. After a deletion the database's own files are cleared, too."""
        await self._connection.commit()
        if self._deleted:
            self._deleted = False
            await self.scrub()

    async def scrub(self) -> None:
        """Clear deleted data out of the database's files. What is committed stays so if that is put off."""
        with suppress(StoreFault), refusals():
            await scrub(self._engine)


def _as_stored(row: sa.RowMapping) -> Person:
    part = {name: row[name] for name in ("id", "service", "post", "name", "lang")}
    return Person(**part, role=Role(row["role"]), as_stored=True)
