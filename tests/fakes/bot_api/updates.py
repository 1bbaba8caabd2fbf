"""Updates that wait for the bot: handed out by getUpdates or posted to a webhook, kept until confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Update = dict[str, Any]
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
"""Kinds that a bot gets only when it asks for them."""


@dataclass
class Entry:
    """One waiting update. One that is sent again is handed out once, whatever was confirmed."""

    update: Update
    again: bool = False


@dataclass
class Signal:
    """Wakes everyone who waits, each time something happened."""

    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def ring(self) -> None:
        """Wake all who wait now."""
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()

    async def until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is true, at most so long; return whether it is."""
        try:
            async with asyncio.timeout(seconds):
                while not true():
                    ring = asyncio.get_running_loop().create_future()
                    self._waiting.add(ring)
                    await ring
        except TimeoutError:
            return true()
        return True


def kind(update: Update) -> str:
    """Return what an update is about: `message`, `callback_query` …"""
    return next(key for key in update if key != "update_id")


def chat_of(update: Update) -> int:
    """Return the chat an update belongs to: those of one chat are posted in order."""
    body = update[kind(update)]
    chat = body.get("chat") or body.get("message", {}).get("chat") or body["from"]
    return int(chat["id"])


@dataclass
class Waiting:
    """The updates that the bot has not confirmed."""

    signal: Signal
    allowed: list[str] = field(default_factory=list)
    """Kinds the bot asked for; empty means all but a few."""
    entries: list[Entry] = field(default_factory=list)
    _last: int = 100_000

    def new(self, kind: str, body: dict[str, Any]) -> Update:
        """Give an update its number, and keep it if the bot asked for its kind."""
        self._last += 1
        update = {"update_id": self._last, kind: body}
        if kind in self.allowed or (not self.allowed and kind not in UNASKED):
            self.add(Entry(update))
        return update

    def add(self, *entries: Entry) -> None:
        """Put entries at the end and wake whoever waits for them."""
        self.entries.extend(entries)
        self.signal.ring()

    def confirm(self, offset: int) -> None:
        """Forget what lies before an offset; a negative one counts from the end."""
        if offset < 0:
            self.entries = self.entries[offset:]
        self.entries = [e for e in self.entries if e.again or e.update["update_id"] >= offset]
        self.signal.ring()

    def take(self, limit: int) -> list[Update]:
        """Return the oldest; they stay until they are confirmed, but those sent again are gone."""
        handed = self.entries[:limit]
        self.forget(entry for entry in handed if entry.again)
        return [entry.update for entry in handed]

    def forget(self, entries: Iterable[Entry]) -> None:
        """Take entries away."""
        gone = {id(entry) for entry in entries}
        self.entries = [entry for entry in self.entries if id(entry) not in gone]
        self.signal.ring()

    def allow(self, kinds: Any) -> None:
        """Set what the bot asks for; None leaves it as it was."""
        if isinstance(kinds, list):
            self.allowed = [str(kind) for kind in kinds]
