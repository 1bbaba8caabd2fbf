"""Who may see a referral, and which roles may do what, as tables."""

from __future__ import annotations

import pytest

from bot.domain.organisation.access import is_author, is_handler, may_see
from bot.domain.person.person import MAY, Capability, Person, Role
from tests.domain.making import directory, referral

OWN, TEAM, FOREIGN = "dps-general", "dps-fact", "askoy-fact"
SUPERVISOR, FOREIGN_SUPERVISOR = "dps-supervisor", "askoy-supervisor"

# who · is author · is handler, of a referral by anna to dps-general
TABLE = [
    (Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn"), True, False),
    (Person("anna", Role.CLINICIAN, service="askoy-fact"), True, False),
    (Person("bjorn", Role.CLINICIAN, service="oyane-dps-allmenn"), False, False),
    (Person("bjorn", Role.CLINICIAN, post=OWN), False, False),
    (Person("jonas", Role.JOB_SPECIALIST, post=OWN), False, True),
    (Person("jonas", Role.JOB_SPECIALIST, post=TEAM), False, False),
    (Person("jonas", Role.JOB_SPECIALIST, post=FOREIGN), False, False),
    (Person("jonas", Role.JOB_SPECIALIST), False, False),
    (Person("jonas", Role.JOB_SPECIALIST, post="no-such-post"), False, False),
    (Person("anna", Role.JOB_SPECIALIST, post=FOREIGN), False, False),
    (Person("mette", Role.METHOD_SUPERVISOR, post=SUPERVISOR), False, True),
    (Person("mette", Role.METHOD_SUPERVISOR, post=FOREIGN_SUPERVISOR), False, False),
    (Person("mette", Role.METHOD_SUPERVISOR), False, False),
    (Person("nora", Role.NAV_COUNSELLOR, service="nav-askoy", post=OWN), False, False),
    (Person("kari", Role.COORDINATOR, post=OWN), False, False),
    (Person("nils", Role.NEWCOMER, post=OWN), False, False),
    (Person("guest", Role.GUEST, post=OWN), False, False),
    (Person("anna", Role.GUEST), False, False),
]


@pytest.mark.parametrize(("who", "author", "handler"), TABLE)
def test_own_team_and_foreign(who: Person, author: bool, handler: bool) -> None:
    """A referral is seen by its author, its post, and the supervisor of the post's team; by nobody else."""
    assert is_author(who, referral()) is author
    assert is_handler(who, referral(), directory()) is handler
    assert may_see(who, referral(), directory()) is (author or handler)


def test_each_role_stands_in_the_table() -> None:
    """No role is left out of the table above."""
    assert {who.role for who, _, _ in TABLE} == set(Role)


def test_a_post_that_is_gone_is_seen_by_nobody_else() -> None:
    """A referral to a post that left the directory is still its author's, and no handler's."""
    gone = referral(post="closed-post")
    assert may_see(TABLE[0][0], gone, directory())
    assert not may_see(Person("jonas", Role.JOB_SPECIALIST, post="closed-post"), gone, directory())
    assert not may_see(Person("mette", Role.METHOD_SUPERVISOR, post=SUPERVISOR), gone, directory())


@pytest.mark.parametrize("role", Role)
def test_what_a_role_may(role: Role) -> None:
    """Each role has the rights that are written out here, and no other."""
    expected = {Capability.ASK}
    if role is Role.CLINICIAN:
        expected |= {Capability.REFER, Capability.FOLLOW_OWN, Capability.INQUIRE}
    if role is Role.NAV_COUNSELLOR:
        expected.add(Capability.INQUIRE)
    if role in {Role.JOB_SPECIALIST, Role.METHOD_SUPERVISOR}:
        expected.add(Capability.HANDLE)
    if role is Role.COORDINATOR:
        expected |= {Capability.OVERSEE, Capability.REVIEW, Capability.ADMIT}
    if role in {Role.METHOD_SUPERVISOR, Role.COORDINATOR}:
        expected.add(Capability.CONNECT)
    assert MAY[role] == expected
    assert all(Person("x", role).may(action) is (action in expected) for action in Capability)
