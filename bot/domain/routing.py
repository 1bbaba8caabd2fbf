"""Which post gets a referral, and why.

Only services with an agreement may refer (retningslinje § 2). A job specialist never has more than 20
participants (infoark; ressursmiljø); when all are full or away the team's method supervisor receives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.directory import MOST_PARTICIPANTS, Directory, Post


@dataclass(frozen=True, slots=True)
class PostLoad:
    """How a post stands now: participants it has, and whether its holder is away."""

    open_referrals: int = 0
    away: bool = False


class Why(StrEnum):
    """The reason for a route; the words stand in the words files under `route.<value>`."""

    FIRST = "first"
    NEXT = "next"
    SUPERVISOR = "supervisor"


class NoRoute(StrEnum):
    """Why nothing can be sent from a service."""

    UNKNOWN_SERVICE = "unknown_service"
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


def route(service_id: str | None, directory: Directory, loads: Mapping[str, PostLoad]) -> Route | NoRoute:
    """Choose the receiving post for a service: first in its list with room, else the method supervisor."""
    service = directory.services.get(service_id or "")
    if service is None:
        return NoRoute.UNKNOWN_SERVICE
    if not service.agreement:
        return NoRoute.NO_AGREEMENT
    posts = [directory.posts[p] for p in service.served_by if directory.is_ips(p)]
    if not posts:
        return NoRoute.NO_POST
    for place, post in enumerate(posts):
        if has_room(post, loads.get(post.id, PostLoad())):
            return Route(post.id, Why.NEXT if place else Why.FIRST)
    supervisor = directory.supervisor_of(posts[0].team)
    return Route(supervisor.id, Why.SUPERVISOR) if supervisor else NoRoute.NO_POST
