"""Sends what the outbox holds for Telegram."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress

from bot.channels.telegram.api import Api, ApiFault
from bot.channels.telegram.parse import NAME
from bot.channels.telegram.render import Document, Message, Photo, Text, render
from bot.domain.message.chat import Address, Gone, Later, Operation, OutboundMessage, Rejected, Turn, at_once
from bot.domain.message.message import Reply
from bot.knowledge.base.entry import Words

BEGUN_KEPT = 1000
"""Postings of several messages that broke off in the middle, of which it is known how far they came."""

DONE_ALREADY = (
    "message to delete not found",
    "message to edit not found",
    "message is not modified",
    "message identifier is not specified",
    "message_id_invalid",
)
"""What Telegram says when there is nothing left to do."""

NOBODY = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user is deactivated",
    "chat_write_forbidden",
)
"""What Telegram says, with 400, when there is nobody to write to."""

NOT_ALLOWED = (
    "message can't be deleted",
    "message_delete_forbidden",
    "not enough rights",
    "chat_admin_required",
)
"""What Telegram says, with 400, when the bot may not delete: in groups only admins may."""

NO_THREAD = (
    "message thread not found",
    "message_thread_invalid",
    "topic_closed",
    "topic_deleted",
)
"""What Telegram says, with 400, when nobody can write in a topic; of some that live, too.

Source: tdlib/telegram-bot-api, issue 693.
"""

NOT_AS_PHOTO = {400, 413}
"""How Telegram refuses a picture itself."""

REFUSED_WAIT_S = 60.0
"""Seconds to wait when the token is refused: somebody has to mend it, and nothing is lost until then."""


ANSWERS_KEPT = 500
"""How many rendered answers are kept: more than there are topics and languages."""


class TelegramSender:
    """See chat.ChannelSender. Several may work at once; each message is sent by one at a time."""

    name = NAME

    def __init__(self, api: Api, words: Words) -> None:
        self._api = api
        self._words = words
        self._begun: OrderedDict[str, list[str]] = OrderedDict()
        self._known_answers: dict[tuple[Reply, str], list[Message]] = {}
        self._moved: dict[str, str] = {}
        self._carrying = 0

    async def carry(self, outbound: OutboundMessage, turn: Turn = at_once) -> str:
        """See ChannelSender."""
        self._carrying += 1
        try:
            return await self._do(outbound, turn)
        except ApiFault as fault:
            if fault.moved_to and self._moved.get(outbound.address.chat) != fault.moved_to:
                self._moved[outbound.address.chat] = fault.moved_to
                return await self.carry(outbound, turn)
            raise _known(fault) from fault
        finally:
            self._carrying -= 1

    async def rest(self, within_s: float) -> None:
        """Wait until nothing is being carried, but no longer than that."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while self._carrying:
                    await asyncio.sleep(0.02)

    async def _do(self, outbound: OutboundMessage, turn: Turn) -> str:
        chat = self._moved.get(outbound.address.chat, outbound.address.chat)
        try:
            match outbound.act:
                case Operation.ERASE:
                    return await self._erase(outbound, chat)
                case Operation.UNBUTTON:
                    await self._api.remove_buttons(chat, outbound.message)
                case Operation.CHANGE:
                    return await self._change(outbound, chat, turn)
                case Operation.SAY | Operation.TELL:
                    return await self._say(outbound, chat, turn)
        except ApiFault as fault:
            if outbound.act in (Operation.SAY, Operation.TELL) or not _says(fault, DONE_ALREADY):
                raise
        return ""

    async def _erase(self, outbound: OutboundMessage, chat: str) -> str:
        """Delete a message; where the bot may not, ask the people in the chat to do it."""
        try:
            await self._api.delete_message(chat, outbound.message)
        except ApiFault as fault:
            if not _says(fault, NOT_ALLOWED):
                raise
            (asked,) = render(
                Reply(self._words.say(outbound.lang, "telegram.erase")), self._words, outbound.lang
            )
            return await self._send(asked, chat, outbound.address)
        return ""

    async def _change(self, outbound: OutboundMessage, chat: str, turn: Turn) -> str:
        """Put the answers ticked so far into the card that stands there; say it anew where it is gone."""
        assert outbound.reply is not None
        message, *others = render(outbound.reply, self._words, outbound.lang)
        if others or not isinstance(message, Text):
            return await self._say(outbound, chat, turn)
        try:
            await self._api.change_message(
                chat, outbound.message, message.html, html=True, buttons=message.buttons
            )
        except ApiFault as fault:
            if _says(fault, ("message is not modified",)):
                return outbound.message
            if _says(fault, DONE_ALREADY) or _says(fault, ("message can't be edited",)):
                return await self._say(outbound, chat, turn)
            raise
        return outbound.message

    async def _say(self, outbound: OutboundMessage, chat: str, turn: Turn) -> str:
        """Send the messages of a reply; after a break it goes on where it was."""
        assert outbound.reply is not None
        messages = self._rendered(outbound.reply, outbound.lang)
        sent = self._begun.get(outbound.key, [])
        for number, message in enumerate(messages[len(sent) :]):
            if number:
                await turn()
            sent.append(await self._send(message, chat, outbound.address))
            self._keep(outbound.key, sent)
        self._begun.pop(outbound.key, None)
        return sent[-1] if sent else ""

    def _rendered(self, reply: Reply, lang: str) -> list[Message]:
        """Return the messages of a reply; those of answers with sources are kept: many ask for them."""
        if not reply.sources or reply.files or reply.record or reply.pictures:
            return render(reply, self._words, lang)
        if (reply, lang) not in self._known_answers:
            if len(self._known_answers) >= ANSWERS_KEPT:
                self._known_answers.pop(next(iter(self._known_answers)))
            self._known_answers[reply, lang] = render(reply, self._words, lang)
        return self._known_answers[reply, lang]

    def _keep(self, key: str, sent: list[str]) -> None:
        self._begun[key] = sent
        self._begun.move_to_end(key)
        if len(self._begun) > BEGUN_KEPT:
            self._begun.popitem(last=False)

    async def _send(self, message: Message, chat: str, address: Address) -> str:
        """Send one message, in its topic; where nobody can write in that, in the chat itself."""
        thread = address.place.get("thread", "")
        try:
            return await self._send_to(message, chat, thread)
        except ApiFault as fault:
            if not (thread and _says(fault, NO_THREAD)):
                raise
            return await self._send_to(message, chat, "")

    async def _send_to(self, message: Message, chat: str, thread: str) -> str:
        if isinstance(message, Document):
            name, content = message.name, message.content
            return await self._api.send_document(chat, name, content, buttons=message.buttons, thread=thread)
        try:
            return await self._set(message, chat, thread, html=True)
        except ApiFault as fault:
            if _says(fault, ("can't parse entities",)):
                return await self._set(message, chat, thread, html=False)
            if isinstance(message, Photo) and fault.code in NOT_AS_PHOTO and not _is_elsewhere(fault):
                # such as a chat where nobody may send pictures: what it shows stands in the words below it
                text = Text(message.html, message.plain, message.buttons)
                return await self._send_to(text, chat, thread)
            raise

    async def _set(self, message: Text | Photo, chat: str, thread: str, *, html: bool) -> str:
        """Send words, or a picture with words; with tags if `html`."""
        words, buttons = message.html if html else message.plain, message.buttons
        if isinstance(message, Text):
            return await self._api.send_message(chat, words, html=html, buttons=buttons, thread=thread)
        content = message.content
        return await self._api.send_photo(chat, content, words, html=html, buttons=buttons, thread=thread)


def _is_elsewhere(fault: ApiFault) -> bool:
    """Tell whether the chat is the trouble, not what was sent there."""
    return bool(fault.moved_to) or _says(fault, (*NOBODY, *NO_THREAD))


def _says(fault: ApiFault, phrases: tuple[str, ...]) -> bool:
    return fault.code == 400 and any(phrase in str(fault).lower() for phrase in phrases)


def _known(fault: ApiFault) -> Gone | Later | Rejected:
    """Return what a fault of the Bot API means to the post."""
    if fault.code == 403 or _says(fault, NOBODY):
        return Gone(str(fault))
    if fault.code in {401, 404}:
        return Later(f"the token is refused: {fault}", REFUSED_WAIT_S)
    if fault.code in {400, 413}:
        return Rejected(str(fault))
    return Later(str(fault), fault.after_s)
