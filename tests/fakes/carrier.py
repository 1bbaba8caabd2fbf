"""A chat service in memory: keeps what was carried, and fails as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.domain.chat import Act, Posting, Turn, at_once


class MemoryCarrier:
    """See chat.Carrier. `faults` are raised one after the other; `gone` are chats that nobody is in."""

    def __init__(self, name: str = "telegram", faults: Iterable[Exception] = ()) -> None:
        self.name = name
        self.faults = list(faults)
        self.gone: dict[str, Exception] = {}
        self.hanging: set[str] = set()
        self.carried: list[Posting] = []
        self.tried: list[str] = []

    async def carry(self, posting: Posting, turn: Turn = at_once) -> str:
        """See chat.Carrier."""
        self.tried.append(posting.key)
        if posting.address.chat in self.hanging:
            await asyncio.sleep(3600)
        if self.faults:
            raise self.faults.pop(0)
        if fault := self.gone.get(posting.address.chat):
            raise fault
        self.carried.append(posting)
        return f"m{len(self.carried)}"

    def texts(self, chat: str) -> list[str]:
        """Return what was said in a chat, in order."""
        spoken = (Act.SAY, Act.TELL)
        mine = (p for p in self.carried if p.address.chat == chat and p.act in spoken)
        return [p.reply.text for p in mine if p.reply]
