"""Puts a person's inbox together: reads in one transaction, lets the handlers say what stands there."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context, Knowledge, norwegian
from bot.domain.message.button_id import ButtonId
from bot.domain.message.inbox import Board, Figures
from bot.domain.message.message import Inbound
from bot.domain.person.person import Capability, Person
from bot.domain.ports.store import Clock
from bot.domain.referral.expiry import expired
from bot.storage.store import Store
from handlers import ORDER
from handlers.oversight import inbox, statistics

NOTHING_SAID = Inbound("inbox", press=ButtonId("inbox"))
"""The handlers' texts need a turn to stand in; nobody said anything here."""


class StoredInbox:
    """See domain.inbox.Inbox."""

    def __init__(self, store: Store, know: Knowledge, clock: Clock) -> None:
        self._store = store
        self._know = know
        self._clock = clock

    async def board(self, person: Person, lang: str | None = None) -> Board | None:
        """See domain.inbox.Inbox."""
        if not (person.may(Capability.HANDLE) or person.may(Capability.OVERSEE)):
            return None
        now = norwegian(self._clock.now())
        async with self._store.inbox_unit() as unit:
            known = await unit.known(person.id)
            session = await unit.session(person.id, lang)
            snapshot, left_out = await unit.everything(person, now.date())
            newest = await unit.newest(person)
        spoken = (known.lang if known else None) or session.lang
        current, _ = expired(snapshot, now, self._know.directory)  # the sweep writes it down
        ctx = Context(NOTHING_SAID, session, person, current, self._know, now, spoken, ORDER)
        found = inbox.board(ctx)
        return replace(found, left_out=left_out, newest=newest) if found else None

    async def figures(self, person: Person, lang: str | None = None) -> Figures | None:
        """See domain.inbox.Inbox."""
        if not person.may(Capability.OVERSEE):
            return None
        now = norwegian(self._clock.now())
        async with self._store.inbox_unit() as unit:
            known = await unit.known(person.id)
            session = await unit.session(person.id, lang)
            reader = unit.reader(person, (), now.date())
            await reader.read("statistics")
            await reader.read("loads")
        spoken = (known.lang if known else None) or session.lang
        ctx = Context(NOTHING_SAID, session, person, reader.snapshot, self._know, now, spoken, ORDER)
        return statistics.page(ctx)
