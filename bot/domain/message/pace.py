"""How fast things may be sent to a chat service: so many a second to one chat, to a group, and in all.

Source for Telegram: its own FAQ for bots (one message a second in a chat, 20 a minute in a group, 30 a second
in all).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass

MOST_CHATS = 10_000
"""How many chats are remembered; one that is forgotten was silent the longest, and may be written to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a service puts up with."""

    chat_every_s: float = 1.0
    group_a_minute: int = 20
    all_a_second: int = 30


class Pace:
    """Tells how long to wait. Times are seconds of a clock that never goes back."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._chats: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=self._limits.all_a_second)

    def wait(self, now: float, chat: str, *, group: bool = False) -> float:
        """Return how many seconds to wait before the next message to this chat; 0 if it may go now.

        A message that may go now is counted as sent.
        """
        free = now
        if len(self._all) == self._all.maxlen:
            free = max(free, self._all[0] + 1.0)
        before = self._chats.get(chat) or deque(maxlen=self._limits.group_a_minute)
        if before:
            free = max(free, before[-1] + self._limits.chat_every_s)
        if group and len(before) == before.maxlen:
            free = max(free, before[0] + 60.0)
        if free > now:
            return free - now
        before.append(now)
        self._all.append(now)
        self._chats[chat] = before
        self._chats.move_to_end(chat)
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return 0.0

    def shared_by(self, count: int) -> None:
        """Let this process have its part of what may be sent in all: so many share it."""
        mine = max(1, self._limits.all_a_second // max(1, count))
        if mine != self._all.maxlen:
            self._all = deque(self._all, maxlen=mine)

    def arrived(self, now: float, chat: str) -> None:
        """Note that the last message to this chat is there only now: the service counts from then."""
        if before := self._chats.get(chat):
            before[-1] = max(before[-1], now)
