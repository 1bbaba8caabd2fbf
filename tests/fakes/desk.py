"""A desk in memory: the whole protocol, with answers that a test chooses."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.domain.message.chat import ReplyTo
from bot.domain.message.message import Inbound, Reply
from bot.domain.person.person import Person
from bot.domain.ports.desk import Notice
from bot.domain.ports.store import Past, Said, StoreFault
from bot.domain.turn.off import Off

NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
Answers = Callable[[Person, Inbound], Said]


def echo(person: Person, turn: Inbound) -> Said:
    """Answer with what was written or pressed."""
    return Said((Reply(turn.text if turn.text is not None else f"press {turn.press}"),), "answer")


class MemoryDesk:
    """Takes turns, remembers updates, holds news.

    `broken` makes it fail like a lost database; `waiting` counts those who wait for news now.
    """

    def __init__(self, answers: Answers = echo, welcome: Reply | None = None) -> None:
        self.answers = answers
        self.open: dict[str, Said] = {}
        self.turns: list[Inbound] = []
        self.broken = False
        self.kept: tuple[Past, ...] = ()
        self.waiting = 0
        self.switched_off: Off | None = None
        self._welcome = Said((welcome or Reply("Hei!"),), "dialog")
        self._said: dict[tuple[str, str], Said] = {}
        self._news: list[Notice] = []
        self._woken = asyncio.Condition()

    async def take(
        self, channel: str, update_id: str, person: Person, turn: Inbound, to: ReplyTo | None = None
    ) -> Said:
        """See ports.Desk."""
        if self.broken:
            raise StoreFault("the disk is gone")
        key = (channel, update_id)
        if key not in self._said:
            self.turns.append(turn)
            said = self._said[key] = self.answers(person, turn)
            if any(choice.id.startswith("d:") for reply in said.replies for choice in reply.choices):
                self.open[person.id] = said
            else:
                self.open.pop(person.id, None)
        return self._said[key]

    async def opening(self, person: Person, lang: str | None = None) -> Said:
        """See ports.Desk."""
        return self.open.get(person.id, self._welcome)

    async def notices(
        self, person: Person, after: int, lang: str | None = None, *, seen: bool = True
    ) -> tuple[Notice, ...]:
        """See ports.Desk."""
        if self.broken:
            raise StoreFault("the disk is gone")
        fresh = tuple(n for n in self._news if n.to == person.id and n.number > after)
        if seen and fresh:
            await self.seen(person, fresh[-1].number)
        return fresh

    async def seen(self, person: Person, number: int) -> None:
        """See ports.Desk."""
        if self.broken:
            raise StoreFault("the disk is gone")
        self._news = [
            replace(n, seen=True) if n.to == person.id and n.number <= number else n for n in self._news
        ]

    def delivered(self, person_id: str) -> list[int]:
        """Return the numbers of the news that this person has seen."""
        return [n.number for n in self._news if n.to == person_id and n.seen]

    async def past(self, person: Person, channel: str) -> tuple[Past, ...]:
        """See ports.Desk."""
        return self.kept

    async def wait(self, person: Person, seconds: float) -> None:
        """See ports.Desk."""
        self.waiting += 1
        try:
            async with asyncio.timeout(seconds), self._woken:
                await self._woken.wait()
        except TimeoutError:
            return
        finally:
            self.waiting -= 1

    async def ready(self) -> bool:
        """See ports.Desk."""
        return not self.broken

    async def off(self) -> Off | None:
        """See ports.Desk."""
        return self.switched_off

    async def tell(self, person_id: str, reply: Reply) -> None:
        """Send news to a person."""
        self._news.append(Notice(len(self._news) + 1, person_id, reply, NOW))
        async with self._woken:
            self._woken.notify_all()
