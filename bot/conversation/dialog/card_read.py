"""Reads one line as the answers of a card: by number ("1 ja, 4 voksen"), or in turn ("ja, jobb, nei").

A consent is never guessed: each answer has to be one to its own question, or the line is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.conversation import typed
from bot.conversation.context import Context, Handler
from bot.conversation.dialog import flow
from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog import typed_answers as flow_read
from bot.conversation.dialog.dialog import Question, path
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import OpenDialog
from bot.understanding import answer

FEWEST = 3
"""Answers in their turn that are read as such: "ja, ja" may be one person's way to say one yes."""

_NUMBER = re.compile(r"(?:^|(?<=[\s,;]))(\d{1,2})[.):]?\s+(?=\S)")


def read(ctx: Context, text: str) -> Outcome | None:
    """Take a line of answers to the card that is open; None when it is no such line."""
    open_dialog = ctx.session.dialog
    if open_dialog is None:
        return None
    handler = flow.leader(ctx, open_dialog.name)
    now = flow.asked_now(handler, open_dialog)
    asked = flow.asked_together(handler, open_dialog, now) if isinstance(now, Question) else ()
    if not asked:
        return None
    said = _by_number(handler, open_dialog, asked, text) or _in_turn(open_dialog, asked, text)
    told = {question.step: _answer(ctx, open_dialog, question, one) for question, one in said}
    return flow_read.taken(ctx, open_dialog, told) if told and all(told.values()) else None


Said = Sequence[tuple[Question, str]]


def _by_number(handler: Handler, open_dialog: OpenDialog, asked: Sequence[Question], text: str) -> Said:
    """Return the answers that stand behind the numbers of questions, which must rise."""
    steps = path(flow.dialog_of(handler), open_dialog.answers)
    questions: Mapping[int, Question] = {steps.index(question.step) + 1: question for question in asked}
    found: list[tuple[int, int, int]] = []
    for match in _NUMBER.finditer(text):
        number = int(match[1])
        if number in questions and (not found or number > found[-1][0]):
            found.append((number, match.start(), match.end()))
    if not found or text[: found[0][1]].strip():
        return ()
    ends = (*(start for _, start, _ in found[1:]), len(text))
    return [
        (questions[number], text[begin:end].strip(" ,;."))
        for (number, _, begin), end in zip(found, ends, strict=True)
    ]


def _in_turn(open_dialog: OpenDialog, asked: Sequence[Question], text: str) -> Said:
    """Return the answers that follow each other as the open questions do: as many as these are."""
    left = [question for question in asked if question.step not in open_dialog.answers]
    parts = [part.strip() for part in re.split(r"[,;\n]", text)]
    same = len(parts) == len(left) >= FEWEST
    return list(zip(left, parts, strict=True)) if same else ()


def _answer(ctx: Context, open_dialog: OpenDialog, question: Question, said: str) -> str:
    """Return what a part of the line answers to its question; nothing when it is no plain answer."""
    words, key = ctx.know.base.words, f"dialog.{open_dialog.name}.{question.step}"
    for option in question.options:
        if typed.means(words, f"{key}.typed.{option}", said) or typed.means(
            words, f"flow.typed.{option}", said
        ):
            return flow_read.kept(ctx, question, option)
    asked = asking.asked(words, open_dialog.name, question)
    reading = answer.read(words, asked, said, ctx.now.date())
    return flow_read.kept(ctx, question, reading.value) if isinstance(reading, answer.Said) else ""
