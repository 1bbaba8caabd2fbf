"""Who may see which referral, and who may do what with it: the one policy."""

from __future__ import annotations

from bot.domain.directory import Directory
from bot.domain.person import Person, Role
from bot.domain.referral import Referral


def is_author(person: Person, referral: Referral) -> bool:
    """Tell whether this person, as a clinician, sent the referral."""
    return person.role is Role.CLINICIAN and referral.clinician == person.id


def is_handler(person: Person, referral: Referral, directory: Directory) -> bool:
    """Tell whether the referral lies with this person: at the post, or in the team of a supervisor."""
    if person.post is None or person.post not in directory.posts or referral.post not in directory.posts:
        return False
    if person.role is Role.JOB_SPECIALIST:
        return referral.post == person.post
    own_team = directory.posts[person.post].team
    return person.role is Role.METHOD_SUPERVISOR and directory.posts[referral.post].team == own_team


def may_see(person: Person, referral: Referral, directory: Directory) -> bool:
    """Tell whether this person may know that the referral exists."""
    return is_author(person, referral) or is_handler(person, referral, directory)


def may_export_all(person: Person) -> bool:
    """Tell whether this person may have the table of all referrals: it names staff and codes, no patient."""
    return person.role is Role.COORDINATOR
