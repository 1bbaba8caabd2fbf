"""Puts the pages of newsletter and instruction together, and writes what is done there, as the chat does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from bot.conversation.context import norwegian
from bot.domain.audit.entry import AuditAction
from bot.domain.news.desk import NewsletterSight, ReceiptSight
from bot.domain.news.instruction import DAYS, unasked
from bot.domain.news.newsletter import Move, Phase
from bot.domain.person.person import Capability, Person
from bot.domain.ports.store import Clock
from bot.domain.sharing.rules import VERSION
from bot.domain.turn.outcome import AskToRead, Audit, Effect, MoveNewsletter, WriteNewsletter
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import LANGUAGES
from bot.safety import identifying
from bot.storage.store import Store
from handlers.news.newsletter import ACTS


class StoredBulletin:
    """See domain.news.desk.Bulletin."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def newsletter(self, person: Person, lang: str | None = None) -> NewsletterSight | None:
        """See Bulletin."""
        if not person.may(Capability.OVERSEE):
            return None
        spoken, read = await self._read(person, lang, "newsletters")
        return NewsletterSight(spoken, read.newsletters)

    async def write(self, person: Person, texts: Mapping[str, str]) -> tuple[str, ...]:
        """See Bulletin."""
        sight = await self.newsletter(person)
        known = sight.news.current if sight else None
        if sight is None or (known and known.phase is not Phase.DRAFT):
            return ()
        old = known.texts if known else {}
        new = {lang: text.strip() for lang, text in texts.items() if text.strip() != old.get(lang, "")}
        if seen := _seen_in(new):
            return seen
        await self._apply(WriteNewsletter(lang, text) for lang, text in new.items())
        return ()

    async def move(self, person: Person, number: int, move: Move) -> tuple[str, ...]:
        """See Bulletin."""
        sight = await self.newsletter(person)
        known = sight.news.current if sight else None
        if known is None or not known.stands_for(move, number):
            return ()
        if move is Move.SEND and not known.is_ready(LANGUAGES):
            return ()
        if move in (Move.SEND, Move.RESUME) and (seen := _seen_in(known.texts)):
            return seen
        await self._apply((MoveNewsletter(number, move), Audit(person.id, ACTS[move], str(number))))
        return ()

    async def receipts(self, person: Person, lang: str | None = None) -> ReceiptSight | None:
        """See Bulletin."""
        found = await self._receipts(person, lang)
        if found is not None:
            await self._apply((Audit(person.id, AuditAction.RECEIPTS_READ, VERSION),))
        return found

    async def ask(self, person: Person) -> int:
        """See Bulletin."""
        sight = await self._receipts(person, None)
        left = unasked(sight.receipts, VERSION) if sight else frozenset()
        if sight is None or not left:
            return 0
        ask = AskToRead(person.id, VERSION, sight.today + dt.timedelta(days=DAYS), left)
        await self._apply((ask, Audit(person.id, AuditAction.READING_ASKED, VERSION)))
        return len(left)

    async def _receipts(self, person: Person, lang: str | None) -> ReceiptSight | None:
        if not (person.may(Capability.OVERSEE) or person.may(Capability.CONNECT)):
            return None
        spoken, read = await self._read(person, lang, "receipts")
        return ReceiptSight(spoken, VERSION, norwegian(self._clock.now()).date(), read.receipts)

    async def _read(self, person: Person, lang: str | None, part: str) -> tuple[str, TurnSnapshot]:
        """Return the language of a person, and the one part of the snapshot."""
        async with self._store.inbox_unit() as unit:
            known = await unit.known(person.id)
            session = await unit.session(person.id, lang)
            reader = unit.reader(person, (), norwegian(self._clock.now()).date())
            await reader.read(part)
            return (known.lang if known else None) or session.lang, reader.snapshot

    async def _apply(self, effects: Iterable[Effect]) -> None:
        await self._store.apply(effects, self._clock.now())


def _seen_in(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages whose text shows the guard who somebody is."""
    return tuple(lang for lang in LANGUAGES if identifying(texts.get(lang, "")))
