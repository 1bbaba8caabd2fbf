"""What a button means to whoever draws it: channels read this, and no ids of handlers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.dialog import labels
from bot.conversation.gaps import feedback
from bot.domain.message.button_id import BETWEEN, ButtonId, Parts


class ButtonRole(StrEnum):
    """How a button stands out, or what else becomes of the page when it is used."""

    PLAIN = "plain"
    SEND = "send"
    WAY = "way"
    CHANGE = "change"
    LEAVE = "leave"
    TOPIC = "topic"
    VERDICT = "verdict"
    LANGUAGE = "language"
    RESTART = "restart"
    UNDO = "undo"
    PROVE = "prove"


SEND = "send"
"""The answer to the summary that sends what stands in it."""

DIALOG = "dialog"
"""The group of all that answers an open question: none of it can be used any more once there is another."""


@dataclass(frozen=True, slots=True)
class ButtonMeaning:
    """What is known of a button. When one of a `group` is used, the others of it are past.

    `says` is the language of a button that is written in its own, or the verdict of one that gives one.
    """

    role: ButtonRole = ButtonRole.PLAIN
    group: str = ""
    says: str = ""


_HANDLERS = {
    "topic": ButtonRole.TOPIC,
    feedback.HANDLER: ButtonRole.VERDICT,
    "language": ButtonRole.LANGUAGE,
    "restart": ButtonRole.RESTART,
    "undo": ButtonRole.UNDO,
    "prove": ButtonRole.PROVE,
}
_SAYS = (ButtonRole.VERDICT, ButtonRole.LANGUAGE)


def meaning(choice_id: ButtonId) -> ButtonMeaning:
    """Return what a button means, by its id."""
    handler, parts = choice_id.handler, choice_id.parts
    if handler == labels.PREFIX:
        return ButtonMeaning(_step_role(labels.answered(parts)[1]), DIALOG)
    role = _HANDLERS.get(handler, ButtonRole.PLAIN)
    return ButtonMeaning(role, _group(handler, parts), parts[0] if parts and role in _SAYS else "")


def _group(handler: str, parts: Parts) -> str:
    """Return what is decided by one press: a step of a case, a time of a talk, an inquiry as it was."""
    match (handler, *parts):
        case ("handle" | "end", code, _, *_):
            return BETWEEN.join(("case", code))
        case ("contact", code, kind, "ask" | "yes", *_):
            return BETWEEN.join(("talk", code, kind))
        case ("inquiry", code, version, _, *_) if version.isdecimal():
            return BETWEEN.join((handler, code, version))
    return ""


def _step_role(answer: str) -> ButtonRole:
    if answer == labels.CANCEL:
        return ButtonRole.LEAVE
    if answer == labels.CHANGE:
        return ButtonRole.CHANGE
    if answer.startswith("!"):
        return ButtonRole.WAY
    return ButtonRole.SEND if answer == SEND else ButtonRole.PLAIN
