"""Reads a line of answers as the referral dialog would, for the tests and the figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog.dialog import SUMMARY, Question
from bot.understanding.answer import NoDay, Said, Unclear, read
from handlers.referral.beginning.questions import ReferralDialog
from tests.handlers.talk import knowledge

TODAY = dt.date(2026, 11, 21)
QUESTIONS = {q.step: q for q in (*ReferralDialog.questions, Question(SUMMARY, ("send",)))}


def told(step: str, text: str) -> str:
    """Return what is read: an option or a day, "back", "no day" or "-"."""
    words = knowledge().base.words
    asked = asking.asked(words, "refer", QUESTIONS[step], ReferralDialog.questions)
    reading = read(words, asked, text, TODAY)
    if isinstance(reading, Said):
        kept = {"today": 0, "yesterday": 1}
        return (
            (TODAY - dt.timedelta(days=kept[reading.value])).isoformat()
            if reading.value in kept
            else reading.value
        )
    return {Unclear: "back", NoDay: "no day"}.get(type(reading), "-")


def lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Return step, text and what is to be read, line by line."""
    for step, answers in yaml.safe_load(path.read_text("utf-8")).items():
        for text, wanted in answers.items():
            yield step, str(text), str(wanted)
