"""Puts a curator's page together, and writes what is proposed and decided there, as the chat does."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from bot.conversation.context import Knowledge, norwegian
from bot.conversation.gaps.nearest import nearest
from bot.conversation.gaps.unanswered import is_whole
from bot.conversation.gaps.verdicts import by_topic
from bot.domain.audit.entry import AuditAction
from bot.domain.curating.board import AskedText, Board, Due, GroupView, Missed
from bot.domain.curating.change import KbChange, Proposal, Stage
from bot.domain.person.person import Capability, Person
from bot.domain.ports.store import Clock
from bot.domain.turn.outcome import Audit, DecideChange, ProposeChange, SettleUnanswered
from bot.domain.turn.unanswered import Group, Unanswered
from bot.knowledge.base.entry import LANGUAGES
from bot.knowledge.search.groups import by_letters, by_meaning
from bot.knowledge.search.search import Parts
from bot.safety import stops
from bot.storage.store import Store

MOST = 60
"""How many questions are looked at; the most asked come first."""

TOPIC = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
"""How the id of a topic looks; it becomes the name of files."""

MOST_TEXTS, SOON = 8, dt.timedelta(days=30)


class StoredCurating:
    """See domain.curating.board.Curating."""

    def __init__(self, store: Store, know: Knowledge, clock: Clock) -> None:
        self._store = store
        self._know = know
        self._clock = clock
        self._seen: tuple[tuple[Unanswered, ...], str, tuple[GroupView, ...]] = ((), "", ())

    async def board(self, person: Person, lang: str | None = None) -> Board | None:
        """See Curating."""
        if not person.may(Capability.OVERSEE):
            return None
        today = norwegian(self._clock.now()).date()
        async with self._store.inbox_unit() as unit:
            known = await unit.known(person.id)
            session = await unit.session(person.id, lang)
            reader = unit.reader(person, (), today)
            for part in ("verdicts", "kb_changes"):
                await reader.read(part)
        spoken = (known.lang if known else None) or session.lang
        questions = await self._store.unanswered(MOST)
        groups = await asyncio.to_thread(self._groups, questions, spoken)
        titles = {
            t.id: t.question for (language, _), t in self._know.base.topics.items() if language == spoken
        }
        read = reader.snapshot
        return Board(
            lang=spoken,
            groups=groups,
            missed=_missed(by_topic(self._know.base, read.verdicts), titles),
            changes=read.kb_changes,
            due=self._due(spoken, today),
            titles=titles,
            kept=self._know.keep_unanswered,
        )

    def _groups(self, questions: tuple[Unanswered, ...], lang: str) -> tuple[GroupView, ...]:
        """Return the groups with what is nearest to each; the last ones are remembered."""
        if self._seen[:2] == (questions, lang):
            return self._seen[2]
        parts = getattr(self._know.search, "parts", None)
        found = by_meaning(questions, parts) if isinstance(parts, Parts) else by_letters(questions)
        views = tuple(self._view(group, lang) for group in found)
        self._seen = (questions, lang, views)
        return views

    def _view(self, group: Group, lang: str) -> GroupView:
        first = group.questions[0].text
        texts = (AskedText(q.text, q.lang, q.count, is_whole(q.text)) for q in group.questions[:MOST_TEXTS])
        near = nearest(self._know.search, self._know.base, lang, first)
        numbers = tuple(one.number for one in group.questions)
        return GroupView(group.number, numbers, group.count, group.last, tuple(texts), near)

    def _due(self, lang: str, today: dt.date) -> tuple[Due, ...]:
        topics = [t for (language, _), t in self._know.base.topics.items() if language == lang]
        found = [
            Due(t.id, t.question, t.review_by, t.review_by < today)
            for t in topics
            if t.review_by <= today + SOON
        ]
        return tuple(sorted(found, key=lambda due: (due.by, due.topic)))

    async def answers(self, person: Person, topic: str) -> Mapping[str, str] | None:
        """See Curating."""
        if not person.may(Capability.OVERSEE):
            return None
        found = {lang: known.answer for lang in LANGUAGES if (known := self._know.base.topic(lang, topic))}
        return found or None

    async def propose(self, person: Person, proposal: Proposal) -> int | None:
        """See Curating. Texts that are as they were are no change of them."""
        if not person.may(Capability.OVERSEE) or not TOPIC.fullmatch(proposal.topic):
            return None
        old = await self.answers(person, proposal.topic) or {}
        texts = {lang: text for lang, text in proposal.texts.items() if text and text != old.get(lang)}
        if not texts or any(stops(text) for text in texts.values()):
            return None
        what = replace(proposal, texts=texts)
        await self._write(person, what.topic, AuditAction.TEXT_PROPOSED, ProposeChange(what, person.id))
        newest = await self._store.kb_changes()
        return next((one.number for one in newest if one.proposal == what), None)

    async def decide(self, person: Person, number: int, stage: Stage) -> bool:
        """See Curating."""
        found: KbChange | None = next((c for c in await self._store.kb_changes() if c.number == number), None)
        if not person.may(Capability.OVERSEE) or found is None:
            return False
        if stage is Stage.ACCEPTED and not found.can_be_accepted:
            return False
        act = AuditAction.TEXT_ACCEPTED if stage is Stage.ACCEPTED else AuditAction.TEXT_DECLINED
        await self._write(person, found.proposal.topic, act, DecideChange(number, stage, person.id))
        return True

    async def settle(self, person: Person, number: int) -> bool:
        """See Curating."""
        if not person.may(Capability.OVERSEE):
            return False
        group = next((g for g in self._seen[2] if g.number == number), None)
        like = group.numbers if group else (number,)
        await self._store.apply([SettleUnanswered(one) for one in like], self._clock.now())
        return True

    async def _write(
        self, person: Person, thing: str, act: AuditAction, effect: ProposeChange | DecideChange
    ) -> None:
        await self._store.apply([effect, Audit(person.id, act, thing)], self._clock.now())


def _missed(verdicts: Mapping[str, tuple[int, int]], titles: Mapping[str, str]) -> tuple[Missed, ...]:
    found = [Missed(id, titles[id], no, yes) for id, (yes, no) in verdicts.items() if no and id in titles]
    return tuple(sorted(found, key=lambda one: (-one.missed, one.topic)))
