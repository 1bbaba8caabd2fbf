"""Whether the whole service is switched off, since when and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LONGEST_REASON = 200
"""Characters of a reason: everybody reads it before they read where to turn."""


@dataclass(frozen=True, slots=True)
class Off:
    """The service is switched off. `reason` is in the words of whoever did it, and shown to everybody."""

    since: dt.datetime
    reason: str
