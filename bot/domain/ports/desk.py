"""What a channel talks to: it takes turns, and hands out the news that others caused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from bot.domain.message.chat import ReplyTo
from bot.domain.message.message import Inbound, Reply
from bot.domain.person.person import Person
from bot.domain.ports.store import Past, Said
from bot.domain.turn.off import Off


@dataclass(frozen=True, slots=True)
class Notice:
    """News for a person, in that person's language. `number` grows; readers ask for those after the last.

    `seen` tells that it had been delivered before, here or in another channel.
    """

    number: int
    to: str
    reply: Reply
    at: dt.datetime
    seen: bool = False


class Desk(Protocol):
    """What a channel talks to: takes turns, and hands out the news that others caused."""

    async def take(
        self, channel: str, update_id: str, person: Person, turn: Inbound, to: ReplyTo | None = None
    ) -> Said:
        """Take one turn. The same update id of a channel again gives the same answer and does nothing.

        With `to` the answers are also put into the post, in the same transaction.
        """

    async def opening(self, person: Person, lang: str | None = None) -> Said:
        """Return what to show when a person comes (back): the question that is open, or a welcome.

        `lang` is the language of the person's client, which counts until the talk has one of its own.
        """

    async def notices(
        self, person: Person, after: int, lang: str | None = None, *, seen: bool = True
    ) -> tuple[Notice, ...]:
        """Return the news for a person with a number above `after`, oldest first; `lang` as in `opening`.

        They count as delivered, unless `seen` is False: a page that nobody looks at has shown them to nobody.
        """

    async def seen(self, person: Person, number: int) -> None:
        """Take note that the news up to this number were shown to the person: they are delivered."""

    async def past(self, person: Person, channel: str) -> tuple[Past, ...]:
        """Return the talk so far in a channel, the oldest first; nothing unless its person wants it kept."""

    async def wait(self, person: Person, seconds: float) -> None:
        """Return when there may be news for this person, at the latest after `seconds`."""

    async def ready(self) -> bool:
        """Tell whether turns can be taken now (the database answers)."""

    async def off(self) -> Off | None:
        """Return since when and why the whole service is switched off, None while it is on."""
