"""What replicas know of each other, as a protocol."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

ALIVE = dt.timedelta(seconds=35)
"""Who was not seen for so long runs no longer: three signs of life are missing."""


@dataclass(frozen=True, slots=True)
class ReplicaSeen:
    """A process of this program: which version it is, which tables it knows, since when, and seen last."""

    id: str
    version: str
    schema: str
    began_at: dt.datetime
    seen_at: dt.datetime


class Replicas(Protocol):
    """Where replicas give a sign of life, and take turns at what only one may do."""

    async def beat(self, one: ReplicaSeen) -> None:
        """Write that a replica runs."""

    async def seen_since(self, at: dt.datetime) -> tuple[ReplicaSeen, ...]:
        """Return those that gave a sign of life since a moment, the oldest first."""

    async def leave(self, name: str) -> None:
        """Write that a replica runs no longer; what it alone was doing is free."""

    async def hold(self, what: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Keep something for oneself until a moment; False while somebody else has it."""

    async def let_go(self, what: str, holder: str) -> None:
        """Let others have it at once."""
