"""Methods that send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import markup, photos
from .chats import Chat
from .errors import bad, forbidden
from .html import Entity, found, parse, units
from .parameters import Call, Upload

if TYPE_CHECKING:
    from .server import BotApi

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_FILE = 50 * 2**20
"""Bytes that a bot can send."""
ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def chat_of(api: BotApi, call: Call) -> Chat:
    """Return the chat that a call names, or refuse it."""
    if not call.text("chat_id"):
        raise bad("chat_id is empty")
    chat = api.chats.get(call.number("chat_id"))
    if chat is None or not (chat.open or chat.gone):
        raise bad("chat not found")
    return chat


def writable(api: BotApi, call: Call) -> Chat:
    """Return the chat that a call names if the bot can write there."""
    chat = chat_of(api, call)
    if chat.gone:
        raise forbidden(chat.gone)
    return chat


def styled(call: Call, name: str, entities: str, longest: int, too_long: str) -> tuple[str, list[Entity]]:
    """Return the text of a parameter and its entities: given ones, or what the parse mode makes of it."""
    source, mode = call.text(name), call.text("parse_mode").lower()
    given = call.json(entities, "entities")
    if mode not in {"", "html"}:
        raise bad("unsupported parse_mode")  # the real one has Markdown too
    if given is None and mode == "html":
        text, marks = parse(source)
    else:
        text, marks = source.strip(), given or []
    if any(mark["offset"] + mark["length"] > units(source) for mark in marks):
        raise bad("can't parse entities: entity out of text bounds")
    if units(text) > longest:
        raise bad(too_long)
    covered = {(mark["offset"], mark["length"]) for mark in marks}
    return text, marks + [mark for mark in found(text) if (mark["offset"], mark["length"]) not in covered]


def message_text(call: Call) -> dict[str, Any]:
    """Return the part of a message that its text makes up."""
    text, entities = styled(call, "text", "entities", MAX_TEXT, "message is too long")
    if not text:
        raise bad("message text is empty")
    return {"text": text} | ({"entities": entities} if entities else {})


def _answers(chat: Chat, call: Call) -> dict[str, Any]:
    asked = call.json("reply_parameters", "reply parameters") or {}
    number = int(asked.get("message_id") or call.number("reply_to_message_id"))
    if number and number in chat.messages:
        return {"reply_to_message": chat.messages[number]}
    if number and not (asked.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply")):
        raise bad("message to be replied not found")
    return {}


def _put(api: BotApi, chat: Chat, call: Call, body: dict[str, Any], file: Upload | None = None) -> Any:
    keyboard = markup.of(call)
    body |= _answers(chat, call)
    api.limits.count(chat.id)
    if keyboard and "inline_keyboard" in keyboard:
        body["reply_markup"] = keyboard
    elif keyboard:
        chat.keyboard = [[button["text"] for button in row] for row in keyboard.get("keyboard", [])]
    message = api.put(chat, api.me, body)
    if file is not None:
        chat.files[message["message_id"]] = (file.name, file.data)
    chat.bot_spoke_last = True
    return message


async def send_message(api: BotApi, call: Call) -> Any:
    """Send a text."""
    chat = writable(api, call)
    return _put(api, chat, call, message_text(call))


async def send_document(api: BotApi, call: Call) -> Any:
    """Send a file."""
    return _send_file(api, call, "document")


async def send_photo(api: BotApi, call: Call) -> Any:
    """Send a picture."""
    return _send_file(api, call, "photo")


def _send_file(api: BotApi, call: Call, kind: str) -> Any:
    chat = writable(api, call)
    file = call.upload(kind) or api.files.get(call.text(kind))
    if file is None:
        if not call.text(kind):
            raise bad(f"there is no {kind} in the request")
        raise bad("wrong file identifier/HTTP URL specified")
    if not file.data:
        raise bad("file must be non-empty")
    if len(file.data) > MAX_FILE:
        raise bad("file is too big")
    caption, entities = styled(
        call, "caption", "caption_entities", MAX_CAPTION, "message caption is too long"
    )
    size = photos.size_of(file) if kind == "photo" else None
    body = {kind: api.keep(kind, file, size)} | ({"caption": caption} if caption else {})
    return _put(api, chat, call, body | ({"caption_entities": entities} if entities else {}), file)


async def send_chat_action(api: BotApi, call: Call) -> Any:
    """Show what the bot does."""
    chat = writable(api, call)
    if call.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat.actions.append(call.text("action"))
    api.signal.ring()
    return True
