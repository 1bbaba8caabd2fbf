"""How long is waited before what did not get through is tried again: one rule for all that goes out."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long the worker waits, in seconds unless said otherwise.

    `lease` is how long somebody else keeps off what was taken; carrying it has to be over by `carry`.
    Longer than `most_asked` nobody waits, whatever a service asks.
    """

    look: float = 1.0
    lease: dt.timedelta = dt.timedelta(seconds=30)
    carry: float = 20.0
    first_wait: float = 1.0
    longest_wait: float = 300.0
    most_asked: float = 3600.0
    give_up: dt.timedelta = dt.timedelta(days=1)

    def wait(self, tries: int, asked: float | None, chance: float) -> dt.timedelta:
        """Return how long to wait after this many tries, 1 or more; what was asked counts up to a bound."""
        backoff = min(self.first_wait * 2 ** min(tries - 1, 20), self.longest_wait)
        wanted = min(asked, self.most_asked) if asked and math.isfinite(asked) else 0.0
        return dt.timedelta(seconds=max(wanted, backoff * (0.5 + chance / 2)))


BY_MAIL = RetryPolicy(first_wait=60.0, longest_wait=3600.0, give_up=dt.timedelta(days=30))
"""A mail server may put a letter off for minutes, to see whether it comes again."""
