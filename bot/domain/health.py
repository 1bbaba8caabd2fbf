"""What the doctor finds: in one place each, with a word on how bad it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


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
