"""The buttons of a dialog and what stands on them, and how an answer is said."""

from __future__ import annotations

import datetime as dt

from bot.conversation.context import Context
from bot.conversation.dialog.dialog import Question
from bot.domain.case.inquiry import is_code
from bot.domain.message.button_id import ButtonId, Parts, padded
from bot.domain.message.message import Choice
from bot.domain.turn.session import Session

PREFIX = "d"
BACK, CHANGE, CANCEL, EDIT, SHOW = "!back", "!change", "!cancel", "!edit.", "!show"


def answered(parts: Parts) -> tuple[str, str]:
    """Return the number of the question that a button of a dialog answers, and the answer; "" for none."""
    serial, value, *more = padded(parts, 2)
    return ("", "") if more else (serial, value)


def option_button(ctx: Context, session: Session, name: str, question: Question, option: str) -> Choice:
    """Return the button of an answer."""
    return ctx.button(ButtonId(PREFIX, session.serial, option), label_key(ctx, name, question, option))


def label_key(ctx: Context, name: str, question: Question, option: str) -> str:
    """Return the key of what an answer is called: its own, or what it is called everywhere."""
    own = f"dialog.{name}.{question.step}.options.{option}"
    return own if ctx.know.base.words.has(ctx.lang, own) else f"flow.options.{option}"


def brief(ctx: Context, name: str, question: Question, what: str, otherwise: str) -> str:
    """Return what stands beside others of its kind, whose heading says what they have in common.

    `what` is "ask" or an option on a card, "row" where answers are checked; `otherwise` is the key of
    the full text.
    """
    key = f"dialog.{name}.{question.step}.on_card.{what}"
    return ctx.say(key if ctx.know.base.words.has(ctx.lang, key) else otherwise)


def shown_answer(ctx: Context, name: str, question: Question, value: str) -> str:
    """Return an answer as people read it: the button's label, the date, or that somebody else gave it."""
    if question.asked_of_another and is_code(value):
        return ctx.say(f"dialog.{name}.{question.step}.given", code=value)
    if value not in question.options:
        return ctx.day(dt.date.fromisoformat(value))
    return ctx.say(label_key(ctx, name, question, value))


def brief_answer(ctx: Context, name: str, question: Question, value: str) -> str:
    """Return an answer as its button on a card says it, for a list of answers that are checked."""
    if value not in question.options:
        return shown_answer(ctx, name, question, value)
    return brief(ctx, name, question, value, label_key(ctx, name, question, value))


def ways(ctx: Context, session: Session, *wanted: str) -> tuple[Choice, ...]:
    """Return the buttons of these ways."""
    labels = {BACK: "flow.back", CHANGE: "flow.change", CANCEL: "flow.cancel"}
    return tuple(ctx.button(ButtonId(PREFIX, session.serial, way), labels[way]) for way in wanted)
