"""One transaction for one turn."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager, suppress
from types import TracebackType

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain import invitation
from bot.domain.audit import NOTHING, Act
from bot.domain.chat import ReplyTo
from bot.domain.directory import COORDINATOR, Directory
from bot.domain.outcome import Effect, ForgetPerson
from bot.domain.person import Action, Person, Role
from bot.domain.ports import News, Said, StoreFault
from bot.domain.referral import Referral
from bot.domain.session import Session
from bot.domain.unanswered import Unanswered
from bot.domain.world import World
from bot.storage import (
    codec,
    inquiries,
    news,
    people,
    postings,
    reaching,
    referrals,
    tables,
    team_channels,
    trail,
    unanswered,
)
from bot.storage.appliers import APPLIERS
from bot.storage.database import refusals, transaction
from bot.storage.letting_go import scrub

MOST_REFERRALS = 60
"""How many referrals a turn looks at, besides those it names by code; the list shows fewer."""

SHOWN_ENTRIES = 20
"""How many entries of the audit trail a turn of whoever may read it looks at."""


MOST_UNANSWERED = 10
"""How many questions without an answer a turn of somebody who oversees looks at."""


class SqlUnitOfWork:
    """See ports.UnitOfWork. With `reading` nothing can be written and nobody waits."""

    def __init__(self, engine: AsyncEngine, directory: Directory, *, reading: bool = False) -> None:
        self._directory = directory
        self._engine = engine
        self._deleted = False
        self._open: AbstractAsyncContextManager[AsyncConnection] = transaction(engine, reading=reading)
        self._connection: AsyncConnection

    async def __aenter__(self) -> SqlUnitOfWork:
        self._connection = await self._open.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.__aexit__(kind, fault, trace)

    async def said(self, channel: str, update_id: str) -> Said | None:
        """See ports.UnitOfWork."""
        t = tables.taken
        query = sa.select(t.c.said).where(t.c.channel == channel, t.c.update_id == update_id)
        row = (await self._connection.execute(query)).first()
        return codec.said_from_json(row.said) if row else None

    async def person(self, person: Person, at: dt.datetime | None = None) -> Person:
        """See ports.UnitOfWork."""
        t = tables.person
        row = (await self._connection.execute(sa.select(t).where(t.c.id == person.id))).mappings().first()
        fresh = {"role": person.role.value, "service": person.service, "post": person.post}
        if row is None:
            values = {"id": person.id, "name": person.name, "lang": person.lang, **fresh}
            await self._connection.execute(t.insert().values(**values))
            return person
        if {key: row[key] for key in fresh} != fresh or (person.name and person.name != row["name"]):
            values = {**fresh, "name": person.name or row["name"]}
            await self._connection.execute(t.update().where(t.c.id == person.id).values(**values))
            await self._record_roles(person, {key for key in fresh if row[key] != fresh[key]}, at)
        return Person(
            person.id, person.role, person.service, person.post, person.name or row["name"], row["lang"]
        )

    async def _record_roles(self, person: Person, changed: set[str], at: dt.datetime | None) -> None:
        """Put on record what somebody's part is from now on."""
        now = at or dt.datetime.now(dt.UTC)
        service = person.service if person.service in self._directory.services else None
        post = person.post if person.post in self._directory.posts else None
        became = {"role": person.role.value, "service": service or NOTHING, "post": post or NOTHING}
        acts = {"role": Act.ROLE, "service": Act.SERVICE, "post": Act.POST}
        for part, act in acts.items():
            if part in changed:
                await trail.append(self._connection, now, person.id, act, became[part])

    async def known(self, person_id: str) -> Person | None:
        """Return a person as stored, or None."""
        t = tables.person
        columns = (t.c.id, t.c.role, t.c.service, t.c.post, t.c.name, t.c.lang)
        row = (await self._connection.execute(sa.select(*columns).where(t.c.id == person_id))).first()
        return Person(**{**row._mapping, "role": Role(row.role)}) if row else None

    async def session(self, person_id: str, lang: str | None = None) -> Session:
        """See ports.UnitOfWork."""
        t = tables.session
        row = (await self._connection.execute(sa.select(t.c.state).where(t.c.person == person_id))).first()
        return codec.session_from_json(row.state) if row else Session(lang or "nb")

    async def world(self, person: Person, codes: Iterable[str], today: dt.date) -> World:
        """See ports.UnitOfWork."""
        known = await self._referrals(person, codes, today)
        return await inquiries.beside(self._connection, known, person, codes, self._directory, today)

    async def _referrals(self, person: Person, codes: Iterable[str], today: dt.date) -> World:
        """Return the world of a person as far as referrals go."""
        mine = self._mine(person)
        seen: dict[str, Referral] = {}
        if mine is not None:
            asked_for = list(codes)
            latest = self._latest(person, mine)
            seen = {r.code: r for r in await referrals.load(self._connection, latest, MOST_REFERRALS)}
            if asked_for:
                named = mine & tables.referral.c.code.in_(asked_for)
                seen |= {r.code: r for r in await referrals.load(self._connection, named, MOST_REFERRALS)}
        elif not person.may(Action.OVERSEE):
            return World(fresh_invitation=invitation.fresh(secrets.choice))
        oversees = person.may(Action.OVERSEE)
        posts = self._posts_near(person, seen.values())
        waiting = await referrals.waiting(self._connection, posts)
        staff = {r.clinician for r in seen.values()} | {c.by for r in seen.values() for c in r.history}
        return World(
            referrals=seen,
            loads=await referrals.loads(self._connection, posts, today),
            fresh_code=await referrals.fresh_code(self._connection) if person.may(Action.REFER) else "",
            fresh_invitation=invitation.fresh(secrets.choice),
            names=await referrals.names(self._connection, staff),
            held=await referrals.held(self._connection, posts),
            queues=self._queues(waiting),
            reach=await reaching.of_posts(self._connection, posts, today),
            people_reach=await reaching.of_people(self._connection, staff | {person.id}, today),
            stranded=await reaching.unread(self._connection, today) if oversees else (),
            trail=await trail.latest(self._connection, SHOWN_ENTRIES) if person.may(Action.REVIEW) else (),
            unanswered=await self._unanswered() if oversees else (),
            asked=await inquiries.asked(self._connection) if oversees else {},
            team_channels=await self._team_channels(person),
        )

    async def _team_channels(self, person: Person) -> frozenset[str]:
        return await team_channels.teams(self._connection) if person.may(Action.CONNECT) else frozenset()

    async def _unanswered(self) -> tuple[Unanswered, ...]:
        return await unanswered.groups(self._connection, MOST_UNANSWERED)

    def _posts_near(self, person: Person, seen: Iterable[Referral]) -> list[str]:
        """Return the posts of the teams that a turn of this person may move a referral to."""
        known = self._directory.posts
        if person.may(Action.OVERSEE):
            return list(known)
        service = self._directory.services.get(person.service or "")
        near = [person.post, *(service.served_by if service else ()), *(r.post for r in seen)]
        teams = {known[post].team for post in near if post and post in known}
        return [post.id for post in known.values() if post.team in teams]

    def _queues(self, waiting: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        queues: dict[str, list[str]] = {}
        for code, post in waiting:
            queues.setdefault(self._directory.posts[post].team, []).append(code)
        return {team: tuple(codes) for team, codes in queues.items()}

    def _latest(self, person: Person, mine: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """Return `mine`; for a supervisor in a way that does not grow with the past of the team's posts."""
        if person.role is not Role.METHOD_SUPERVISOR:
            return mine
        return referrals.latest_of_posts(self._posts_of_team(person), MOST_REFERRALS)

    def _posts_of_team(self, person: Person) -> list[str]:
        post = self._directory.posts[person.post or ""]
        return [p.id for p in self._directory.posts.values() if p.team == post.team]

    def _mine(self, person: Person) -> sa.ColumnElement[bool] | None:
        t = tables.referral
        if person.may(Action.FOLLOW_OWN):
            return t.c.clinician == person.id
        post = self._directory.posts.get(person.post or "")
        if post is None or not person.may(Action.HANDLE):
            return None
        if person.role is Role.METHOD_SUPERVISOR:
            return t.c.post.in_(self._posts_of_team(person))
        return t.c.post == post.id

    async def apply(self, effects: Iterable[Effect], at: dt.datetime) -> None:
        """See ports.UnitOfWork."""
        for effect in effects:
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
        self, channel: str, update_id: str, said: Said, at: dt.datetime, person: str | None = None
    ) -> None:
        """See ports.UnitOfWork."""
        row = {"channel": channel, "update_id": update_id, "said": codec.said_to_json(said), "at": at}
        await self._connection.execute(tables.taken.insert().values(**row, person=person))

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
        await postings.answer(self._connection, to, said, at, person)

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
