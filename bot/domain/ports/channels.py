"""What chat channels ask of the store: who is who in a channel, and the post that goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.message.chat import Address, InboundUpdate, Operation, OutboundMessage
from bot.domain.message.message import Reply
from bot.domain.person.person import Person
from bot.domain.ports.store import News


@dataclass(frozen=True, slots=True)
class Due:
    """An outbound message that waits for its turn, and since when."""

    number: int
    channel: str
    chat: str
    group: bool
    act: Operation
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that is being tried. Where it brings news, these are worded now, for whoever reads them."""

    outbound: OutboundMessage
    news: News | None = None


class Accounts(Protocol):
    """Who is who in which channel. Raises ports.StoreFault when the store fails."""

    async def visit(self, arrived: InboundUpdate, stranger: str, at: dt.datetime) -> Person:
        """Return the person behind a channel's user, a new guest with id `stranger` at the first visit.

        Notes where the person is to be reached now.
        """

    async def link(self, arrived: InboundUpdate, digest: str, at: dt.datetime) -> Person | None:
        """Make the channel's user the person whose invitation it is; None if there is none to be used.

        The same update again is linked still; whoever else uses the code, or uses it again, is not.
        """

    async def unlink(self, arrived: InboundUpdate, at: dt.datetime) -> bool:
        """Forget who a channel's user is; tell whether anybody was known."""

    async def left(self, address: Address, at: dt.datetime) -> None:
        """Note that a chat reaches nobody any more; its news go another way.

        If it was a team's channel, it is that no longer, and the team's method supervisor is told.
        """

    async def for_team(self, digest: str, at: dt.datetime) -> bool:
        """Tell whether there is an unused code of this digest that is for a team's channel."""

    async def connect(
        self, arrived: InboundUpdate, digest: str, farewell: Mapping[str, Reply], at: dt.datetime
    ) -> str | None:
        """Make the group's feed the channel of the team whose code it is; return the team, or None.

        The team's channel until now is told in its language by `farewell`. The same update again connects
        nothing anew.
        """

    async def disconnect(self, address: Address, at: dt.datetime) -> bool:
        """Let a group be no team's channel any more; tell whether it was one. Its supervisor is told."""


class OutboxStore(Protocol):
    """The outbox, as its worker sees it. Raises ports.StoreFault when the store fails."""

    async def due(self, now: dt.datetime, channels: Iterable[str], most: int) -> tuple[Due, ...]:
        """Return the first undone message of each chat that may be tried now, the oldest first."""

    async def take(self, number: int, now: dt.datetime, until: dt.datetime) -> Taken | None:
        """Count a try, keep everybody else from it until a moment, and return it; None if it is not free."""

    async def done(self, outbound: OutboundMessage, message: str, at: dt.datetime) -> None:
        """Note that it was carried, and forget its text. News that it brought count as delivered."""

    async def put_off(self, outbound: OutboundMessage, until: dt.datetime) -> None:
        """Let it be tried again at a moment."""

    async def strike_out(self, number: int, at: dt.datetime) -> None:
        """The same for a row that cannot even be read."""

    async def drop(self, outbound: OutboundMessage, at: dt.datetime) -> None:
        """Give it up, and forget its text. News in it stay undelivered: they go by e-mail."""
