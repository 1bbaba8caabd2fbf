"""A chat service in memory: keeps what was carried, and fails as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.domain.message.chat import Operation, OutboundMessage, Turn, at_once


class MemorySender:
    """See chat.Carrier. `faults` are raised one after the other; `gone` are chats that nobody is in."""

    def __init__(self, name: str = "telegram", faults: Iterable[Exception] = ()) -> None:
        self.name = name
        self.faults = list(faults)
        self.gone: dict[str, Exception] = {}
        self.hanging: set[str] = set()
        self.carried: list[OutboundMessage] = []
        self.tried: list[str] = []

    async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
        """See chat.Carrier."""
        self.tried.append(outbound.key)
        if outbound.address.chat in self.hanging:
            await asyncio.sleep(3600)
        if self.faults:
            raise self.faults.pop(0)
        if fault := self.gone.get(outbound.address.chat):
            raise fault
        self.carried.append(outbound)
        return f"m{len(self.carried)}"

    def texts(self, chat: str) -> list[str]:
        """Return what was said in a chat, in order."""
        spoken = (Operation.SAY, Operation.TELL)
        mine = (p for p in self.carried if p.address.chat == chat and p.act in spoken)
        return [p.reply.text for p in mine if p.reply]
