"""An activity of Teams as what arrived. Pure; what is not understood is None, and nothing happens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from bot.channels.teams import attached
from bot.channels.teams.arrived import Activity, address, language, part, text_of, update_id, user
from bot.domain.message.button_id import ButtonId, pressed
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import IS, Inbound, Unsupported, together

MOST_LETTERS = 100_000
_TAG = re.compile(r"<[^<>]*>")
_MENTION = re.compile(r"<at(?:\s[^<>]*)?>.*?</at>", re.DOTALL)
_QUOTED = re.compile(r"<quoted\s[^<>]*/>|<quoted\s[^<>]*>.*?</quoted>", re.DOTALL)
"""Where a reply quotes a message. Source: microsoft-teams-api 2, QuotedReplyEntity."""


@dataclass(frozen=True, slots=True)
class Left:
    """The bot was taken out of a chat: nobody is to be reached there any more."""

    address: Address


def parse(activity: Activity) -> InboundUpdate | Left | None:
    """Return what an activity is: something a person did, that the bot was removed, or nothing to us."""
    here = address(activity)
    who = user(activity)
    update = update_id(activity)
    kind = activity.get("type")
    if here is None or not update:
        return None
    if _removed(activity):
        return Left(replace(here, chat=here.place.get("within", here.chat)))
    turn = None
    if who and kind == "message":
        turn = _message(activity, update, here)
    elif who and kind == "messageUpdate":
        turn = _edited(activity, update, here)
    elif who and kind == "invoke" and activity.get("name") == "adaptiveCard/action":
        turn = _press(part(activity, "value", "action", "data"), activity, update)
    elif who and kind == "installationUpdate" and activity.get("action") == "add" and not here.group:
        turn = Inbound(update, press=ButtonId("restart"), lang=language(activity))
    if turn is None:
        return None
    message = text_of(activity.get("id")) if kind in ("message", "messageUpdate") and not turn.press else ""
    pressed_on = text_of(activity.get("replyToId")) if turn.press else ""
    return InboundUpdate(who, here, turn, message, pressed_on)


def _message(activity: Activity, update: str, here: Address) -> Inbound | None:
    if activity.get("value") is not None:
        return _press(activity["value"], activity, update)
    if here.group and not _spoken_to(activity):
        return None
    text, lang = _words(activity), language(activity)
    if thing := attached.refused(activity):
        return Inbound(update, unsupported=thing[0], caption=text, file_name=thing[1], lang=lang)
    if attached.forwarded(activity):
        return _forwarded(activity, update, text)
    if not text:
        return (
            Inbound(update, press=ButtonId("help"), lang=lang) if here.group else None
        )  # named, and nothing more
    return Inbound(update, text=text, lang=lang)


def _forwarded(activity: Activity, update: str, text: str) -> Inbound:
    if text and attached.forwarded_within(activity):  # the text has it already
        return Inbound(update, text=text, forwarded=True, lang=language(activity))
    original = unescape(_TAG.sub(" ", attached.forwarded_text(activity)))
    words = "\n".join(one.strip() for one in (text, original) if one.strip())
    if not words:
        return Inbound(update, unsupported=Unsupported.OTHER, lang=language(activity))
    return Inbound(update, text=words, forwarded=True, lang=language(activity))


def _edited(activity: Activity, update: str, here: Address) -> Inbound | None:
    if part(activity, "channelData", "eventType") != "editMessage":
        return None
    if here.group and not _spoken_to(activity):
        return None
    text = _words(activity)
    return Inbound(update, text=text, edited=True, lang=language(activity)) if text else None


def _press(data: Any, activity: Activity, update: str) -> Inbound | None:
    press = text_of(part(data, "press"), 201) if isinstance(data, dict) else ""
    if press and isinstance(data, dict):
        press = _with_answers(press, data)
    return Inbound(update, press=press, lang=language(activity)) if 0 < len(press) <= 200 else None


def _with_answers(press: str, data: dict[str, Any]) -> str:
    """Return a press with what was chosen in the questions of its card: ids that begin as it does."""
    onward = pressed(press)
    if onward is None:
        return press
    own = (onward.handler, onward.parts[:-1])
    chosen = (pressed(text_of(value, 201)) for name, value in data.items() if name != "press")
    answers = tuple(one for one in chosen if one and (one.handler, one.parts[:-1]) == own and IS in one)
    return together(onward, answers) if answers else press


def _words(activity: Activity) -> str:
    """Return what was written, without quotes and mentions (of the bot; of people, whose names those are)."""
    text = _QUOTED.sub(" ", text_of(activity.get("text"), MOST_LETTERS))
    if text_of(activity.get("textFormat")) == "xml":
        return unescape(_TAG.sub(" ", _MENTION.sub(" ", text))).replace("\xa0", " ").strip()
    return _MENTION.sub(" ", text).replace("&nbsp;", " ").replace("\xa0", " ").strip()


def _spoken_to(activity: Activity) -> bool:
    bot = part(activity, "recipient", "id")
    entities = activity.get("entities")
    return any(
        part(one, "type") == "mention" and part(one, "mentioned", "id") == bot
        for one in (entities if isinstance(entities, list) else [])
    )


def _removed(activity: Activity) -> bool:
    if activity.get("type") == "installationUpdate":
        return activity.get("action") == "remove"
    gone = activity.get("membersRemoved") if activity.get("type") == "conversationUpdate" else None
    bot = part(activity, "recipient", "id")
    return isinstance(gone, list) and any(part(one, "id") == bot for one in gone)
