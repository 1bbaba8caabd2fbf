"""How often a bot may send: the documented limits, measured by a clock that a test can move.

Source: Bots FAQ: one message a second in a chat with short bursts, 20 a minute in a group,
30 a second in all.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import too_many

Clock = Callable[[], float]
"""Returns seconds."""


@dataclass
class Limits:
    """Counts what was sent. Off until `on` is set; `refused` counts the 429s."""

    now: Clock
    on: bool = False
    burst: int = 3
    per_group_minute: int = 20
    per_second: int = 30
    refused: int = 0
    _due: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _all: deque[float] = field(default_factory=deque)

    def count(self, chat_id: int) -> None:
        """Count one message to a chat (a group where negative), or refuse it with 429."""
        if not self.on:
            return
        wait = max(self._in_chat(chat_id), self._window(self._all, 1, self.per_second))
        if chat_id < 0:
            wait = max(wait, self._window(self._groups[chat_id], 60, self.per_group_minute))
        if wait > 0:
            self.refused += 1
            raise too_many(math.ceil(wait))
        now = self.now()
        self._due[chat_id] = max(self._due[chat_id], now) + 1
        self._all.append(now)
        if chat_id < 0:
            self._groups[chat_id].append(now)

    def _in_chat(self, chat_id: int) -> float:
        """Return the seconds until the chat can take one more: one a second, `burst` at once."""
        return max(self._due[chat_id], self.now()) + 1 - self.now() - self.burst

    def _window(self, times: deque[float], seconds: float, most: int) -> float:
        """Return the seconds until a sliding window has room for one more."""
        while times and times[0] <= self.now() - seconds:
            times.popleft()
        return times[0] + seconds - self.now() if len(times) >= most else 0
