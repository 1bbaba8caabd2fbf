"""Everything a handler may look at while it decides a turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.dialog.dialog import Dialog
from bot.domain.clock.norway import norwegian as norwegian
from bot.domain.message.button_id import ButtonId, Parts
from bot.domain.message.event import Event
from bot.domain.message.message import Choice, Inbound, Reply, Surface
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person
from bot.domain.turn.outcome import Audit, CountQuestion, Effect, Outcome, OutcomeKind, Verdict
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.entry import KnowledgeBase
from bot.understanding.follow_up import FollowUps
from bot.understanding.heard import NOTHING, Finder, Heard


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the assistant knows: the texts, the search over them, and the directory.

    `keep_unanswered` tells whether the service lets masked questions without an answer be kept. `chats` tells
    whether it is in Telegram or Teams, too; `telegram` is what links call the bot there, "" for no links.
    `follow_ups` reads a message by the answer before it. `letters_from` is who sends letters, "" for none.
    """

    base: KnowledgeBase
    search: Finder
    directory: Directory
    keep_unanswered: bool = True
    chats: bool = False
    telegram: str = ""
    follow_ups: FollowUps | None = None
    letters_from: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One turn, with all that it may depend on. `lang` is the language of the replies."""

    turn: Inbound
    session: Session
    person: Person
    snapshot: TurnSnapshot
    know: Knowledge
    now: dt.datetime
    lang: str
    handlers: tuple[Handler, ...]
    heard: Heard = NOTHING

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of this turn."""
        return self.know.base.words.say(self.lang, key, **values)

    def button(self, choice_id: ButtonId, key: str, **values: object) -> Choice:
        """Return a button whose label stands in the words under `key`."""
        return Choice(choice_id, self.say(key, **values))

    def day(self, date: dt.date) -> str:
        """Return a date as people in Norway write it."""
        return date.strftime("%d.%m.%Y")

    def counted(self, topic: str, kind: OutcomeKind | Verdict) -> CountQuestion:
        """Return the effect that counts a question of this person, or what was said of its answer."""
        return CountQuestion(topic, kind, self.lang, self.person.role, self.person.service or "")

    def reply(
        self,
        *replies: Reply,
        session: Session | None = None,
        effects: tuple[Effect, ...] = (),
        kind: OutcomeKind = OutcomeKind.DIALOG,
        topics: tuple[str, ...] = (),
        confidence: float = 1.0,
        erase: bool = False,
        record: tuple[Audit, ...] = (),
    ) -> Outcome:
        """Return an outcome of these replies; the session stays as it is unless another is given."""
        return Outcome(
            replies=replies,
            session=session or self.session,
            effects=effects,
            kind=kind,
            topics=topics,
            confidence=confidence,
            erase=erase,
            lang=self.lang,
            record=record,
        )


EVERYWHERE = frozenset(Surface)
"""The surfaces of a handler that answers about nobody: groups and channels for questions, too."""


class Handler(Protocol):
    """One thing the assistant can do.

    `name` is the prefix of its buttons (see `ButtonId`) and the key of the phrases that start it
    (`intents.<name>`). `topic` is the knowledge topic that explains it, if there is one. `surfaces` are
    those in which it may be used.
    """

    name: str
    topic: str | None
    surfaces: frozenset[Surface]

    def start(self, ctx: Context) -> Outcome:
        """Answer somebody who typed a phrase of this handler."""

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """Answer a press of one of this handler's buttons; None when it has no such button."""

    def happened(self, ctx: Context, event: Event) -> Outcome | None:
        """Answer what the gateway found out, if it is this handler's."""

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """Answer typed text that this handler alone understands (such as a referral's code), or None."""

    def dialog(self) -> Dialog | None:
        """Return the dialog that this handler leads, if it leads one."""

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """Answer at the end of the dialog."""

    def ahead(self, ctx: Context) -> str:
        """Return what the summary of the dialog says of what comes of it, or ""."""


class Plain:
    """What most handlers share: no dialog, no buttons, nothing typed but their phrases; not for groups."""

    name = ""
    topic: str | None = None
    surfaces: frozenset[Surface] = frozenset({Surface.ALL})

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        raise NotImplementedError

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        return None if parts else self.start(ctx)

    def happened(self, ctx: Context, event: Event) -> Outcome | None:
        """See Handler."""
        return None

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        return None

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return None

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        raise NotImplementedError

    def ahead(self, ctx: Context) -> str:
        """See Handler."""
        return ""
