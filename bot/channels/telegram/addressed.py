"""What of a message is meant for the assistant: in a group only what is said to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.html import clean

_COMMAND = re.compile(r"(/\w+)(?:@(\w+))?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class AddressedText:
    """What was said: the text of a message, or the caption of what is no text; without the bot's own name."""

    text: str | None
    caption: str = ""


def spoken(message: Mapping[str, Any], my_id: int, my_name: str, *, group: bool) -> AddressedText | None:
    """Return what was said to the assistant, None if it was not spoken to.

    In a private chat everything is, but a command for another bot. In a group: an answer to one of its
    messages, its name, or a command with its name.
    """
    field = "text" if isinstance(message.get("text"), str) else "caption"
    text = message.get(field)
    written = text if isinstance(text, str) else ""
    named = list(
        _mentions(message.get(f"{'' if field == 'text' else 'caption_'}entities"), written, my_id, my_name)
    )
    said = clean(_without(written, named))
    command = _COMMAND.match(said)
    addressed = command is not None and (command[2] or "").lower() == my_name.lower()
    if command and command[2] and not addressed:
        return None
    if command and addressed:
        said = f"{command[1]}{said[command.end() :]}"
    if group and not (named or addressed or _answers(message, my_id)):
        return None
    return AddressedText(said, "") if field == "text" else AddressedText(None, said)


def _answers(message: Mapping[str, Any], my_id: int) -> bool:
    """Tell whether a message answers one of the bot's own."""
    answered = message.get("reply_to_message")
    sender = answered.get("from") if isinstance(answered, dict) else None
    return isinstance(sender, dict) and sender.get("id") == my_id


def _mentions(entities: object, text: str, my_id: int, my_name: str) -> Iterator[tuple[int, int]]:
    """Yield where the bot is mentioned, in UTF-16 code units, as Telegram counts."""
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in entities if isinstance(entities, list) else ():
        if not isinstance(entity, dict):
            continue
        start, length = entity.get("offset"), entity.get("length")
        if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length <= 0:
            continue
        named = units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")
        if entity.get("type") == "mention" and named.lower() == f"@{my_name}".lower():
            yield start, start + length
        if entity.get("type") == "text_mention" and _is(entity.get("user"), my_id):
            yield start, start + length


def _is(user: object, my_id: int) -> bool:
    return isinstance(user, dict) and user.get("id") == my_id


def _without(text: str, parts: list[tuple[int, int]]) -> str:
    """Return a text without some of its parts, and without the gaps that they leave."""
    if not parts:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    left, place = b"", 0
    for start, end in sorted(parts):
        left += units[2 * place : 2 * start]
        place = max(place, end)
    rest = (left + units[2 * place :]).decode("utf-16-le", "surrogatepass")
    return re.sub(r"[ \t]+(?=[ \t,.:;!?])", "", rest).strip(" ,:")
