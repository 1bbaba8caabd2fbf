"""What this channel needs of the Bot API, whichever library makes the calls."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Protocol, TypeVar

from bot.channels.telegram.buttons import Keyboard
from bot.channels.telegram.parse import Me

POLL_S = 25
"""Seconds that a long poll may wait for an update."""

CALL_S = 20.0
"""Seconds that any other call may take."""

UNREACHED = 0
"""The code of a call that was never answered, or not by Telegram."""


PICTURE_NAME = "ips.png"
"""What a picture is called where a client shows a name."""


class ApiFault(Exception):
    """Raised when a call was refused or not answered.

    `code` is the HTTP status, UNREACHED for a broken line, a timeout or a gateway; `after_s` is how long
    Telegram asked to wait; `moved_to` is the chat that a group has become. The message names no token and no
    text of anybody's.
    """

    def __init__(self, code: int, why: str, after_s: float | None = None, moved_to: str = "") -> None:
        super().__init__(why)
        self.code = code
        self.after_s = after_s
        self.moved_to = moved_to


class Api(Protocol):
    """The calls. Each raises ApiFault. Chats and messages are named by their numbers, as text."""

    async def me(self) -> Me:
        """Return who the bot is."""

    async def send_message(
        self, chat: str, text: str, *, html: bool, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """Send a text, with tags if `html`, and return the id of the message."""

    async def send_document(
        self, chat: str, name: str, content: bytes, *, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """Send a file and return the id of the message."""

    async def send_photo(
        self,
        chat: str,
        content: bytes,
        caption: str,
        *,
        html: bool,
        buttons: Keyboard = (),
        thread: str = "",
    ) -> str:
        """Send a PNG with a text below it, with tags if `html`, and return the id of the message."""

    async def change_message(
        self, chat: str, message: str, text: str, *, html: bool, buttons: Keyboard = ()
    ) -> None:
        """Put another text and other buttons in the place of a text message."""

    async def delete_message(self, chat: str, message: str) -> None:
        """Delete a message."""

    async def remove_buttons(self, chat: str, message: str) -> None:
        """Take the buttons from under a message."""

    async def answer_press(self, query: str) -> None:
        """Tell the person's client that a press has arrived."""

    async def typing(self, chat: str, thread: str = "") -> None:
        """Show for some seconds that an answer is being written."""

    async def updates(self, offset: int, wait_s: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """Return what has come since `offset` as plain JSON; everything below it is confirmed."""

    async def set_webhook(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        """Have updates sent to an address."""

    async def delete_webhook(self) -> None:
        """Have updates kept until they are fetched; none is dropped."""

    async def webhook(self) -> Mapping[str, Any]:
        """Return what Telegram knows of the webhook (`url`, `pending_update_count`, `last_error_message`)."""

    async def set_commands(self, commands: Sequence[tuple[str, str]], scope: str, lang: str) -> None:
        """Set the commands (name, use) of all chats of a kind, for clients in a language ("": others)."""

    async def describe(self, text: str, short: str, lang: str) -> None:
        """Set what the bot says of itself before a talk begins, for clients in a language ("": others)."""

    async def close(self) -> None:
        """Let go of the connections."""


T = TypeVar("T")
C = TypeVar("C", bound=type)


def only_faults(cls: C) -> C:
    """Let nothing but ApiFault out of the calls of a class, whatever a service or a proxy answered.

    Libraries expect what the Bot API promises; on a page in another encoding, or on `null`, they raise
    anything.
    """
    for name, call in list(vars(cls).items()):
        if inspect.iscoroutinefunction(call) and not name.startswith("_"):
            setattr(cls, name, _guarded(call))
    return cls


def _guarded(call: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    @wraps(call)
    async def guarded(*args: Any, **named: Any) -> T:
        try:
            return await call(*args, **named)
        except ApiFault:
            raise
        except Exception as fault:
            raise ApiFault(UNREACHED, f"not an answer, {type(fault).__name__}") from None

    return guarded


def listed(found: object) -> list[dict[str, Any]]:
    """Return what getUpdates answered, if that is a list of objects. Raises ApiFault otherwise."""
    if not isinstance(found, list):
        raise ApiFault(UNREACHED, "not a list of updates")
    updates = [update for update in found if isinstance(update, dict)]
    if found and not updates:
        raise ApiFault(UNREACHED, "no updates in the list")
    return updates
