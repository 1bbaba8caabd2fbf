"""What Telegram sends, as what arrived. Pure, over plain JSON: the libraries' own types never come in here.

Nothing that anybody can put into an update makes this raise: what is not understood is None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.telegram.addressed import AddressedText, spoken
from bot.channels.telegram.html import clean
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import Inbound, Unsupported

NAME = "telegram"
"""What this channel is called wherever channels have names."""

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that are wanted; the others are not even sent."""

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a deep link may carry. Source: Telegram, Deep linking."""

NOT_WORDS = {
    "photo": Unsupported.PHOTO,
    "voice": Unsupported.VOICE,
    "audio": Unsupported.VOICE,
    "video": Unsupported.VIDEO,
    "video_note": Unsupported.VIDEO,
    "animation": Unsupported.VIDEO,  # has a "document" beside it: the first that is there counts
    "document": Unsupported.FILE,
    "sticker": Unsupported.STICKER,
    "venue": Unsupported.LOCATION,
    "location": Unsupported.LOCATION,
    "contact": Unsupported.CONTACT,
    **dict.fromkeys(("poll", "dice", "game", "story", "paid_media", "checklist"), Unsupported.OTHER),
}
"""What can stand in a message in place of words."""

_FORWARDED = {"forward_origin", "forward_date", "forward_from"}
_OUT = {"kicked", "left"}
_NORWEGIAN = {"nb": "nb", "no": "nb", "nn": "nn"}

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is: its id and its name without "@"."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Left:
    """The bot was blocked by the person of a chat, or taken out of a group."""

    address: Address


def parse(update: Json, me: Me) -> InboundUpdate | Left | None:
    """Return what an update means for the assistant, None if nothing."""
    number = _number(update.get("update_id"))
    if number is None:
        return None
    if pressed := _object(update, "callback_query"):
        return _press(number, pressed, me)
    if member := _object(update, "my_chat_member"):
        return _member(member, me)
    if message := _object(update, "message"):
        return _message(number, message, me, edited=False)
    if message := _object(update, "edited_message"):
        return _message(number, message, me, edited=True)
    return None


def chat_of(update: Json) -> str:
    """Return the chat that an update is of, "" if none: what must be taken in order."""
    inner = next((found for kind in KINDS if (found := _object(update, kind))), {})
    chat = _object(inner, "chat") or _object(_object(inner, "message"), "chat")
    number = _number(chat.get("id"))
    return "" if number is None else str(number)


def query_of(update: Json) -> str:
    """Return the id of the press that an update is, "" if it is none: Telegram wants each to be answered."""
    query = _object(update, "callback_query").get("id")
    return query if isinstance(query, str) else ""


def language(code: object) -> str | None:
    """Return the language of a client ("nb-NO", "en") as one of ours, None if it tells none."""
    if not isinstance(code, str) or not code:
        return None
    return _NORWEGIAN.get(code.replace("_", "-").partition("-")[0].lower(), "en")


def _press(number: int, query: Json, me: Me) -> InboundUpdate | None:
    message = _object(query, "message")
    user, address, data = _person(query), _address(message, me), query.get("data")
    if user is None or address is None or not isinstance(data, str) or not data:
        return None
    turn = Inbound(str(number), press=clean(data), lang=language(_object(query, "from").get("language_code")))
    return InboundUpdate(user, address, turn, pressed_on=_text_of(message.get("message_id")))


def _member(member: Json, me: Me) -> Left | None:
    """Only what becomes of the bot is of interest; who joins or leaves a group is nobody's business here."""
    address = _address(member, me)
    status = _object(member, "new_chat_member").get("status")
    return Left(address) if address and isinstance(status, str) and status in _OUT else None


def _message(number: int, message: Json, me: Me, *, edited: bool) -> InboundUpdate | None:
    address = _address(message, me)
    user = _person(message) or (_nameless(message) if address and address.group else None)
    if user is None or address is None:
        return None
    heard = spoken(message, me.id, me.name, group=address.group)
    if heard is None:
        return None
    code = "" if edited or address.group else _invitation(heard)
    turn = _turn(str(number), message, heard, code, edited=edited)
    if turn is None:
        return None
    group = message.get("media_group_id")
    album = clean(group) if isinstance(group, str) and not edited else ""
    written = _text_of(message.get("message_id"))
    return InboundUpdate(user, address, turn, written, invitation=code, album=album)


def _turn(update: str, message: Json, heard: AddressedText, code: str, *, edited: bool) -> Inbound | None:
    if heard.text is not None:
        turn = Inbound(update, text="/start" if code else heard.text)
    elif field := next((field for field in NOT_WORDS if field in message), None):
        name = _object(message, field).get("file_name")
        file = clean(name) if isinstance(name, str) else ""
        turn = Inbound(update, unsupported=NOT_WORDS[field], caption=heard.caption, file_name=file)
    else:
        return None  # what happens to a group, such as a new member, is no message
    if edited and turn.unsupported is Unsupported.LOCATION:
        return None  # somebody on the move changes place all the time
    forwarded = not _FORWARDED.isdisjoint(message)
    lang = language(_object(message, "from").get("language_code"))
    return replace(turn, edited=edited, forwarded=forwarded, lang=lang)


def _invitation(heard: AddressedText) -> str:
    """Return the code that came with a link (`/start CODE`)."""
    command, _, code = (heard.text or "").partition(" ")
    return code.strip() if command == "/start" and _CODE.fullmatch(code.strip()) else ""


def _person(event: Json) -> str | None:
    """Return the id of whoever did it; other bots are nobody."""
    sender = _object(event, "from")
    number = _number(sender.get("id"))
    return None if number is None or sender.get("is_bot") is True else str(number)


def _nameless(message: Json) -> str | None:
    """Return the chat in whose name somebody writes in a group: an anonymous admin, or one for a channel.

    Telegram shows a bot as the writer then. Source: Bot API, Message.sender_chat.
    """
    return _text_of(_object(message, "sender_chat").get("id")) or None


def _address(event: Json, me: Me) -> Address | None:
    """Return where something happened, None for what is no conversation, such as a broadcast channel.

    A group knows its topic, and where its members find the bot alone.
    """
    chat = _object(event, "chat")
    number, kind = _number(chat.get("id")), chat.get("type")
    if number is None or kind not in ("private", "group", "supergroup"):
        return None
    if kind == "private":
        return Address(NAME, str(number))
    thread = _number(event.get("message_thread_id")) if event.get("is_topic_message") is True else None
    place = {"private": f"https://t.me/{me.name}", **({} if thread is None else {"thread": str(thread)})}
    return Address(NAME, str(number), group=True, place=place)


def _object(of: Json, key: str) -> Json:
    value = of.get(key)
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _text_of(value: object) -> str:
    number = _number(value)
    return "" if number is None else str(number)
