"""Who answers an inquiry. It takes no place, so that a post is full plays no part; that it is empty does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.domain.case.inquiry import NAVS, InquiryKind
from bot.domain.organisation.directory import Directory, Post, Service
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.person import Role


def own_posts(kind: InquiryKind, service: Service | None, directory: Directory) -> tuple[str, ...]:
    """Return the posts that answer a service, the first one first; none where the asker has to choose.

    A service has posts of its own by an agreement (retningslinje § 2), or because it sits together with the
    team without giving health care, such as child welfare.
    """
    if service is None or kind in NAVS or (service.health_care and not service.agreement):
        return ()
    posts = tuple(post for post in service.served_by if directory.is_ips(post))
    if kind is not InquiryKind.SUPERVISOR or not posts:
        return posts
    supervisor = directory.supervisor_of(directory.posts[posts[0]].team)
    return (supervisor.id,) if supervisor else ()


def offered_posts(
    kind: InquiryKind, service: Service | None, directory: Directory, held: Collection[str]
) -> tuple[Post, ...]:
    """Return the posts to choose from that have a person, those that work with the own office first.

    Where none has a person they are all offered: the coordinator sees where an answer is missing.
    """
    near = service.served_by if service else ()
    posts = open_posts(kind, directory)
    there = tuple(post for post in posts if post.id in held) or posts
    return tuple(sorted(there, key=lambda post: post.id not in near))


def open_posts(kind: InquiryKind, directory: Directory) -> tuple[Post, ...]:
    """Return the posts that somebody without a post of their own may choose from.

    A Nav counsellor chooses a job specialist (retningslinje § 4.2), a service without an agreement a method
    supervisor, who can say what holds there.
    """
    role = Role.JOB_SPECIALIST if kind in NAVS else Role.METHOD_SUPERVISOR
    return tuple(p for p in directory.posts.values() if p.role is role and directory.is_ips(p.id))


def answering(
    posts: tuple[str, ...], directory: Directory, loads: Mapping[str, PostLoad], held: Collection[str]
) -> str:
    """Return the first of these posts (one at least) with a person who is there; else the team's supervisor.

    Where nobody is at all it is the first one: the coordinator sees that it is empty.
    """
    there = [post for post in posts if post in held]
    present = [post for post in there if not loads.get(post, PostLoad()).away]
    supervisor = directory.supervisor_of(directory.posts[posts[0]].team)
    stands_in = [supervisor.id] if supervisor and supervisor.id in held else []
    return (*present, *stands_in, *there, *posts)[0]
