"""What a referral and an inquiry have in common: a code, and a history that says where they stand."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.case.code import Code

S = TypeVar("S", bound=StrEnum)

Legal = Mapping[S, frozenset[S]]
"""Where each state may lead; one that leads nowhere is an end."""


class IllegalChange(ValueError):
    """Raised when a case is asked to go where its state does not lead."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[S]):
    """One step in the life of a case: to which state, who, when."""

    to: S
    by: str
    at: dt.datetime


class Case(Generic[S]):
    """Something open between two people. The last entry of its history is where it stands."""

    __slots__ = ()

    code: Code
    history: tuple[Entry[S], ...]

    @classmethod
    @abstractmethod
    def legal(cls) -> Legal[S]:
        """Return where each state may lead."""

    def __post_init__(self) -> None:
        if not self.history:
            raise ValueError("a case has at least one change")

    @property
    def state(self) -> S:
        """The present state."""
        return self.history[-1].to

    @property
    def is_open(self) -> bool:
        """Tell whether it can still lead to something."""
        return bool(self.legal()[self.state])

    @property
    def version(self) -> int:
        """Counts the changes; a button made for an older version is stale."""
        return len(self.history)

    @property
    def changed_at(self) -> dt.datetime:
        """When the last change was."""
        return self.history[-1].at

    def must_lead_to(self, state: S) -> None:
        """Raise IllegalChange when its state does not lead there."""
        if state not in self.legal()[self.state]:
            raise IllegalChange(f"{self.state} -> {state}")
