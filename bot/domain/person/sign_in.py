"""Who signed in, for how long, and as what: the rules, without the protocol that proves it.

What a provider calls somebody is kept as a digest only: it tells the same account again, and nobody's number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from bot.domain.person.person import Person, Role

WITH_POST = frozenset({Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR})
WITH_SERVICE = frozenset({Role.CLINICIAN, Role.NAV_COUNSELLOR})

NOTED = dt.timedelta(minutes=1)
"""How old the last note of somebody's doings may be: not every turn is written down."""

WARNED = dt.timedelta(minutes=5)
"""How long before its end a session says so."""


@dataclass(frozen=True, slots=True)
class Part:
    """A role with the service or the post that belongs to it."""

    role: Role
    service: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account that a provider vouches for. `subject` and `sid` are digests; `part` comes from groups."""

    subject: str
    sid: str
    name: str
    proved_at: dt.datetime
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Lasts:
    """How long a session lasts without being used, and at most; how long a sign-in counts as fresh."""

    idle: dt.timedelta
    most: dt.timedelta
    fresh: dt.timedelta | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that holds. `proved_at` is when the provider last asked for the password or the like."""

    person: Person
    begun_at: dt.datetime
    seen_at: dt.datetime
    proved_at: dt.datetime

    def ends_at(self, lasts: Lasts) -> dt.datetime:
        """Return when it ends unless it is used meanwhile."""
        return min(self.seen_at + lasts.idle, self.begun_at + lasts.most)

    def may_be_prolonged(self, lasts: Lasts) -> bool:
        """Tell whether using it puts its end off: towards its longest length nothing does."""
        return self.seen_at + lasts.idle < self.begun_at + lasts.most

    def is_fresh(self, lasts: Lasts, now: dt.datetime) -> bool:
        """Tell whether the last proof is new enough for what needs one."""
        return lasts.fresh is None or now - self.proved_at <= lasts.fresh


class SignIns(Protocol):
    """Keeps who has which account, and the sessions. A token is stored as its digest. Raises StoreFault."""

    async def begin(self, account: Account, token: str, at: dt.datetime) -> Person | None:
        """Begin a session of whoever has this account; None when nobody has."""

    async def attach(self, account: Account, code: str, at: dt.datetime) -> bool:
        """Give the account to whoever was invited by a code; tell whether the code was good."""

    async def session(self, token: str) -> Session | None:
        """Return the session of a token."""

    async def used(self, token: str, at: dt.datetime) -> None:
        """Note that a session was used."""

    async def end(self, token: str) -> None:
        """End a session."""

    async def end_account(self, subject: str, sid: str) -> int:
        """End the sessions of an account, or of one sign-in with it (`sid`); return how many it were."""


def digest(kind: str, *parts: str) -> str:
    """Return what is kept of something that is not to be read."""
    return sha256("\n".join((kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def new_id(subject: str) -> str:
    """Return the short name of somebody who is known by an account alone."""
    return f"p-{subject[:16]}"


def parts(text: str) -> dict[str, Part]:
    """Read which group has which part: `group=role`, `group=role:service or post`, with commas between.

    Raises ValueError with one sentence.
    """
    found: dict[str, Part] = {}
    for line in filter(None, (one.strip() for one in text.replace("\n", ",").split(","))):
        group, _, part = line.rpartition("=")
        role, _, place = part.partition(":")
        if not group or role.strip() not in set(Role) - {Role.GUEST}:
            raise ValueError(f"{line!r} is not of the form group=role or group=role:service")
        found[group.strip()] = _part(Role(role.strip()), place.strip(), line)
    return found


def _part(role: Role, place: str, line: str) -> Part:
    if bool(place) != (role in WITH_POST | WITH_SERVICE):
        raise ValueError(
            f"{line!r}: clinicians and Nav counsellors have a service, specialists and"
            " supervisors a post, nobody else has one"
        )
    return Part(role, place if role in WITH_SERVICE else None, place if role in WITH_POST else None)


def orphaned(parts: Mapping[str, Part], services: Container[str], posts: Container[str]) -> tuple[str, ...]:
    """Return the services and posts of groups that there are not."""
    places = [(p.service, services) for p in parts.values()] + [(p.post, posts) for p in parts.values()]
    return tuple(sorted({place for place, known in places if place and place not in known}))


def part_of(groups: Collection[str], parts: Mapping[str, Part]) -> Part | None:
    """Return the part of somebody in these groups: the first one that the house lists."""
    return next((part for group, part in parts.items() if group in groups), None)
