"""Teams, posts and services of region vest, as values.

Source: ressursmiljø, "IPS organisering i region vest", but for what an entry names as `assumed`: that stands
in no source, and whoever runs the assistant sets it right. A post is a role; people are attached to posts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.person.person import Role

IPS = "ips"
OTHER = "other"
"""A team that does something else: no referral goes there."""

COORDINATOR = "coordinator"
"""Stands where a post does, for news to whoever coordinates; it belongs to no team."""

MOST_PARTICIPANTS = 20
"""A job specialist follows up 15 to 20 participants, never more. Source: infoark; ressursmiljø."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `kind` is "ips" for the teams that can receive referrals (AMS is not IPS)."""

    id: str
    name: str
    kind: str
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A place in a team. `capacity` counts participants; method supervisors have none of their own."""

    id: str
    team: str
    role: Role
    seat: str = ""
    capacity: int = 0
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """A service, with the posts that serve it in order of preference.

    One refers that gives health care (hpl § 3) to people in treatment (EF § 3-1) and has an agreement.
    """

    id: str
    name: str
    sector: str
    agreement: bool = False
    served_by: tuple[str, ...] = ()
    health_care: bool = False
    assumed: tuple[str, ...] = ()

    @property
    def refers(self) -> bool:
        """Tell whether it may refer."""
        return self.health_care and self.agreement


T = TypeVar("T")


class Changing(Mapping[str, T]):
    """Entries by id that may be others later: whoever holds them sees it, without a restart."""

    def __init__(self, now: Mapping[str, T]) -> None:
        self._now = dict(now)

    def become(self, now: Mapping[str, T]) -> None:
        """Hold these from now on."""
        self._now = dict(now)

    def __getitem__(self, id: str) -> T:
        """See Mapping."""
        return self._now[id]

    def __iter__(self) -> Iterator[str]:
        """See Mapping. Over what was there when it began."""
        return iter(tuple(self._now))

    def __len__(self) -> int:
        """See Mapping."""
        return len(self._now)

    def __contains__(self, id: object) -> bool:
        """See Mapping."""
        return id in self._now

    def __repr__(self) -> str:
        """Return what is there now."""
        return repr(self._now)


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole directory, by id, with the rules of the house that it belongs to.

    What an admin changes is seen by everybody who holds it (`become`): the entries, not the rules.
    """

    teams: Mapping[str, Team]
    posts: Mapping[str, Post]
    services: Mapping[str, Service]
    rules: HouseRules = DEFAULT

    def __post_init__(self) -> None:
        for name in ("teams", "posts", "services"):
            object.__setattr__(self, name, Changing(getattr(self, name)))

    def become(self, other: Directory) -> None:
        """Have the entries of another one from now on."""
        for name in ("teams", "posts", "services"):
            getattr(self, name).become(getattr(other, name))

    def supervisor_of(self, team: str) -> Post | None:
        """Return the method supervisor's post of a team; each IPS team has one."""
        found = (p for p in self.posts.values() if p.team == team and p.role is Role.METHOD_SUPERVISOR)
        return next(found, None)

    def is_ips(self, post: str) -> bool:
        """Tell whether a post exists and belongs to a team that does IPS."""
        known = self.posts.get(post)
        return known is not None and self.teams[known.team].kind == IPS

    def team_name(self, post: str) -> str:
        """Return the name of the team that a post belongs to; the post's id when it exists no longer."""
        known = self.posts.get(post)
        return self.teams[known.team].name if known else post

    def service_name(self, service: str) -> str:
        """Return the name of a service; its id when it exists no longer."""
        known = self.services.get(service)
        return known.name if known else service
