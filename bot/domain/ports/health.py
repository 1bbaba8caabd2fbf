"""What the doctor finds, in one place each, with a word on how bad it is; and whether a channel works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Level(StrEnum):
    """How bad it is: well, soon a problem, or not working."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `key` names the text, which says how to mend it, `values` its places."""

    level: Level
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class Health(Protocol):
    """Whoever examines the service while it runs."""

    async def looked(self) -> tuple[dt.datetime, tuple[Finding, ...]]:
        """Return what was found, and when it was looked at: now, or a moment ago."""


FAILURES = 3
"""After so many failures in a row something is down; one alone is a moment's trouble."""


class Pulse:
    """Whether a channel works, as its own calls tell. `what` is a side of it, such as what comes in."""

    def __init__(self) -> None:
        self._failed: dict[str, int] = {}

    def well(self, what: str) -> None:
        """Note that it worked."""
        self._failed.pop(what, None)

    def ill(self, what: str, failures: int = 1) -> None:
        """Note that it failed."""
        self._failed[what] = self._failed.get(what, 0) + failures

    @property
    def is_down(self) -> bool:
        """Tell whether any side fails again and again."""
        return any(failures >= FAILURES for failures in self._failed.values())
