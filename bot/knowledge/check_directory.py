"""The rules for directory.yaml: teams, posts and services that know each other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.directory import MOST_PARTICIPANTS
from bot.domain.person import Role
from bot.knowledge.check_fault import Fault
from bot.knowledge.check_files import as_map
from bot.knowledge.check_shape import MAP, NUMBER, TEXT, TEXTS, YES_NO, at, lines, not_lines, shape
from bot.knowledge.yaml_safe import Document

POST_ROLES = (Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR)
"""Who holds a post; every other role belongs to a service or to none."""


def faults(document: Document) -> Iterator[Fault]:
    """Return what is wrong in the directory."""
    yield from shape(document, (), {"teams": MAP, "posts": MAP, "services": MAP})
    for team in as_map(at(document, ("teams",))):
        yield from shape(document, ("teams", team), {"name": TEXT, "kind": TEXT}, {"youth": YES_NO})
    for post in as_map(at(document, ("posts",))):
        yield from _post(document, post)
    for service in as_map(at(document, ("services",))):
        yield from _service(document, service)


def _post(document: Document, post: str) -> Iterator[Fault]:
    way = ("posts", post)
    yield from shape(document, way, {"team": TEXT, "role": TEXT}, {"seat": TEXT, "capacity": NUMBER})
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
    allowed = {"agreement": YES_NO, "served_by": TEXTS}
    yield from shape(document, way, {"name": TEXT, "sector": TEXT}, allowed)
    yield from not_lines(document, (*way, "served_by"))
    posts = as_map(at(document, ("posts",)))
    for spot, post in lines(document, (*way, "served_by")):
        if post not in posts:
            yield document.fault(spot, "unknown_post", post=post)
