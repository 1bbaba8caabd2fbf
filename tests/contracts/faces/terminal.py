"""The terminal: lines in, a printed screen out, each person at a terminal of their own."""

from __future__ import annotations

import asyncio
import io
import queue
import re
import sys
from contextvars import ContextVar
from typing import Any

from rich.console import Console

from bot.channels.terminal import Chat
from bot.domain.person.person import Person, Role
from tests.contracts.faces.faces import HANDLERS, Seen, about
from tests.handlers.house import House
from tests.handlers.talk import say

_who: ContextVar[Terminal] = ContextVar("_who")
PATHS = {"photo": "/hjem/bilde.png", "voice": "/hjem/lyd.ogg", "file": "'/hjem/brev.docx'"}


class Keyboard:
    """Standard input: whoever reads gets what was typed at their own terminal."""

    def readline(self) -> str:
        """Wait for a line; "" when the terminal is closed."""
        at = _who.get()
        at.waits += 1
        return at.typed.get()


class Terminal:
    """Somebody's terminal with a chat that runs in it."""

    def __init__(self) -> None:
        self.typed: queue.Queue[str] = queue.Queue()
        self.waits = 0
        self.screen = io.StringIO()
        self.read = 0

    async def start(self, chat: Chat) -> None:
        """Begin to chat."""
        _who.set(self)
        self.running = asyncio.create_task(chat.run())
        await self.ready(1)

    async def ready(self, lines: int) -> None:
        """Wait until another line can be typed."""
        async with asyncio.timeout(20):
            while self.waits < lines:
                await asyncio.sleep(0.005)

    async def types(self, line: str) -> None:
        """Type a line, and wait until it was answered."""
        before = self.waits
        self.typed.put(line + "\n")
        await self.ready(before + 1)

    def new(self) -> str:
        """Return what was printed since the last look."""
        shown = self.screen.getvalue()
        fresh, self.read = shown[self.read :], len(shown)
        return fresh


class TerminalFace:
    """See faces.Face."""

    def __init__(self) -> None:
        self.house = House(HANDLERS)
        self._at: dict[str, Terminal] = {}
        self._stdin, sys.stdin = sys.stdin, Keyboard()

    def _terminal(self, who: str) -> Terminal:
        if who not in self._at:
            known: dict[str, Any] = about(who)
            person = Person(known.pop("id"), Role(known.pop("role")), **known)
            self.house._run(self.house.app.store.add_people([person]))
            at = self._at[who] = Terminal()
            chat = Chat(
                self.house.app.turns, self.house.app.words, person, Console(file=at.screen, width=5000)
            )
            self.house._run(at.start(chat))
            at.new()
        return self._at[who]

    def says(self, who: str, text: str) -> list[Seen]:
        """See Face."""
        at = self._terminal(who)
        at.new()
        self.house._run(at.types(text))
        return [_seen(at.new())]

    def presses(self, who: str, token: Any) -> list[Seen]:
        """See Face."""
        return self.says(who, token)

    def sends(self, who: str, kind: str) -> list[Seen] | None:
        """See Face."""
        return self.says(who, PATHS[kind]) if kind in PATHS else None

    def edits(self, who: str, text: str) -> list[Seen] | None:
        """See Face."""
        return None

    def news(self, who: str) -> list[Seen]:
        """See Face."""
        at = self._terminal(who)

        async def look() -> str:
            async with asyncio.timeout(10):
                while len(at.screen.getvalue()) == at.read:
                    await asyncio.sleep(0.01)
            return at.new()

        return [_seen(self.house._run(look()))]

    def greeting(self, lang: str) -> str | None:
        """See Face."""
        return None

    def deletion(self, who: str) -> str:
        """See Face."""
        warned = say("nb", "guard.instead") in self._at[who].screen.getvalue()
        return "warns only" if warned else "nothing"

    def leaves(self, who: str) -> bool:
        """See Face."""
        return False

    def waiting(self) -> list[str]:
        """See Face."""
        return []

    def close(self) -> None:
        """See Face."""
        for at in self._at.values():
            at.typed.put("")
            self.house._run(asyncio.wait_for(at.running, 20))
        sys.stdin = self._stdin
        self.house.close()


def _seen(printed: str) -> Seen:
    choices = {label: number for number, label in re.findall(r"^  (\d+) (.+?) *$", printed, re.MULTILINE)}
    text = "\n".join(line.rstrip() for line in printed.splitlines())
    drawn = "\n".join(re.findall(r"^.*\n[■□▨▫]+$", text, re.MULTILINE))
    pictures = [(drawn.encode(), text)] if drawn else []
    return Seen(text, choices, re.findall(r"https?://\S+", text), pictures=pictures)
