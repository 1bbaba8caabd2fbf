"""Who is talking, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


class Action(StrEnum):
    """Something a role may or may not do."""

    ASK = "ask"
    REFER = "refer"
    FOLLOW_OWN = "follow_own"
    HANDLE = "handle"
    OVERSEE = "oversee"
    REVIEW = "review"
    INQUIRE = "inquire"
    CONNECT = "connect"


MAY: Mapping[Role, frozenset[Action]] = MappingProxyType(
    {
        Role.CLINICIAN: frozenset({Action.ASK, Action.REFER, Action.FOLLOW_OWN, Action.INQUIRE}),
        Role.NAV_COUNSELLOR: frozenset({Action.ASK, Action.INQUIRE}),
        Role.JOB_SPECIALIST: frozenset({Action.ASK, Action.HANDLE}),
        Role.METHOD_SUPERVISOR: frozenset({Action.ASK, Action.HANDLE, Action.CONNECT}),
        Role.COORDINATOR: frozenset({Action.ASK, Action.OVERSEE, Action.REVIEW, Action.CONNECT}),
        Role.NEWCOMER: frozenset({Action.ASK}),
        Role.GUEST: frozenset({Action.ASK}),
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff. Patients are never persons here.

    `service` is set for those who refer, `post` for job specialists and method supervisors;
    `lang` is the language the person chose, None until then.
    """

    id: str
    role: Role
    service: str | None = None
    post: str | None = None
    name: str = ""
    lang: str | None = None

    @property
    def shown_name(self) -> str:
        """The name other staff see."""
        return self.name or self.id

    def may(self, action: Action) -> bool:
        """Tell whether this person's role includes `action`."""
        return action in MAY[self.role]
