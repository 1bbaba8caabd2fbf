"""The rules for directory.yaml: teams, posts and services that know each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.organisation.directory import MOST_PARTICIPANTS
from bot.domain.organisation.house_rules import NUMBERS
from bot.domain.person.person import Role
from bot.domain.retention import KEPT
from bot.knowledge.base.fault import Fault
from bot.knowledge.base.files import as_map
from bot.knowledge.base.house import rules_in
from bot.knowledge.base.yaml_safe import Document, Way
from bot.knowledge.check.shape import MAP, NUMBER, TEXT, TEXTS, YES_NO, at, lines, not_lines, shape

POST_ROLES = (Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR)
"""Who holds a post; every other role belongs to a service or to none."""


REPORT, ASSUMED = "report", "assumed"
MARKS = {"basis": TEXT, "assumed": TEXTS}
"""What an entry rests on: the report, or our assumption; and which of its fields alone are assumed."""


def assumed(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return which fields of an entry no source gives: all of them where the entry itself is assumed."""
    marks = {"basis", "assumed"}
    if entry.get("basis") == ASSUMED:
        return tuple(name for name in entry if name not in marks)
    return tuple(entry.get("assumed") or ())


def _marks(document: Document, way: Way) -> Iterator[Fault]:
    """Check that the basis is one of two, and that what is assumed is a field of the entry."""
    entry = as_map(at(document, way))
    basis = entry.get("basis")
    if isinstance(basis, str) and basis not in {REPORT, ASSUMED}:
        yield document.fault((*way, "basis"), "unknown_key", known=f"{REPORT}, {ASSUMED}")
    for spot, name in lines(document, (*way, "assumed")):
        if name not in entry:
            yield document.fault(spot, "unknown_key", known=", ".join(entry))


def faults(document: Document) -> Iterator[Fault]:
    """Return what is wrong in the directory."""
    yield from shape(document, (), {"teams": MAP, "posts": MAP, "services": MAP}, {"house_rules": MAP})
    yield from _house_rules(document)
    for team in as_map(at(document, ("teams",))):
        yield from shape(document, ("teams", team), {"name": TEXT, "kind": TEXT}, MARKS)
        yield from _marks(document, ("teams", team))
    for post in as_map(at(document, ("posts",))):
        yield from _post(document, post)
    for service in as_map(at(document, ("services",))):
        yield from _service(document, service)


def _house_rules(document: Document) -> Iterator[Fault]:
    way = ("house_rules",)
    if not isinstance(at(document, way), dict):
        return
    found = [*shape(document, way, {}, {**dict.fromkeys(NUMBERS, NUMBER), "keep_days": MAP})]
    for name in as_map(at(document, (*way, "keep_days"))):
        found += kept_days(document, (*way, "keep_days", name), name)
    yield from found
    if not found:
        try:
            rules_in(document.value)
        except ValueError as fault:
            yield document.fault(way, "house_rules", text=str(fault))


def kept_days(document: Document, way: Way, kind: str) -> Iterator[Fault]:
    """Check how long a kind of data is kept: a known kind, with as many numbers as it has limits."""
    limits = {row.kind: len(row.limits) for row in KEPT if row.limits}
    if kind not in limits:
        yield document.fault(way, "unknown_key", known=", ".join(limits))
        return
    days = at(document, way)
    if not isinstance(days, list) or len(days) != limits[kind] or not all(type(one) is int for one in days):
        yield document.fault(way, "house_rules", text=f"{kind}: {limits[kind]}")


def _post(document: Document, post: str) -> Iterator[Fault]:
    way = ("posts", post)
    yield from shape(document, way, {"team": TEXT, "role": TEXT}, {"seat": TEXT, "capacity": NUMBER, **MARKS})
    yield from _marks(document, way)
    team, role = at(document, (*way, "team")), at(document, (*way, "role"))
    if isinstance(team, str) and team not in as_map(at(document, ("teams",))):
        yield document.fault((*way, "team"), "unknown_team", team=team)
    if isinstance(role, str) and role not in POST_ROLES:
        yield document.fault((*way, "role"), "unknown_role", role=role, known=", ".join(POST_ROLES))
    capacity = at(document, (*way, "capacity"))
    if role == Role.JOB_SPECIALIST and capacity is None:
        yield document.fault((*way, "capacity"), "missing_key")
    if type(capacity) is int and not 0 <= capacity <= MOST_PARTICIPANTS:
        yield document.fault((*way, "capacity"), "capacity", most=MOST_PARTICIPANTS)


def _service(document: Document, service: str) -> Iterator[Fault]:
    way = ("services", service)
    allowed = {"agreement": YES_NO, "health_care": YES_NO, "served_by": TEXTS, **MARKS}
    yield from shape(document, way, {"name": TEXT, "sector": TEXT}, allowed)
    yield from _marks(document, way)
    yield from not_lines(document, (*way, "served_by"))
    posts = as_map(at(document, ("posts",)))
    for spot, post in lines(document, (*way, "served_by")):
        if post not in posts:
            yield document.fault(spot, "unknown_post", post=post)
