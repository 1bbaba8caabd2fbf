"""How often somebody may come: a token bucket for each key, in bounded memory; the caller tells the time.

For every channel alike: the key is a person's id, or the address a request comes from.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `most` at once, and `most` more in every `seconds`; `most` of 0 means no limit."""

    most: int
    seconds: float = 60.0


class Limiter:
    """Remembers how many tokens each key has left, for the `keys` keys that came last.

    A forgotten key starts anew, so the memory is bounded and nobody is kept out for long. Times are seconds
    of any clock that never goes back, such as `time.monotonic()`.
    """

    def __init__(self, rate: Rate, keys: int = 10_000) -> None:
        self._rate = rate
        self._keys = keys
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """Take a token and return 0.0, or take none and return the seconds until there is one."""
        if self._rate.most <= 0:
            return 0.0
        each = self._rate.seconds / self._rate.most
        left, at = self._left.pop(key, (float(self._rate.most), now))
        left = min(float(self._rate.most), left + max(0.0, now - at) / each)
        waits = 0.0 if left >= 1 else (1 - left) * each
        self._left[key] = (left if waits else left - 1, now)
        if len(self._left) > self._keys:
            self._left.popitem(last=False)
        return waits

    def __len__(self) -> int:
        """Return how many keys are remembered."""
        return len(self._left)
