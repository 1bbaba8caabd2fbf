"""Which post gets a referral, and why.

Only services that give health care and have an agreement may refer (EF § 3-1; retningslinje § 2). A job
specialist never has more than 20 participants (infoark; ressursmiljø); when all are full or away the team's
method supervisor receives it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.organisation.directory import MOST_PARTICIPANTS, Directory, Post


@dataclass(frozen=True, slots=True)
class PostLoad:
    """How a post stands now: participants it has, and whether its holder is away."""

    open_referrals: int = 0
    away: bool = False


class Why(StrEnum):
    """The reason for a route; the words stand in the words files under `route.<value>`."""

    FIRST = "first"
    NEXT = "next"
    UNHELD = "unheld"
    SUPERVISOR = "supervisor"


class NoRoute(StrEnum):
    """Why nothing can be sent from a service."""

    UNKNOWN_SERVICE = "unknown_service"
    NO_HEALTH_CARE = "no_health_care"
    NO_AGREEMENT = "no_agreement"
    NO_POST = "no_post"


@dataclass(frozen=True, slots=True)
class Route:
    """The post that receives a referral and the reason."""

    post: str
    why: Why


def has_room(post: Post, load: PostLoad) -> bool:
    """Tell whether a post can take one more participant now."""
    return not load.away and load.open_referrals < min(post.capacity, MOST_PARTICIPANTS)


def free_places(post: Post, load: PostLoad) -> int:
    """Return how many more participants a post can have; none while its holder is away."""
    return 0 if load.away else max(0, min(post.capacity, MOST_PARTICIPANTS) - load.open_referrals)


def route(
    service_id: str | None,
    directory: Directory,
    loads: Mapping[str, PostLoad],
    *,
    held: Collection[str] = (),
) -> Route | NoRoute:
    """Choose the receiving post for a service: first in its list with room, else the method supervisor.

    The team follows from where the patient is treated, never from age. What would go to a post without a
    person (not among those `held`) goes to the team's supervisor, if there is one.
    """
    service = directory.services.get(service_id or "")
    if service is None:
        return NoRoute.UNKNOWN_SERVICE
    if not service.health_care:
        return NoRoute.NO_HEALTH_CARE
    if not service.agreement:
        return NoRoute.NO_AGREEMENT
    posts = [directory.posts[p] for p in service.served_by if directory.is_ips(p)]
    if not posts:
        return NoRoute.NO_POST
    supervisor = directory.supervisor_of(posts[0].team)
    for place, post in enumerate(posts):
        if not has_room(post, loads.get(post.id, PostLoad())):
            continue
        if post.id not in held and supervisor and supervisor.id in held:
            return Route(supervisor.id, Why.UNHELD)
        return Route(post.id, Why.NEXT if place else Why.FIRST)
    return Route(supervisor.id, Why.SUPERVISOR) if supervisor else NoRoute.NO_POST
