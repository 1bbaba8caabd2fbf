"""Methods that change or remove what was sent, and answer a press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import markup
from .chats import Chat
from .errors import bad
from .html import units
from .parameters import Call
from .sending import message_text, writable

if TYPE_CHECKING:
    from .server import BotApi

SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TWO_DAYS = 48 * 3600
MAX_ANSWER = 200


def _own(api: BotApi, call: Call) -> tuple[Chat, dict[str, Any]]:
    chat = writable(api, call)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != api.me["id"]:
        raise bad("message can't be edited")
    return chat, message


async def edit_message_text(api: BotApi, call: Call) -> Any:
    """Change a text and its buttons; without buttons in the call they go."""
    _, message = _own(api, call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(api, message, message_text(call), ("text", "entities"), call)


async def edit_message_reply_markup(api: BotApi, call: Call) -> Any:
    """Change the buttons; without buttons in the call they go."""
    _, message = _own(api, call)
    return _change(api, message, {}, (), call)


def _change(
    api: BotApi, message: dict[str, Any], body: dict[str, Any], parts: tuple[str, ...], call: Call
) -> Any:
    keyboard = markup.of(call)
    if keyboard and "inline_keyboard" not in keyboard:
        raise bad("inline keyboard expected")
    if keyboard:
        body = body | {"reply_markup": keyboard}
    names = (*parts, "reply_markup")
    if {name: message[name] for name in names if name in message} == body:
        raise bad(SAME)
    for name in names:
        message.pop(name, None)
    message |= body | {"edit_date": int(api.now())}
    api.signal.ring()
    return message


async def delete_message(api: BotApi, call: Call) -> Any:
    """Remove a message: any in a private chat, only the bot's own in a group, for two days."""
    chat = writable(api, call)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    others = message["from"]["id"] != api.me["id"] and chat.kind != "private" and not api.bot_is_admin
    if others or api.now() - message["date"] > TWO_DAYS:
        raise bad("message can't be deleted")
    del chat.messages[message["message_id"]]
    api.signal.ring()
    return True


async def answer_callback_query(api: BotApi, call: Call) -> Any:
    """End the waiting circle on a button, perhaps with a text."""
    press = api.presses.get(call.text("callback_query_id"))
    if press is None or press.answered:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(call.text("text")) > MAX_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    press.answered, press.text, press.alert = True, call.text("text"), call.flag("show_alert")
    api.signal.ring()
    return True
