"""The Bot API by aiogram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteWebhook,
    EditMessageReplyMarkup,
    EditMessageText,
    GetMe,
    GetWebhookInfo,
    SendChatAction,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    SetMyDescription,
    SetMyShortDescription,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from bot.channels.telegram.api import CALL_S, PICTURE_NAME, UNREACHED, ApiFault, listed, only_faults
from bot.channels.telegram.buttons import Keyboard
from bot.channels.telegram.parse import Me

CODES: tuple[tuple[type[Exception], int], ...] = (
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
    (TelegramEntityTooLarge, 413),
)
"""What is not here (5xx, timeouts, a gateway's page instead of an answer) may work later."""

SCOPES = {"private": BotCommandScopeAllPrivateChats, "group": BotCommandScopeAllGroupChats}

T = TypeVar("T")


class RawUpdates(TelegramMethod[Any]):
    """getUpdates as plain JSON, so that an update which aiogram cannot read does not hold up the others."""

    __returning__ = Any
    __api_method__ = "getUpdates"

    offset: int
    timeout: int
    allowed_updates: list[str]


def connect(token: str, server: str) -> AiogramApi:
    """Return the Bot API at a server (an address without a path) for a bot of our own."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(server), timeout=CALL_S)
    return AiogramApi(Bot(token, session=session))


@only_faults
class AiogramApi:
    """See api.Api. `bot` may be somebody else's."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def me(self) -> Me:
        """See Api."""
        me = await self._call(GetMe())
        return Me(me.id, me.username or "")

    async def send_message(
        self, chat: str, text: str, *, html: bool, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """See Api."""
        sent = await self._call(
            SendMessage(
                chat_id=int(chat),
                text=text,
                parse_mode="HTML" if html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
        )
        return str(sent.message_id)

    async def send_document(
        self, chat: str, name: str, content: bytes, *, buttons: Keyboard = (), thread: str = ""
    ) -> str:
        """See Api."""
        sent: Message = await self._call(
            SendDocument(
                chat_id=int(chat),
                document=BufferedInputFile(content, name),
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
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
        sent: Message = await self._call(
            SendPhoto(
                chat_id=int(chat),
                photo=BufferedInputFile(content, PICTURE_NAME),
                caption=caption or None,
                parse_mode="HTML" if html else None,
                reply_markup=_markup(buttons),
                message_thread_id=int(thread) if thread else None,
            )
        )
        return str(sent.message_id)

    async def change_message(
        self, chat: str, message: str, text: str, *, html: bool, buttons: Keyboard = ()
    ) -> None:
        """See Api."""
        await self._call(
            EditMessageText(
                chat_id=int(chat),
                message_id=int(message),
                text=text,
                parse_mode="HTML" if html else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_markup(buttons),
            )
        )

    async def delete_message(self, chat: str, message: str) -> None:
        """See Api."""
        await self._call(DeleteMessage(chat_id=int(chat), message_id=int(message)))

    async def remove_buttons(self, chat: str, message: str) -> None:
        """See Api."""
        await self._call(EditMessageReplyMarkup(chat_id=int(chat), message_id=int(message)))

    async def answer_press(self, query: str) -> None:
        """See Api."""
        await self._call(AnswerCallbackQuery(callback_query_id=query))

    async def typing(self, chat: str, thread: str = "") -> None:
        """See Api."""
        place = int(thread) if thread else None
        await self._call(SendChatAction(chat_id=int(chat), action="typing", message_thread_id=place))

    async def updates(self, offset: int, wait_s: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """See Api."""
        poll = RawUpdates(offset=offset, timeout=wait_s, allowed_updates=list(kinds))
        return listed(await self._call(poll, wait_s + CALL_S))

    async def set_webhook(self, url: str, secret: str, kinds: Sequence[str]) -> None:
        """See Api."""
        await self._call(SetWebhook(url=url, secret_token=secret, allowed_updates=list(kinds)))

    async def delete_webhook(self) -> None:
        """See Api."""
        await self._call(DeleteWebhook(drop_pending_updates=False))

    async def webhook(self) -> Mapping[str, Any]:
        """See Api."""
        return (await self._call(GetWebhookInfo())).model_dump(mode="json", exclude_none=True)

    async def set_commands(self, commands: Sequence[tuple[str, str]], scope: str, lang: str) -> None:
        """See Api."""
        made = [BotCommand(command=name, description=about) for name, about in commands]
        await self._call(SetMyCommands(commands=made, scope=SCOPES[scope](), language_code=lang or None))

    async def describe(self, text: str, short: str, lang: str) -> None:
        """See Api."""
        await self._call(SetMyDescription(description=text, language_code=lang or None))
        await self._call(SetMyShortDescription(short_description=short, language_code=lang or None))

    async def close(self) -> None:
        """See Api."""
        await self._bot.session.close()

    async def _call(self, method: TelegramMethod[T], within_s: float = CALL_S) -> T:
        try:
            return await self._bot(method, request_timeout=int(within_s))
        except TelegramRetryAfter as fault:
            raise ApiFault(429, "too many requests", float(fault.retry_after)) from None
        except TelegramMigrateToChat as fault:
            raise ApiFault(400, "the group has moved", moved_to=str(fault.migrate_to_chat_id)) from None
        except AiogramError as fault:
            raise ApiFault(_code(fault), _why(fault).replace(self._bot.token, "…")) from None


def _code(fault: AiogramError) -> int:
    return next((code for kind, code in CODES if isinstance(fault, kind)), UNREACHED)


def _why(fault: AiogramError) -> str:
    """Return what Telegram said; what could not be read may hold anybody's words, so only its kind."""
    return fault.message if isinstance(fault, TelegramAPIError) else type(fault).__name__


def _markup(buttons: Keyboard) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(text=b.label, callback_data=b.id) for b in row] for row in buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)
