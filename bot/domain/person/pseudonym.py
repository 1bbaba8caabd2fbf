"""Who stands in the histories for somebody who was deleted: a role, and nothing that leads back."""

from __future__ import annotations

from bot.domain.person.person import Role

SIGN = "~"


def pseudonym(role: Role, chance: str) -> str:
    """Return what takes a person's place: the role, and `chance`, which nobody can guess."""
    return f"{SIGN}{role.value}.{chance}"


def former_role(person_id: str) -> Role | None:
    """Return the role that a pseudonym tells; None when the id is not one."""
    role = person_id.removeprefix(SIGN).partition(".")[0]
    return Role(role) if person_id.startswith(SIGN) and role in set(Role) else None
