"""A question that the assistant could not answer, as curators see it: masked, and nobody's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The same question asked `count` times, last on a day. `number` names it until it is let go."""

    number: int
    text: str
    lang: str
    count: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask for the same, the most asked first."""

    questions: tuple[Unanswered, ...]

    @property
    def number(self) -> int:
        """The number of its first question, by which the group is known."""
        return self.questions[0].number

    @property
    def count(self) -> int:
        """How often all of them were asked."""
        return sum(one.count for one in self.questions)

    @property
    def last(self) -> dt.date:
        """When one of them was asked last."""
        return max(one.last for one in self.questions)

    @property
    def lang(self) -> str:
        """The language of the most asked one."""
        return self.questions[0].lang
