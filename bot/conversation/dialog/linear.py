"""A dialog whose questions come one after the other, each with answers that end it, up to its summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation.dialog.dialog import SUMMARY, Conclusion, Question


@dataclass(frozen=True, slots=True)
class LinearDialog:
    """See Dialog. `path` has each question with the conclusions of the answers that end it early; `done` is
    the conclusion once the summary was sent.
    """

    name: str
    path: tuple[tuple[Question, Mapping[str, str]], ...]
    done: str
    cards: tuple[tuple[str, ...], ...] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """See Dialog."""
        return tuple(question for question, _ in self.path)

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """See Dialog."""
        for question, ends in self.path:
            answer = answers.get(question.step)
            if answer is None:
                return question
            if answer in ends:
                return Conclusion(ends[answer])
        sent = answers.get(SUMMARY) == "send"
        return Conclusion(self.done, final=True) if sent else Question(SUMMARY, ("send",))
