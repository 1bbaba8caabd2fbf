"""Teams, posts and services of region vest, as values.

Source: ressursmiljø, "IPS organisering i region vest". A post is a role; people are attached to posts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.person import Role

IPS = "ips"
COORDINATOR = "coordinator"
"""Stands where a post does, for news to whoever coordinates; it belongs to no team."""

MOST_PARTICIPANTS = 20
"""A job specialist follows up 15 to 20 participants, never more. Source: infoark; ressursmiljø."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team; `kind` is "ips" for the teams that can receive referrals (AMS is not IPS).

    `youth` marks the team for young people.
    """

    id: str
    name: str
    kind: str
    youth: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A place in a team. `capacity` counts participants; method supervisors have none of their own."""

    id: str
    team: str
    role: Role
    seat: str = ""
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """A service that refers. `served_by` lists posts in order of preference."""

    id: str
    name: str
    sector: str
    agreement: bool = False
    served_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole directory, by id."""

    teams: Mapping[str, Team]
    posts: Mapping[str, Post]
    services: Mapping[str, Service]

    def supervisor_of(self, team: str) -> Post | None:
        """Return the method supervisor's post of a team; each IPS team has one."""
        found = (p for p in self.posts.values() if p.team == team and p.role is Role.METHOD_SUPERVISOR)
        return next(found, None)

    def is_ips(self, post: str) -> bool:
        """Tell whether a post exists and belongs to a team that does IPS."""
        known = self.posts.get(post)
        return known is not None and self.teams[known.team].kind == IPS

    def is_youth(self, post: str) -> bool:
        """Tell whether a known post belongs to a team for young people."""
        return self.teams[self.posts[post].team].youth

    def team_name(self, post: str) -> str:
        """Return the name of the team that a known post belongs to."""
        return self.teams[self.posts[post].team].name
