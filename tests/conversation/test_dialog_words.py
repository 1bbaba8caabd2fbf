"""Every step that a dialog leads to is worded in every language, whoever forgot to say so elsewhere."""

from __future__ import annotations

import pytest

from bot.conversation.dialog.dialog import SUMMARY, Dialog, Question
from handlers import ORDER
from tests.handlers.talk import LANGS, knowledge

DIALOGS = {dialog.name: dialog for handler in ORDER if (dialog := handler.dialog())}
WORDS = knowledge().base.words
DAY = "2026-11-20"


def steps(dialog: Dialog) -> list[Question]:
    """Return the questions that a dialog says it has, and those met on the way: each answer is tried once."""
    met = {question.step: question for question in dialog.questions}
    ways: list[dict[str, str]] = [{}]
    tried: set[str] = set()
    while ways:
        answers = ways.pop()
        asked = dialog.next(answers)
        if not isinstance(asked, Question) or asked.step in tried:
            continue
        tried.add(asked.step)
        met[asked.step] = asked
        given = (*asked.options, *((DAY,) if asked.date else ()))
        ways += [{**answers, asked.step: option} for option in given]
    return [question for question in met.values() if question.step != SUMMARY]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(DIALOGS))
def test_every_step_is_worded(name: str, lang: str) -> None:
    """How it is asked, how it is called in a list of answers, and each of its options."""
    missing = []
    found = steps(DIALOGS[name])
    for question in found:
        own = f"dialog.{name}.{question.step}"
        missing += [key for key in (f"{own}.ask", f"{own}.short") if not WORDS.has(lang, key)]
        labels = ((f"{own}.options.{option}", f"flow.options.{option}") for option in question.options)
        missing += [
            label for label, common in labels if not (WORDS.has(lang, label) or WORDS.has(lang, common))
        ]
    assert found
    assert missing == []
