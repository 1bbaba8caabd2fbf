"""Who may see which referral and which inquiry, and who may do what with it: the one policy.

What a role may do in the house stands in `person.MAY`; which steps a referral's state allows to whoever may
handle it, in `referral.steps`. The whole matrix: tests/domain/organisation/test_access_matrix.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.domain.case.inquiry import NAVS, Inquiry, InquiryKind
from bot.domain.case.referral import Referral
from bot.domain.organisation.directory import IPS, Directory, Team
from bot.domain.person.person import Capability, Person, Role


class Permission(StrEnum):
    """What somebody may do with one referral."""

    SEE = "see"
    EXPORT = "export"
    TALK = "talk"
    HANDLE = "handle"
    NARROW = "narrow"
    RENEW = "renew"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """How somebody stands to a referral."""

    AUTHOR = "author"
    HANDLER = "handler"


BY: Mapping[Permission, frozenset[Side]] = MappingProxyType(
    {
        Permission.SEE: frozenset(Side),
        Permission.EXPORT: frozenset(Side),
        Permission.TALK: frozenset(Side),
        Permission.HANDLE: frozenset({Side.HANDLER}),
        Permission.NARROW: frozenset({Side.AUTHOR}),
        Permission.RENEW: frozenset({Side.AUTHOR}),
        Permission.CANCEL: frozenset({Side.AUTHOR}),
        Permission.WITHDRAW: frozenset({Side.AUTHOR}),
    }
)
"""Which side may do what. A consent is the patient's, and the clinician speaks for it: only the author."""


def may(person: Person, permission: Permission, referral: Referral, directory: Directory) -> bool:
    """Tell whether this person may do this with this referral; a no says nothing about whether it exists."""
    return bool(BY[permission] & sides(person, referral, directory))


def sides(person: Person, referral: Referral, directory: Directory) -> frozenset[Side]:
    """Return how this person stands to the referral; nothing for everybody it does not concern."""
    author = {Side.AUTHOR} if is_author(person, referral) else set()
    handler = {Side.HANDLER} if is_handler(person, referral, directory) else set()
    return frozenset(author | handler)


def is_author(person: Person, referral: Referral) -> bool:
    """Tell whether this person, as a clinician, sent the referral."""
    return person.role is Role.CLINICIAN and referral.clinician == person.id


def is_handler(person: Person, referral: Referral, directory: Directory) -> bool:
    """Tell whether the referral lies with this person: at the post, or in the team of a supervisor."""
    return _lies_with(person, referral.post, directory)


def _lies_with(person: Person, post: str, directory: Directory) -> bool:
    if person.post is None or person.post not in directory.posts or post not in directory.posts:
        return False
    if person.role is Role.JOB_SPECIALIST:
        return post == person.post
    own_team = directory.posts[person.post].team
    return person.role is Role.METHOD_SUPERVISOR and directory.posts[post].team == own_team


def may_see(person: Person, referral: Referral, directory: Directory) -> bool:
    """Tell whether this person may know that the referral exists."""
    return may(person, Permission.SEE, referral, directory)


def may_export_all(person: Person) -> bool:
    """Tell whether this person may have the table of all referrals. It names staff and codes."""
    return person.role is Role.COORDINATOR


def connectable(person: Person, directory: Directory) -> tuple[Team, ...]:
    """Return the IPS teams whose channel for new referrals this person may connect and disconnect.

    The method supervisor decides for the own team, the coordinator for all.
    """
    if not person.may(Capability.CONNECT):
        return ()
    teams = tuple(team for team in directory.teams.values() if team.kind == IPS)
    if person.may(Capability.OVERSEE):
        return teams
    own = directory.posts.get(person.post or "")
    return tuple(team for team in teams if own is not None and team.id == own.team)


def may_ask(person: Person, kind: InquiryKind, directory: Directory) -> bool:
    """Tell whether this person may make an inquiry of a kind.

    Only services that give health care and have an agreement refer (EF § 3-1; retningslinje § 2), so only
    they ask the method supervisor about a referral. An information meeting is also for services that give
    none, such as child welfare: it is their way instead. To talk anonymously is open to all of them (brev
    punkt 3; hpl § 23). A Nav counsellor asks a job specialist, never a clinician (retningslinje § 4.2).
    """
    if not person.may(Capability.INQUIRE):
        return False
    if kind in NAVS:
        return person.role is Role.NAV_COUNSELLOR
    if person.role is not Role.CLINICIAN:
        return False
    service = directory.services.get(person.service or "")
    if kind is InquiryKind.TALK:
        return True
    meets = kind is InquiryKind.MEETING and service is not None and not service.health_care
    return meets or (service is not None and service.refers)


def is_asker(person: Person, inquiry: Inquiry) -> bool:
    """Tell whether this person made the inquiry, and still has a part that makes any."""
    return inquiry.asker == person.id and person.may(Capability.INQUIRE)


def is_answerer(person: Person, inquiry: Inquiry, directory: Directory) -> bool:
    """Tell whether this person answers the inquiry: at its post, or as the supervisor of its team.

    Nobody answers an own one, and a question to the method supervisor nobody but a method supervisor.
    """
    supervised = inquiry.kind is InquiryKind.SUPERVISOR
    if inquiry.asker == person.id or (supervised and person.role is not Role.METHOD_SUPERVISOR):
        return False
    return _lies_with(person, inquiry.post, directory)


def may_see_inquiry(person: Person, inquiry: Inquiry, directory: Directory) -> bool:
    """Tell whether this person may know that the inquiry exists."""
    return is_asker(person, inquiry) or is_answerer(person, inquiry, directory)
