"""What an activity of Teams says apart from words: who, where, in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from bot.domain.message.chat import Address

NAME = "teams"
_CHAT = "https://teams.microsoft.com/l/chat/0/0?users="
_LANGUAGES = {"nb": "nb", "no": "nb", "nn": "nn"}

Activity = Mapping[str, Any]


def text_of(value: Any, most: int = 500) -> str:
    """Return a value as text that every database takes; "" for anything else than text."""
    if not isinstance(value, str):
        return ""
    return value[:most].replace("\x00", "").encode("utf-8", "replace").decode()


def part(activity: Activity, *names: str) -> Any:
    """Return what stands in an activity under names inside each other; None if it does not."""
    found: Any = activity
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def tenants(activity: Activity) -> set[str]:
    """Return every tenant that an activity names, in small letters; there should be exactly one."""
    named = (
        part(activity, "conversation", "tenantId"),
        part(activity, "channelData", "tenant", "id"),
        part(activity, "from", "tenantId"),
    )
    return {text_of(one).lower() for one in named if one is not None}


def user(activity: Activity) -> str:
    """Return the id of whoever wrote: tenant and Entra object id; "" for people without one."""
    known = text_of(part(activity, "from", "aadObjectId")).lower()
    (tenant, *more) = tenants(activity) or {""}
    return f"{tenant}/{known}" if known and tenant and not more else ""


def address(activity: Activity) -> Address | None:
    """Return the chat an activity comes from, with what is needed to write there later; None if unclear."""
    chat = text_of(part(activity, "conversation", "id"))
    service = text_of(activity.get("serviceUrl"))
    bot = text_of(part(activity, "recipient", "id"))
    if not (chat and service and bot):
        return None
    kind = part(activity, "conversation", "conversationType")
    group = kind != "personal" if kind else part(activity, "conversation", "isGroup") is True
    place = {"service": service, "bot": bot}
    if not group:
        return Address(NAME, chat, False, place)
    return Address(NAME, chat, True, {**place, "private": _CHAT + bot, **_feed(activity, chat)})


def _feed(activity: Activity, chat: str) -> dict[str, str]:
    """Return where news for everybody in a team's channel begin: the chat's id without that of a thread.

    The bot is taken out of a team as a whole. A group chat has no team behind it, and no feed.
    Source: microsoft-teams-apps 2.1.1, App.send (an id without `;messageid=` is no reply in a thread).
    """
    team = text_of(part(activity, "channelData", "team", "id"))
    if not team or part(activity, "conversation", "conversationType") != "channel":
        return {}
    return {"feed": chat.partition(";")[0], "within": team}


def update_id(activity: Activity) -> str:
    """Return a name of the event, the same for each copy of it; "" if Teams gave none.

    Teams numbers messages in each chat anew, and an edited message keeps its number.
    """
    own = text_of(activity.get("id"))
    if not own:
        return ""
    chat = text_of(part(activity, "conversation", "id"))
    kind = text_of(activity.get("type"))
    moment = text_of(activity.get("timestamp")) if kind != "message" else ""
    return hashlib.sha256("\n".join((chat, kind, own, moment)).encode()).hexdigest()[:40]


def language(activity: Activity) -> str | None:
    """Return the language of the client; None if it does not say."""
    locale = text_of(activity.get("locale")).lower()
    return _LANGUAGES.get(locale.replace("_", "-").split("-")[0], "en") if locale else None
