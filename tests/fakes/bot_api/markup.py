"""Keyboards: what Telegram takes as one, and what it refuses."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .errors import bad
from .parameters import Call

ACTIONS = {
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
}
MAX_DATA = 64
"""Bytes in a button's data."""
MAX_BUTTONS = 100
MAX_COPY = 256
"""Characters that a button can copy."""


def of(call: Call) -> dict[str, Any] | None:
    """Return a call's keyboard, or None, or refuse it."""
    markup = call.json("reply_markup", "reply keyboard markup")
    if markup is None or markup == "":
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"], "inline keyboard")
        for button in (button for row in rows for button in row):
            _inline(button)
        return {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        return markup | {
            "keyboard": [[_plain(b) for b in row] for row in _rows(markup["keyboard"], "keyboard")]
        }
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def _rows(rows: Any, name: str) -> list[list[Any]]:
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise bad(f'field "{name.replace(" ", "_")}" of the ReplyMarkup must be an Array of Arrays')
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return [row for row in rows if row]


def _plain(button: Any) -> dict[str, Any]:
    given = {"text": button} if isinstance(button, str) else button
    if not isinstance(given, dict) or not given.get("text"):
        raise bad('can\'t parse keyboard button: Field "text" must be of type String')
    return given


def _inline(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    actions = [name for name in ACTIONS if name in button]
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one of the optional fields must be used")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_DATA:
        raise bad("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"].get("text", "")) <= MAX_COPY:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not _good(str(button["url"])):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _good(url: str) -> bool:
    """Tell whether Telegram takes an address: a name without a dot (localhost) is none."""
    parts = urlsplit(url)
    return parts.scheme == "tg" or (parts.scheme in {"http", "https"} and "." in (parts.hostname or ""))
