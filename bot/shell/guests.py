"""Answers people who are not signed in: a turn of nobody, after nothing, of which nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from bot.conversation import engine
from bot.conversation.context import Handler, Knowledge
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Inbound, Surface
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Clock, Said
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.shell.turns import always_on
from bot.understanding.heard import NOTHING, understand

GUEST = Person("guest", Role.GUEST)
UPDATE = "guest"
"""No update is remembered, so one name will do."""

_LISTENER = ThreadPoolExecutor(1, "guest")
"""Guests wait for each other, and hold up nobody who is signed in."""


class GuestDesk:
    """See ports.Guests. `link` is where everything can be done."""

    def __init__(
        self,
        know: Knowledge,
        handlers: tuple[Handler, ...],
        clock: Clock,
        link: str = "",
        off: Callable[[], Awaitable[Off | None]] = always_on,
    ) -> None:
        self._know = know
        self._handlers = handlers
        self._clock = clock
        self._link = link
        self._off = off

    async def opening(self, lang: str) -> Said:
        """See ports.Guests."""
        now, off = self._clock.now(), await self._off()
        return _said(
            engine.welcome(Session(lang), GUEST, TurnSnapshot(), self._know, now, self._handlers, off)
        )

    async def asked(self, text: str, lang: str, *, linked: bool = False) -> Said:
        """See ports.Guests."""
        turn = Inbound(
            UPDATE, text=text, forwarded=linked, surface=Surface.QUESTIONS, lang=lang, elsewhere=self._link
        )
        return await self._taken(turn, lang)

    async def topic(self, topic: str, lang: str) -> Said:
        """See ports.Guests."""
        turn = Inbound(
            UPDATE, press=ButtonId("topic", topic), surface=Surface.QUESTIONS, elsewhere=self._link
        )
        return await self._taken(turn, lang)

    async def _taken(self, turn: Inbound, lang: str) -> Said:
        know, loop = self._know, asyncio.get_running_loop()
        heard = NOTHING
        if turn.words:
            heard = await loop.run_in_executor(_LISTENER, understand, turn, know.search, know.base.words)
        now, off = self._clock.now(), await self._off()
        return _said(
            engine.decide(turn, Session(lang), GUEST, TurnSnapshot(), know, now, self._handlers, heard, off)
        )


def _said(outcome: Outcome) -> Said:
    """Return what is said; effects and session are let go."""
    return Said(outcome.replies, outcome.kind.value, outcome.erase, outcome.lang, outcome.topics)
