"""The one policy against the table: every role, every deed, own, the team's and foreign."""

from __future__ import annotations

import pytest

from bot.domain.organisation.access import Permission, may, may_export_all
from bot.domain.person.person import Capability, Person, Role
from tests.domain.making import directory, referral
from tests.domain.organisation.access_matrix import FOREIGN, OWN, TABLE, TEAM, Cell, cells, rights


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_the_policy_says_what_the_table_says(cell: Cell) -> None:
    """Each cell of the matrix is what `may` answers."""
    one = referral(clinician=cell.author, post=cell.post)
    assert may(cell.person, cell.permission, one, directory()) is cell.allowed


@pytest.mark.parametrize(("role", "right", "has"), rights(), ids=lambda value: str(value))
def test_a_role_has_the_rights_of_the_table(role: Role, right: str, has: bool) -> None:
    """Each right of the house belongs to the roles that the table names, and to no other."""
    person = Person("x", role)
    assert (may_export_all(person) if right == TABLE else person.may(Capability(right))) is has


def test_the_table_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    """Every role with every deed in every relation stands in it once, and every right with every role."""
    found = [(c.person.role, c.relation, c.permission) for c in cells()]
    assert set(found) == {(r, n, d) for r in Role for n in (OWN, TEAM, FOREIGN) for d in Permission}
    assert len(found) == len(set(found)) == 168
    assert len(rights()) == len(Role) * (len(Capability) + 1) == 70
    with capsys.disabled():
        yes = sum(c.allowed for c in cells())
        print(
            f"\naccess: {len(found)} cells (7 roles, 3 relations, 8 deeds), {yes} allowed; 70 rights of roles"
        )
