"""Who may do what with which referral: the whole policy, written out. Tests hold the program against it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.organisation.access import Permission
from bot.domain.person.person import Capability, Person, Role

OWN, TEAM, FOREIGN = "own", "team's", "foreign"

# Own is what one sent (a clinician), or what lies at one's post (those who handle). The team's is what a
# colleague of the same service sent, or what lies at another post of the team. For all other roles "own" is
# the worst case: the very id of the author, the service it came from and the post where it lies.
MATRIX = """
role              | own                                          | team's                 | foreign
clinician         | see export talk narrow renew cancel withdraw | -                      | -
job_specialist    | see export talk handle                       | -                      | -
method_supervisor | see export talk handle                       | see export talk handle | -
nav_counsellor    | -                                            | -                      | -
coordinator       | -                                            | -                      | -
newcomer          | -                                            | -                      | -
guest             | -                                            | -                      | -
"""

# What a role may do in the house, whoever it concerns; "table" is the table of all referrals.
RIGHTS = """
clinician         | ask refer follow_own inquire
job_specialist    | ask handle
method_supervisor | ask handle connect
nav_counsellor    | ask inquire
coordinator       | ask oversee review connect admit table
newcomer          | ask
guest             | ask
"""

TABLE = "table"
SERVICE, OTHER_SERVICE = "oyane-dps-allmenn", "askoy-fact"
AT = "dps-general"


@dataclass(frozen=True, slots=True)
class Cell:
    """One person, one referral (who sent it and where it lies), one deed, and whether it is allowed."""

    person: Person
    relation: str
    permission: Permission
    author: str
    post: str
    allowed: bool

    def __str__(self) -> str:
        """Return the cell's name in the test report."""
        return f"{self.person.role}-{self.relation}-{self.permission}"


def _rows(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def _who(role: Role, relation: str) -> tuple[Person, str, str]:
    """Return a person who stands so to a referral, the referral's author, and the post where it lies."""
    name = f"{role.value.replace('_', '-')}-{relation.replace(chr(39), '')}"
    service = SERVICE if relation != FOREIGN else OTHER_SERVICE
    if role is Role.CLINICIAN:
        return Person(name, role, service=service), name if relation == OWN else "somebody", AT
    if role is Role.JOB_SPECIALIST:
        post = {OWN: AT, TEAM: "dps-fact", FOREIGN: "askoy-fact"}[relation]
        return Person(name, role, post=post), "somebody", AT
    if role is Role.METHOD_SUPERVISOR:
        post = "askoy-supervisor" if relation == FOREIGN else "dps-supervisor"
        return Person(name, role, post=post), "somebody", post if relation == OWN else AT
    worst = AT if relation == OWN else None
    return Person(name, role, service=service, post=worst), name if relation == OWN else "somebody", AT


def cells() -> list[Cell]:
    """Return the matrix, cell by cell."""
    head, *rows = _rows(MATRIX)
    found = []
    for row in rows:
        for relation, allowed in zip(head[1:], row[1:], strict=True):
            person, author, post = _who(Role(row[0]), relation)
            yes = set(allowed.split()) - {"-"}
            found += [
                Cell(person, relation, permission, author, post, permission in yes)
                for permission in Permission
            ]
    return found


def rights() -> list[tuple[Role, str, bool]]:
    """Return each role with each right of the house, and whether it has it."""
    return [
        (Role(role), right, right in allowed.split())
        for role, allowed in _rows(RIGHTS)
        for right in (*Capability, TABLE)
    ]
