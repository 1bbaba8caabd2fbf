"""The Bot API by python-telegram-bot."""

from __future__ import annotations

import logging
import warnings
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest
from telegram.warnings import PTBDeprecationWarning

from bot.channels.telegram.api import CALL_S, PICTURE_NAME, UNREACHED, ApiFault, listed, only_faults
from bot.channels.telegram.buttons import Keyboard
from bot.channels.telegram.parse import Me

CODES: tuple[tuple[type[Exception], int], ...] = (
    (BadRequest, 400),
    (InvalidToken, 401),
    (EndPointNotFound, 401),
    (Forbidden, 403),
    (Conflict, 409),
)
"""What is not here (5xx, timeouts, a gateway's page instead of an answer) may work later."""

TOO_LARGE = "Entity Too Large"
SCOPES = {"private": BotCommandScopeAllPrivateChats, "group": BotCommandScopeAllGroupChats}


def connect(token: str, server: str) -> PtbApi:
    """Return the Bot API at a server (an address without a path) for a bot of our own."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs addresses, and the token is in them
    root = server.rstrip("/")
    calls, polls = (
        HTTPXRequest(
            size, read_timeout=CALL_S, write_timeout=CALL_S, connect_timeout=CALL_S, pool_timeout=CALL_S
        )
        for size in (100, 1)
    )
    return PtbApi(Bot(token, f"{root}/bot", f"{root}/file/bot", request=calls, get_updates_request=polls))


@only_faults
class PtbApi:
    """See api.Api. `bot` may be somebody else's."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def me(self) -> Me:
        """See Api."""
        async with self._faults():
            me = await self._bot.get_me()
        return Me(me.id, me.username or "")

    async def send_message(
        self, chat: str, text: str, *, html: bool, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """See Api."""
        async with self._faults():
            sent = await self._bot.send_message(
                int(chat),
                text,
                parse_mode="HTML" if html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
        return str(sent.message_id)

    async def send_document(
        self, chat: str, name: str, content: bytes, *, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """See Api."""
        async with self._faults():
            sent = await self._bot.send_document(
                int(chat),
                InputFile(content, name),
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
        return str(sent.message_id)

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
        """See Api."""
        async with self._faults():
            sent = await self._bot.send_photo(
                int(chat),
                InputFile(content, PICTURE_NAME),
                caption=caption or None,
                parse_mode="HTML" if html else None,
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
        return str(sent.message_id)

    async def change_message(
        self, chat: str, message: str, text: str, *, html: bool, buttons: Keyboard = ()
    ) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.edit_message_text(
                text,
                int(chat),
                int(message),
                parse_mode="HTML" if html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_markup(buttons),
            )

    async def delete_message(self, chat: str, message: str) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.delete_message(int(chat), int(message))

    async def remove_buttons(self, chat: str, message: str) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.edit_message_reply_markup(int(chat), int(message))

    async def answer_press(self, query: str) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.answer_callback_query(query)

    async def typing(self, chat: str, thread: str = "") -> None:
        """See Api."""
        async with self._faults():
            await self._bot.send_chat_action(
                int(chat), "typing", message_thread_id=int(thread) if thread else None
            )

    async def updates(self, offset: int, wait_s: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """See Api. Raw, so that an update which the library cannot read does not hold up the others."""
        asked = {"offset": offset, "timeout": wait_s, "allowed_updates": list(kinds)}
        async with self._faults():
            found = await self._bot._post(  # it has no public name
                "getUpdates", asked, read_timeout=wait_s + CALL_S
            )
        return listed(found)

    async def set_webhook(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.set_webhook(url, secret_token=secret, allowed_updates=list(kinds))

    async def delete_webhook(self) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def webhook(self) -> Mapping[str, Any]:
        """See Api."""
        async with self._faults():
            return (await self._bot.get_webhook_info()).to_dict()

    async def set_commands(self, commands: Sequence[tuple[str, str]], scope: str, lang: str) -> None:
        """See Api."""
        made = [BotCommand(name, about) for name, about in commands]
        async with self._faults():
            await self._bot.set_my_commands(made, scope=SCOPES[scope](), language_code=lang or None)

    async def describe(self, text: str, short: str, lang: str) -> None:
        """See Api."""
        async with self._faults():
            await self._bot.set_my_description(text, lang or None)
            await self._bot.set_my_short_description(short, lang or None)

    async def close(self) -> None:
        """See Api."""
        for request in self._bot._request:  # Bot.shutdown does it for a bot that was initialized only
            await request.shutdown()

    @asynccontextmanager
    async def _faults(self) -> AsyncIterator[None]:
        try:
            yield
        except RetryAfter as fault:
            raise ApiFault(429, "too many requests", _seconds(fault)) from None
        except ChatMigrated as fault:
            raise ApiFault(400, "the group has moved", moved_to=str(fault.new_chat_id)) from None
        except TelegramError as fault:
            raise ApiFault(_code(fault), fault.message.replace(self._bot.token, "…")) from None


def _code(fault: TelegramError) -> int:
    if TOO_LARGE in fault.message:
        return 413
    return next((code for kind, code in CODES if isinstance(fault, kind)), UNREACHED)


def _seconds(fault: RetryAfter) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PTBDeprecationWarning)  # number or timedelta: both are understood
        after = fault.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.id) for b in r] for r in buttons]
    )
