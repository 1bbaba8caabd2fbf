"""Everything a handler may look at while it decides a turn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.conversation.dialog import Dialog
from bot.domain.directory import Directory
from bot.domain.message import Choice, Inbound, Reply, Room
from bot.domain.norway import norwegian as norwegian
from bot.domain.outcome import Audit, Effect, Kind, Outcome
from bot.domain.person import Person
from bot.domain.session import Session
from bot.domain.world import World
from bot.knowledge.entry import KnowledgeBase
from bot.understanding.follow_up import FollowUps
from bot.understanding.heard import NOTHING, Finder, Heard


@dataclass(frozen=True, slots=True)
class Knowing:
    """What the assistant knows: the texts, the search over them, and the directory.

    `keep_unanswered` tells whether the service lets masked questions without an answer be kept. `chats` tells
    whether it is in Telegram or Teams, too; `telegram` is what links call the bot there, "" for no links.
    `follow_ups` reads a message by the answer before it.
    """

    base: KnowledgeBase
    search: Finder
    directory: Directory
    keep_unanswered: bool = True
    chats: bool = False
    telegram: str = ""
    follow_ups: FollowUps | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """One turn, with all that it may depend on. `lang` is the language of the replies."""

    turn: Inbound
    session: Session
    person: Person
    world: World
    know: Knowing
    now: dt.datetime
    lang: str
    handlers: tuple[Handler, ...]
    heard: Heard = NOTHING

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of this turn."""
        return self.know.base.words.say(self.lang, key, **values)

    def button(self, choice_id: str, key: str, **values: object) -> Choice:
        """Return a button whose label stands in the words under `key`."""
        return Choice(choice_id, self.say(key, **values))

    def day(self, date: dt.date) -> str:
        """Return a date as people in Norway write it."""
        return date.strftime("%d.%m.%Y")

    def reply(
        self,
        *replies: Reply,
        session: Session | None = None,
        effects: tuple[Effect, ...] = (),
        kind: Kind = Kind.DIALOG,
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


EVERYWHERE = frozenset(Room)
"""The rooms of a handler that answers about nobody: groups and channels for questions, too."""


class Handler(Protocol):
    """One thing the assistant can do.

    `name` is the prefix of its buttons ("name:rest") and the key of the phrases that start it
    (`intents.<name>`). `topic` is the knowledge topic that explains it, if there is one. `rooms` are those in
    which it may be used.
    """

    name: str
    topic: str | None
    rooms: frozenset[Room]

    def start(self, ctx: Context) -> Outcome:
        """Answer somebody who typed a phrase of this handler."""

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """Answer a press of one of this handler's buttons; None when it has no such button."""

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """Answer typed text that this handler alone understands (such as a referral's code), or None."""

    def dialog(self) -> Dialog | None:
        """Return the dialog that this handler leads, if it leads one."""

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """Answer at the end of the dialog."""


class Plain:
    """What most handlers share: no dialog, no buttons, nothing typed but their phrases; not for groups."""

    name = ""
    topic: str | None = None
    rooms: frozenset[Room] = frozenset({Room.ALL})

    def start(self, ctx: Context) -> Outcome:
        """See Handler."""
        raise NotImplementedError

    def press(self, ctx: Context, rest: str) -> Outcome | None:
        """See Handler."""
        return None if rest else self.start(ctx)

    def typed(self, ctx: Context, text: str) -> Outcome | None:
        """See Handler."""
        return None

    def dialog(self) -> Dialog | None:
        """See Handler."""
        return None

    def conclude(self, ctx: Context, answers: Mapping[str, str], conclusion: str) -> Outcome:
        """See Handler."""
        raise NotImplementedError
