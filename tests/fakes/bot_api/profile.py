"""Methods about the bot itself: who it is, its commands and descriptions, by language and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import bad, forbidden
from .parameters import Call
from .sending import chat_of

if TYPE_CHECKING:
    from .server import BotApi

SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
LONGEST = {"description": 512, "short_description": 120, "name": 64}
MAX_COMMANDS = 100
MAX_DESCRIPTION = 256

Place = tuple[str, int, int, str]
"""Scope, chat, person, language."""


@dataclass
class Profile:
    """What the bot has said about itself."""

    commands: dict[Place, list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    """By (`description`, language) and so on; the language is empty where the text is for all."""

    def text(self, name: str, language: str) -> str:
        """Return a text as a person with a language sees it."""
        return self.texts.get((name, language)) or self.texts.get((name, ""), "")

    def menu(self, chat_id: int, language: str) -> list[tuple[str, str]]:
        """Return the commands that a person sees, as (command, description)."""
        wide = "all_private_chats" if chat_id > 0 else "all_group_chats"
        for scope, chat in (("chat", chat_id), (wide, 0), ("default", 0)):
            for spoken in (language, ""):
                if commands := self.commands.get((scope, chat, 0, spoken)):
                    return [(each["command"], each["description"]) for each in commands]
        return []


def _place(call: Call) -> Place:
    scope = call.json("scope", "bot command scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    return scope["type"], int(scope.get("chat_id", 0)), int(scope.get("user_id", 0)), _language(call)


def _language(call: Call) -> str:
    code = call.text("language_code")
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


async def set_my_commands(api: BotApi, call: Call) -> Any:
    """Set the commands of a scope and language."""
    commands = call.json("commands", "commands")
    if not isinstance(commands, list) or len(commands) > MAX_COMMANDS:
        raise bad(
            "BOT_COMMANDS_TOO_MUCH" if isinstance(commands, list) else "expected an Array of BotCommand"
        )
    for command in commands:
        if not re.fullmatch("/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= MAX_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    api.profile.commands[_place(call)] = [
        {"command": each["command"].lstrip("/"), "description": each["description"]} for each in commands
    ]
    return True


async def get_my_commands(api: BotApi, call: Call) -> Any:
    """Return the commands of exactly this scope and language."""
    return api.profile.commands.get(_place(call), [])


async def delete_my_commands(api: BotApi, call: Call) -> Any:
    """Remove the commands of a scope and language."""
    api.profile.commands.pop(_place(call), None)
    return True


def _set(api: BotApi, call: Call, name: str) -> bool:
    if len(call.text(name)) > LONGEST[name]:
        raise bad(f"BOT_{name.upper()}_TOO_LONG")
    api.profile.texts[name, _language(call)] = call.text(name)
    return True


async def set_my_description(api: BotApi, call: Call) -> Any:
    """Set what stands in an empty chat."""
    return _set(api, call, "description")


async def set_my_short_description(api: BotApi, call: Call) -> Any:
    """Set what stands on the profile."""
    return _set(api, call, "short_description")


async def set_my_name(api: BotApi, call: Call) -> Any:
    """Set the name."""
    return _set(api, call, "name")


async def get_my_description(api: BotApi, call: Call) -> Any:
    """Return what stands in an empty chat."""
    return {"description": api.profile.text("description", _language(call))}


async def get_my_short_description(api: BotApi, call: Call) -> Any:
    """Return what stands on the profile."""
    return {"short_description": api.profile.text("short_description", _language(call))}


async def get_my_name(api: BotApi, call: Call) -> Any:
    """Return the name."""
    return {"name": api.profile.text("name", _language(call)) or api.me["first_name"]}


async def get_me(api: BotApi, call: Call) -> Any:
    """Return the bot."""
    return api.me | {
        "can_join_groups": True,
        "can_read_all_group_messages": not api.privacy,
        "supports_inline_queries": False,
    }


async def get_chat(api: BotApi, call: Call) -> Any:
    """Return a chat."""
    return chat_of(api, call).info() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }


GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def leave_chat(api: BotApi, call: Call) -> Any:
    """Go out of a group."""
    chat = chat_of(api, call)
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    if chat.gone:
        raise forbidden(chat.gone)
    chat.gone = "bot is not a member of the supergroup chat"
    return True


async def get_file(api: BotApi, call: Call) -> Any:
    """Return where a file can be fetched."""
    file = api.files.get(call.text("file_id"))
    if file is None:
        raise bad("invalid file_id")
    if len(file.data) > MAX_FETCH:
        raise bad("file is too big")
    return api.about(call.text("file_id")) | {"file_path": f"files/{call.text('file_id')}/{file.name}"}


MAX_FETCH = 20 * 2**20
"""Bytes that a bot can fetch."""
