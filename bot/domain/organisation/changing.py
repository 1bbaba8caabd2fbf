"""How the directory is changed while people work: what differs, what is wrong, what still needs it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.domain.organisation.directory import IPS, MOST_PARTICIPANTS, OTHER, Directory, Post, Service, Team
from bot.domain.person.person import Role

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
POST_ROLES = (Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR)
KINDS = (IPS, OTHER)
SECTORS = ("municipal", "specialist", "nav")
MOST_OF_A_NAME = 80

Entry = Team | Post | Service


class Kind(StrEnum):
    """What an entry is."""

    TEAM = "team"
    POST = "post"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry as it is to be; without one it is to be no more."""

    kind: Kind
    id: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class DirectoryFault:
    """What is wrong: a code with words under `directory.fault`, the entry, and what was written."""

    code: str
    id: str
    value: str = ""

    def __str__(self) -> str:
        """Return it for the command line."""
        return f"{self.id}: {self.code.replace('_', ' ')}{f' ({self.value})' if self.value else ''}"


def entries(directory: Directory, kind: Kind) -> Mapping[str, Entry]:
    """Return the entries of a kind."""
    found: dict[Kind, Mapping[str, Any]] = {
        Kind.TEAM: directory.teams,
        Kind.POST: directory.posts,
        Kind.SERVICE: directory.services,
    }
    return found[kind]


def applied(directory: Directory, changes: Iterable[EntryChange]) -> Directory:
    """Return a directory with these changes; the one that was given stays as it is."""
    parts: dict[Kind, dict[str, Any]] = {kind: dict(entries(directory, kind)) for kind in Kind}
    for one in changes:
        if one.entry is None:
            parts[one.kind].pop(one.id, None)
        else:
            parts[one.kind][one.id] = one.entry
    return Directory(parts[Kind.TEAM], parts[Kind.POST], parts[Kind.SERVICE], directory.rules)


def differing(before: Directory, after: Directory) -> tuple[EntryChange, ...]:
    """Return the changes that lead from one directory to another; marks of what is assumed do not count."""
    found = []
    for kind in Kind:
        old, new = entries(before, kind), entries(after, kind)
        found += [EntryChange(kind, id, one) for id, one in new.items() if bare(old.get(id)) != bare(one)]
        found += [EntryChange(kind, id, None) for id in old if id not in new]
    return tuple(found)


def bare(entry: Entry | None) -> Entry | None:
    """Return an entry without its marks of what is assumed."""
    return replace(entry, assumed=()) if entry else None


def faults(directory: Directory) -> tuple[DirectoryFault, ...]:
    """Return what is wrong in a directory."""
    return (*_teams(directory), *_posts(directory), *_services(directory))


def _named(id: str, name: str) -> Iterator[DirectoryFault]:
    if not ID.fullmatch(id):
        yield DirectoryFault("id", id)
    if not name.strip() or len(name) > MOST_OF_A_NAME:
        yield DirectoryFault("name", id)


def _teams(directory: Directory) -> Iterator[DirectoryFault]:
    for team in directory.teams.values():
        yield from _named(team.id, team.name)
        if team.kind not in KINDS:
            yield DirectoryFault("kind", team.id, team.kind)


def _posts(directory: Directory) -> Iterator[DirectoryFault]:
    supervised: set[str] = set()
    for post in directory.posts.values():
        yield from _named(post.id, post.seat or post.id)
        if post.team not in directory.teams:
            yield DirectoryFault("no_team", post.id, post.team)
        if post.role not in POST_ROLES:
            yield DirectoryFault("post_role", post.id, post.role)
        if not 0 <= post.capacity <= MOST_PARTICIPANTS:
            yield DirectoryFault("capacity", post.id, str(MOST_PARTICIPANTS))
        if post.role is Role.METHOD_SUPERVISOR:
            if post.team in supervised:
                yield DirectoryFault("two_supervisors", post.id, post.team)
            supervised.add(post.team)


def _services(directory: Directory) -> Iterator[DirectoryFault]:
    for service in directory.services.values():
        yield from _named(service.id, service.name)
        if service.sector not in SECTORS:
            yield DirectoryFault("sector", service.id, service.sector)
        for post in service.served_by:
            if not directory.is_ips(post):
                yield DirectoryFault("no_post", service.id, post)
        if len(set(service.served_by)) < len(service.served_by):
            yield DirectoryFault("twice", service.id)


def needed(directory: Directory, places: Mapping[str, Iterable[str]]) -> tuple[DirectoryFault, ...]:
    """Return which of the places, each with who or what points to it, a directory no longer has."""
    known = {*directory.posts, *directory.services}
    gone = [(id, ", ".join(sorted(set(who)))) for id, who in sorted(places.items()) if id not in known]
    return tuple(DirectoryFault("needed", id, who) for id, who in gone)


def as_value(entry: Entry) -> dict[str, Any]:
    """Return an entry as plain values, as directory.yaml has it."""
    if isinstance(entry, Team):
        return {"name": entry.name, "kind": entry.kind}
    if isinstance(entry, Post):
        seat = {"seat": entry.seat} if entry.seat else {}
        room = {"capacity": entry.capacity} if entry.role is Role.JOB_SPECIALIST else {}
        return {"team": entry.team, "role": entry.role.value, **seat, **room}
    return {
        "name": entry.name,
        "sector": entry.sector,
        "agreement": entry.agreement,
        "health_care": entry.health_care,
        **({"served_by": list(entry.served_by)} if entry.served_by else {}),
    }


def from_value(kind: Kind, id: str, value: Mapping[str, Any]) -> Entry:
    """Return the entry that `as_value` gave these values. Raises KeyError or ValueError for others."""
    if kind is Kind.TEAM:
        return Team(id, str(value["name"]), str(value["kind"]))
    if kind is Kind.POST:
        own = str(value.get("seat", "")), int(value.get("capacity", 0))
        return Post(id, str(value["team"]), Role(value["role"]), *own)
    served_by = tuple(str(post) for post in value.get("served_by") or ())
    agreement, care = bool(value.get("agreement")), bool(value.get("health_care"))
    return Service(id, str(value["name"]), str(value["sector"]), agreement, served_by, care)
