"""What passes between the assistant and a chat that somebody else runs, such as Telegram or Teams.

What comes in is an `InboundUpdate`; what goes out is a row of the outbox, an `OutboundMessage`, written in
the same transaction as the turn it answers. A channel is a `ChannelSender`: it sends one, or raises.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.domain.message.message import Inbound, Reply

EMAIL = "email"
"""The channel of letters. Its chats are people, by their id; where it goes is found out as it goes."""


@dataclass(frozen=True, slots=True)
class Address:
    """A chat of a channel. `place` is what the channel needs to reach it, such as Teams' service URL.

    Of a group, `place["private"]` is where its members find the assistant alone. A group that is closed to
    all but one team of colleagues has `place["feed"]`, the chat where news for all of them begin, and
    `place["within"]`, the chat with which it ends, too: only such a group can become a team's channel.
    """

    channel: str
    chat: str
    group: bool = False
    place: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InboundUpdate:
    """One update of a channel: who did what, and where an answer goes.

    `user` is the channel's own id of the person; `turn` has the channel's id of the update. `message` is the
    channel's id of what was written, so that it can be deleted; `pressed_on` that of the message whose button
    was used, so that its buttons can be taken away. `invitation` is a code that came with a link. `album`
    is the same for messages that were sent as one, such as several pictures.
    """

    user: str
    address: Address
    turn: Inbound
    message: str = ""
    pressed_on: str = ""
    invitation: str = ""
    album: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where the answers to an update go, beside back to whoever asked: in the outbox, with the turn."""

    address: Address
    message: str = ""
    pressed_on: str = ""
    album: str = ""


class Operation(StrEnum):
    """What an outbound message does in a chat."""

    SAY = "say"
    TELL = "tell"
    ERASE = "erase"
    UNBUTTON = "unbutton"
    CHANGE = "change"
    HINT = "hint"
    INVITE = "invite"


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """Something to be done in a chat. `key` is the same however often it is tried; `tries` counts from 1.

    SAY has a `reply` in `lang`, and so has TELL, which nobody asked for: news for a team's channel. ERASE
    and UNBUTTON name the `message`; CHANGE puts its `reply` in the place of the `message`. HINT says that
    there is news, and where to read it, without telling them. INVITE writes a talk into a calendar, or
    strikes it out there: `message` is its line (`case.meeting`). `thing` is the referral's code where it is
    about one; `before` is the channel's id of the last message about the same thing in this chat.
    """

    number: int
    key: str
    address: Address
    act: Operation
    lang: str
    tries: int = 1
    reply: Reply | None = None
    message: str = ""
    thing: str = ""
    before: str = ""


class Gone(Exception):
    """Raised when nobody can be reached there any more: the person blocked the bot, or left."""


class Later(Exception):
    """Raised when the channel could not take a message now; `after_s` is how long it asked to wait."""

    def __init__(self, why: str, after_s: float | None = None) -> None:
        super().__init__(why)
        self.after_s = after_s


class Closed(Later):
    """Raised when the channel takes nothing from anybody now: the next message need not be tried either."""


class Rejected(Exception):
    """Raised when the channel will never take this message; the message is for the log: no text of users."""


Turn = Callable[[], Awaitable[None]]
"""Waits until one more message may be sent to the same chat."""


async def at_once() -> None:
    """Wait for nothing; see Turn."""


class ChannelSender(Protocol):
    """A channel, as the post sees it."""

    name: str

    async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
        """Do it, and return the channel's id of the (last) message made, "" if none.

        Where a message becomes several messages, `turn` is awaited before each but the first.
        Raises Gone, Later or Rejected. Deleting what is deleted already is no fault.
        """


class Gateway(Protocol):
    """Where a channel hands in what arrived."""

    async def receive(self, arrived: InboundUpdate) -> bool:
        """Take one update, once; its answers are in the post when this returns True.

        False: nothing could be written. The update is not to be acknowledged; the channel sends it again.
        """

    async def left(self, address: Address) -> bool:
        """Note that nobody is to be reached in this chat any more; True and False as of `receive`."""
