"""Reads what one person's turn may know of the outside: each part once, when the turn looks at it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit.entry import Line
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.curating.change import KbChange
from bot.domain.news.event import Planned
from bot.domain.news.instruction import Receipt
from bot.domain.news.newsletter import Newsletters
from bot.domain.organisation.directory import Directory
from bot.domain.organisation.routing import PostLoad
from bot.domain.person import invitation
from bot.domain.person.availability import Reach
from bot.domain.person.person import Capability, Person, Role
from bot.domain.sharing.rules import VERSION
from bot.domain.turn.snapshot import PARTS, PartOfSnapshot, TurnSnapshot, Unread
from bot.domain.turn.statistics import Statistics
from bot.domain.turn.unanswered import Unanswered
from bot.storage.repositories import audit_trail as trail
from bot.storage.repositories import availability as reaching
from bot.storage.repositories import inquiries, referrals, team_channels
from bot.storage.repositories.news import events as planning
from bot.storage.repositories.news import newsletters, readings
from bot.storage.repositories.questions import changes, statistics, unanswered, verdicts
from bot.storage.schema import tables

MOST_REFERRALS = 60
"""How many referrals a turn looks at, besides those it names by code; the list shows fewer."""

SHOWN_ENTRIES = 20
"""How many entries of the audit trail a turn of whoever may read it looks at."""

MOST_CHANGES = 50
"""How many changes of the texts are looked at."""

MOST_UNANSWERED = 10
"""How many questions without an answer a turn of somebody who oversees looks at."""


class SqlSnapshotReader:
    """See ports.SnapshotReader. What somebody may not see is empty, and no statement asks for it."""

    def __init__(
        self,
        connection: AsyncConnection,
        directory: Directory,
        person: Person,
        codes: Iterable[str],
        today: dt.date,
    ) -> None:
        self._connection = connection
        self._directory = directory
        self._person = person
        self._codes = list(codes)
        self._today = today
        self._known: dict[str, Any] = {}

    @property
    def snapshot(self) -> TurnSnapshot:
        """See ports.SnapshotReader."""
        return PartOfSnapshot(self._known)

    async def read(self, part: str) -> None:
        """See ports.SnapshotReader."""
        await self._part(part)

    async def everything(self) -> TurnSnapshot:
        """Return the world with all its parts but the figures: those take all referrals to count."""
        return TurnSnapshot(**{part: await self._part(part) for part in sorted(PARTS - {"statistics"})})

    async def _part(self, part: str) -> Any:
        if part not in self._known:
            self._known[part] = await READ[part](self)
        return self._known[part]

    @cached_property
    def mine(self) -> sa.ColumnElement[bool] | None:
        """Which referrals are this person's, None where none can be."""
        t = tables.referral
        if self._person.may(Capability.FOLLOW_OWN):
            return t.c.clinician == self._person.id
        post = self._directory.posts.get(self._person.post or "")
        if post is None or not self._person.may(Capability.HANDLE):
            return None
        if self._person.role is Role.METHOD_SUPERVISOR:
            return t.c.post.in_(self._posts_of_team())
        return t.c.post == post.id

    def _posts_of_team(self) -> list[str]:
        post = self._directory.posts[self._person.post or ""]
        return [p.id for p in self._directory.posts.values() if p.team == post.team]

    @property
    def _latest(self) -> sa.ColumnElement[bool] | None:
        """Return `mine`; for a supervisor in a way that does not grow with the past of the team's posts."""
        if self.mine is None or self._person.role is not Role.METHOD_SUPERVISOR:
            return self.mine
        return referrals.latest_of_posts(self._posts_of_team(), MOST_REFERRALS)

    @property
    def _oversees(self) -> bool:
        return self._person.may(Capability.OVERSEE)

    async def referrals(self) -> Mapping[str, Referral]:
        """Return the latest that are this person's, and those that the turn names, if they are."""
        mine, latest = self.mine, self._latest
        if mine is None or latest is None:
            return {}
        found = await referrals.load(self._connection, latest, MOST_REFERRALS)
        if set(self._codes) - {r.code for r in found}:
            named = mine & tables.referral.c.code.in_(self._codes)
            found += await referrals.load(self._connection, named, MOST_REFERRALS)
        return {r.code: r for r in found}

    async def _posts(self) -> list[str]:
        """Return the posts of the teams that a turn of this person may move a referral to."""
        known = self._directory.posts
        if self._oversees:
            return list(known)
        if self.mine is None:
            return []
        service = self._directory.services.get(self._person.service or "")
        seen = await self._part("referrals")
        near = [self._person.post, *(service.served_by if service else ()), *(r.post for r in seen.values())]
        teams = {known[post].team for post in near if post and post in known}
        return [post.id for post in known.values() if post.team in teams]

    async def _staff(self) -> set[str]:
        seen = (await self._part("referrals")).values()
        return {r.clinician for r in seen} | {change.by for r in seen for change in r.history}

    async def loads(self) -> Mapping[str, PostLoad]:
        """Return how the posts near stand; of the others, for whoever may ask any of them, who is away."""
        posts = await self._posts()
        near = await referrals.loads(self._connection, posts, self._today) if posts else {}
        if not self._person.may(Capability.INQUIRE):
            return near
        away = await inquiries.away(self._connection, self._today)
        return {**dict.fromkeys(away, PostLoad(away=True)), **near}

    async def held(self) -> frozenset[str]:
        """Return the posts with a person: all of them for whoever may ask any, else those near."""
        ask_any = self._person.may(Capability.INQUIRE)
        posts = list(self._directory.posts) if ask_any else await self._posts()
        return await referrals.held(self._connection, posts) if posts else frozenset()

    async def queues(self) -> Mapping[str, tuple[str, ...]]:
        """Return the waiting lists of the teams near."""
        queues: dict[str, list[str]] = {}
        posts = await self._posts()
        for code, post in await referrals.waiting(self._connection, posts) if posts else ():
            queues.setdefault(self._directory.posts[post].team, []).append(code)
        return {team: tuple(codes) for team, codes in queues.items()}

    async def names(self) -> Mapping[str, str]:
        """Return the names of the staff on what this person sees."""
        asked: Mapping[str, Inquiry] = await self._part("inquiries")
        asking = {i.asker for i in asked.values()} | {c.by for i in asked.values() for c in i.history}
        people = await self._staff() | asking
        return await referrals.names(self._connection, people) if people else {}

    async def reach(self) -> Mapping[str, Reach]:
        """Return when the holders of the posts near can be reached."""
        posts = await self._posts()
        return await reaching.of_posts(self._connection, posts, self._today) if posts else {}

    async def people_reach(self) -> Mapping[str, Reach]:
        """Return when this person, and the staff on the referrals, can be reached."""
        if self.mine is None and not self._oversees:
            return {}
        people = await self._staff() | {self._person.id}
        return await reaching.of_people(self._connection, people, self._today)

    async def stranded(self) -> tuple[Unread, ...]:
        """Return the notices that nobody received."""
        return await reaching.unread(self._connection, self._today) if self._oversees else ()

    async def trail(self) -> tuple[Line, ...]:
        """Return the newest entries of the audit trail."""
        may = self._person.may(Capability.REVIEW) and (self.mine is not None or self._oversees)
        return await trail.latest(self._connection, SHOWN_ENTRIES) if may else ()

    async def unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions without an answer."""
        return await unanswered.groups(self._connection, MOST_UNANSWERED) if self._oversees else ()

    async def verdicts(self) -> Mapping[str, tuple[int, int]]:
        """Return how often the answer of a topic helped, and how often it missed."""
        return await verdicts.by_topic(self._connection) if self._oversees else {}

    async def kb_changes(self) -> tuple[KbChange, ...]:
        """Return the newest changes of the texts."""
        return await changes.read(self._connection, MOST_CHANGES) if self._oversees else ()

    async def asked(self) -> Mapping[str, tuple[dt.datetime, ...]]:
        """Return since when inquiries wait for an answer, by post."""
        return await inquiries.asked(self._connection) if self._oversees else {}

    async def statistics(self) -> Statistics:
        """Return what is counted."""
        return await statistics.read(self._connection, self._today) if self._oversees else Statistics()

    async def team_channels(self) -> frozenset[str]:
        """Return the teams with a channel for new referrals."""
        may = self._person.may(Capability.CONNECT) and (self.mine is not None or self._oversees)
        return await team_channels.teams(self._connection) if may else frozenset()

    async def inquiries(self) -> Mapping[str, Inquiry]:
        """Return the inquiries that this person asked or answers."""
        return await inquiries.concerning(self._connection, self._person, self._codes, self._directory)

    async def newsletters(self) -> Newsletters:
        """Return what this person may know of newsletters."""
        return await newsletters.seen_by(self._connection, self._person.id, oversees=self._oversees)

    async def events(self) -> tuple[Planned, ...]:
        """Return the events to come."""
        return await planning.planned(self._connection, self._person.id, self._today, counted=self._oversees)

    async def read_versions(self) -> frozenset[str]:
        """Return the versions of the instruction that this person has read."""
        return await readings.read_by(self._connection, self._person.id)

    async def receipts(self) -> tuple[Receipt, ...]:
        """Return who has read what: of everybody for the coordinator, of the team for its supervisor."""
        if self._oversees:
            return await readings.receipts(self._connection, VERSION, None)
        if self._person.may(Capability.CONNECT) and self.mine is not None:
            return await readings.receipts(self._connection, VERSION, self._posts_of_team())
        return ()

    async def fresh_code(self) -> str:
        """Return a code that no referral has."""
        may = self._person.may(Capability.REFER) and self.mine is not None
        return await referrals.fresh_code(self._connection) if may else ""

    async def fresh_inquiry(self) -> str:
        """Return a code that no inquiry has."""
        may = self._person.may(Capability.INQUIRE)
        return await inquiries.fresh_code(self._connection) if may else ""

    async def fresh_invitation(self) -> str:
        """Return a code for one use."""
        return invitation.fresh(secrets.choice)


READ: Mapping[str, Callable[[SqlSnapshotReader], Awaitable[Any]]] = {
    part: getattr(SqlSnapshotReader, part) for part in PARTS
}
"""What reads each part of a world: the method of its name."""
