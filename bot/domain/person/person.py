"""Who is talking, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """The part a person plays in the cooperation."""

    CLINICIAN = "clinician"
    NAV_COUNSELLOR = "nav_counsellor"
    JOB_SPECIALIST = "job_specialist"
    METHOD_SUPERVISOR = "method_supervisor"
    COORDINATOR = "coordinator"
    NEWCOMER = "newcomer"
    GUEST = "guest"


class Capability(StrEnum):
    """Something a role may or may not do."""

    ASK = "ask"
    REFER = "refer"
    FOLLOW_OWN = "follow_own"
    HANDLE = "handle"
    OVERSEE = "oversee"
    REVIEW = "review"
    INQUIRE = "inquire"
    CONNECT = "connect"
    ADMIT = "admit"


MAY: Mapping[Role, frozenset[Capability]] = MappingProxyType(
    {
        Role.CLINICIAN: frozenset(
            {Capability.ASK, Capability.REFER, Capability.FOLLOW_OWN, Capability.INQUIRE}
        ),
        Role.NAV_COUNSELLOR: frozenset({Capability.ASK, Capability.INQUIRE}),
        Role.JOB_SPECIALIST: frozenset({Capability.ASK, Capability.HANDLE}),
        Role.METHOD_SUPERVISOR: frozenset({Capability.ASK, Capability.HANDLE, Capability.CONNECT}),
        Role.COORDINATOR: frozenset(
            {Capability.ASK, Capability.OVERSEE, Capability.REVIEW, Capability.CONNECT, Capability.ADMIT}
        ),
        Role.NEWCOMER: frozenset({Capability.ASK}),
        Role.GUEST: frozenset({Capability.ASK}),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff. Patients are never persons here.

    `service` is set for those who refer, `post` for job specialists and method supervisors;
    `lang` is the language the person chose, None until then. `as_stored` tells that all this was read
    from the store, not said by a door that may decide it: where the two differ later, the store is right.
    """

    id: str
    role: Role
    service: str | None = None
    post: str | None = None
    name: str = ""
    lang: str | None = None
    as_stored: bool = field(default=False, compare=False)

    @property
    def shown_name(self) -> str:
        """The name other staff see."""
        return self.name or self.id

    def may(self, action: Capability) -> bool:
        """Tell whether this person's role includes `action`."""
        return action in MAY[self.role]
