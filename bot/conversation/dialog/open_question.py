"""The question that is open, as the reading of answers needs it: its words in all languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.conversation.dialog.dialog import SUMMARY, Question
from bot.knowledge.base.entry import LANGUAGES, Words
from bot.understanding.answer import Asked

_PLACE = re.compile(r"\{\w+\}")


def asked(words: Words, dialog: str, question: Question, ahead: Sequence[Question] = ()) -> Asked:
    """Return a question as it is asked. The summary asks whether it is right: yes, or no.

    `ahead` are the questions of the dialog about which something may be said in the same breath.
    """
    name = f"asked {dialog} {question!r} {[one.step for one in ahead]}"
    return words.worked_out(name, lambda: _asked(words, dialog, question, ahead))


def _asked(words: Words, dialog: str, question: Question, ahead: Sequence[Question]) -> Asked:
    key = f"dialog.{dialog}.{question.step}"
    summary = question.step == SUMMARY
    options = ("yes", "no") if summary else question.options
    about = ("title", "short") if summary else ("ask", "short")
    return Asked(
        key=key,
        step=question.step,
        options=options,
        labels={} if summary else {option: _labels(words, key, option) for option in options},
        about=_texts(words, *(f"{key}.{text}" for text in about)),
        consent=question.consent or summary,
        dated=question.date,
        ages=question.ages,
        widening=question.widening,
        ahead=() if summary else tuple(q.step for q in ahead if q.step != question.step),
    )


def names(words: Words, dialog: str, questions: Sequence[Question]) -> Mapping[str, Sequence[str]]:
    """Return what each step is called, in all languages."""
    return {question.step: _texts(words, f"dialog.{dialog}.{question.step}.short") for question in questions}


def _labels(words: Words, key: str, option: str) -> tuple[str, ...]:
    """Return what an answer is called, alone and on a card, in all languages."""
    alone = _texts(words, f"{key}.options.{option}") or _texts(words, f"flow.options.{option}")
    return (*alone, *_texts(words, f"{key}.on_card.{option}"))


def _texts(words: Words, *keys: str) -> tuple[str, ...]:
    found = (words.texts[lang].get(key, "") for lang in LANGUAGES for key in keys)
    return tuple(_PLACE.sub(" ", text) for text in found if text)
