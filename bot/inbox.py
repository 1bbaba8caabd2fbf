"""Puts a person's inbox together: reads in one transaction, lets the handlers say what stands there."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context, Knowing, norwegian
from bot.domain.inbox import Board
from bot.domain.lapse import lapsed
from bot.domain.message import Inbound
from bot.domain.person import Action, Person
from bot.domain.ports import Clock
from bot.storage.store import Store
from handlers import ORDER, inbox

NOTHING_SAID = Inbound("inbox", press="inbox:")
"""The handlers' texts need a turn to stand in; nobody said anything here."""


class StoredInbox:
    """See domain.inbox.Inbox."""

    def __init__(self, store: Store, know: Knowing, clock: Clock) -> None:
        self._store = store
        self._know = know
        self._clock = clock

    async def board(self, person: Person, lang: str | None = None) -> Board | None:
        """See domain.inbox.Inbox."""
        if not (person.may(Action.HANDLE) or person.may(Action.OVERSEE)):
            return None
        now = norwegian(self._clock.now())
        async with self._store.inbox_unit() as unit:
            known = await unit.known(person.id)
            session = await unit.session(person.id, lang)
            world, left_out = await unit.everything(person, now.date())
            newest = await unit.newest(person)
        spoken = (known.lang if known else None) or session.lang
        current, _ = lapsed(world, now, self._know.directory)  # the sweep writes it down
        ctx = Context(NOTHING_SAID, session, person, current, self._know, now, spoken, ORDER)
        found = inbox.board(ctx)
        return replace(found, left_out=left_out, newest=newest) if found else None
