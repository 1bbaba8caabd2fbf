"""What is asked of whoever answers people that are not signed in."""

from __future__ import annotations

from typing import Protocol

from bot.domain.ports.store import Said


class Guests(Protocol):
    """Answers somebody unknown. Nothing is written of it: no talk, no count, nothing that had no answer."""

    async def opening(self, lang: str) -> Said:
        """Return the first page for a guest, with its examples."""

    async def asked(self, text: str, lang: str, *, linked: bool = False) -> Said:
        """Return the answer to a question, to danger first of all; `linked` tells that a link brought it."""

    async def topic(self, topic: str, lang: str) -> Said:
        """Return what is known of a topic, by its id."""
