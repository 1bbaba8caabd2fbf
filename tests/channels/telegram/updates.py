"""Makes updates as Telegram sends them."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram.parse import Me

ME = Me(42, "ips_bot")
ANNA: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Anna", "language_code": "nb"}
BOT: dict[str, Any] = {"id": 42, "is_bot": True, "first_name": "IPS", "username": "ips_bot"}
PRIVATE: dict[str, Any] = {"id": 7, "type": "private", "first_name": "Anna"}
GROUP: dict[str, Any] = {"id": -100, "type": "supergroup", "title": "Teamet"}


def message(update: int = 1, *, kind: str = "message", chat: Any = None, **fields: Any) -> dict[str, Any]:
    """Return an update with a message of Anna's."""
    body = {"message_id": 10 + update, "from": ANNA, "chat": chat or PRIVATE, "date": 1, **fields}
    return {"update_id": update, kind: body}


def named(text: str, name: str = "@ips_bot", kind: str = "mention", **more: Any) -> dict[str, Any]:
    """Return an update of a group with a text in which a name is marked, as Telegram counts."""
    start = len(text[: text.index(name)].encode("utf-16-le")) // 2
    entity = {"type": kind, "offset": start, "length": len(name), **more}
    return message(chat=GROUP, text=text, entities=[entity])


def press(update: int = 1, data: str = "help:", **fields: Any) -> dict[str, Any]:
    """Return an update with a press of a button under message 5."""
    under = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": BOT}
    query = {"id": f"q{update}", "from": ANNA, "chat_instance": "1", "data": data, "message": under, **fields}
    return {"update_id": update, "callback_query": query}


def member(status: str, chat: Any = None) -> dict[str, Any]:
    """Return an update that says what became of the bot in a chat."""
    change: dict[str, Any] = {
        "chat": chat or PRIVATE,
        "from": ANNA,
        "date": 1,
        "old_chat_member": {"status": "member", "user": BOT},
        "new_chat_member": {"status": status, "user": BOT},
    }
    if status == "kicked":
        change["new_chat_member"]["until_date"] = 0
    return {"update_id": 1, "my_chat_member": change}
