"""Chats and what stands in them, and what a person sees there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .html import marked


@dataclass(frozen=True)
class Button:
    """A button under a message: it sends data, opens an address, or copies a text."""

    text: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None


@dataclass(frozen=True)
class Shown:
    """A message as a person sees it now.

    `marks` are the formatted parts: (kind, text), for example ("bold", "Kilde") or ("text_link", "Loven").
    """

    id: int
    chat_id: int
    by_bot: bool
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    marks: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    file: tuple[str, bytes] | None = None
    edited: bool = False

    def button(self, text: str) -> Button:
        """Return the button with a text."""
        for button in (button for row in self.buttons for button in row):
            if button.text == text:
                return button
        raise LookupError(f"no button {text!r} under {self.text!r}: {self.labels}")

    @property
    def labels(self) -> tuple[str, ...]:
        """The texts of all buttons, from the top."""
        return tuple(button.text for row in self.buttons for button in row)


@dataclass
class Chat:
    """A private chat (its id is the person's) or a group (its id is negative)."""

    id: int
    kind: str
    about: dict[str, Any]
    open: bool = False
    """A bot can write here: the person has written first, or the bot is a member."""
    gone: str = ""
    """Why nothing can be sent any more, as the answer 403 says it."""
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    files: dict[int, tuple[str, bytes]] = field(default_factory=dict)
    keyboard: list[list[str]] = field(default_factory=list)
    """The labels of the keyboard that a bot put in place of the person's own."""
    actions: list[str] = field(default_factory=list)
    """Every chat action that was shown, such as `typing`."""
    bot_spoke_last: bool = False

    def info(self) -> dict[str, Any]:
        """Return the chat as it stands in updates."""
        return {"id": self.id, "type": self.kind} | self.about

    @property
    def screen(self) -> list[Shown]:
        """What stands in the chat now, oldest first; what was deleted is not there."""
        return [self.shown(message_id) for message_id in self.messages]

    def shown(self, message_id: int) -> Shown:
        """Return one message as it is seen now."""
        raw = self.messages[message_id]
        text = raw.get("text", raw.get("caption", ""))
        entities = raw.get("entities", raw.get("caption_entities", []))
        rows = raw.get("reply_markup", {}).get("inline_keyboard", [])
        return Shown(
            message_id,
            self.id,
            raw["from"]["is_bot"],
            text,
            tuple(tuple(map(_button, row)) for row in rows),
            tuple((entity["type"], marked(text, entity)) for entity in entities),
            tuple(_addresses(text, entities)),
            self.files.get(message_id),
            "edit_date" in raw,
        )


def _button(raw: dict[str, Any]) -> Button:
    return Button(
        raw["text"], raw.get("callback_data"), raw.get("url"), (raw.get("copy_text") or {}).get("text")
    )


def _addresses(text: str, entities: list[dict[str, Any]]) -> list[str]:
    found = [
        e["url"] if e["type"] == "text_link" else marked(text, e) for e in entities if "link" in e["type"]
    ]
    return found + [marked(text, entity) for entity in entities if entity["type"] == "url"]
