"""A change of the knowledge base that a curator proposed: measured before anybody takes it in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What is changed: one more way to ask for a topic, the answer of one, or a topic that is new."""

    VARIANT = "variant"
    ANSWER = "answer"
    TOPIC = "topic"


class Stage(StrEnum):
    """How far a change has come. It is taken in by whoever keeps the files, never by itself."""

    PROPOSED = "proposed"
    MEASURED = "measured"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_IN = "taken-in"


NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.MEASURED, Stage.DECLINED}),
    Stage.MEASURED: frozenset({Stage.MEASURED, Stage.ACCEPTED, Stage.DECLINED}),
    Stage.ACCEPTED: frozenset({Stage.TAKEN_IN, Stage.DECLINED}),
    Stage.DECLINED: frozenset(),
    Stage.TAKEN_IN: frozenset(),
}
"""What may come after what: nothing is accepted that was not measured."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A question of the base that would be answered otherwise. `before` and `after` are outcome and topic.

    `label` is what it is about; `better` tells whether it is found at once only afterwards, `worse` whether
    it is no more.
    """

    text: str
    lang: str
    label: str
    before: str
    after: str
    better: bool = False
    worse: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do: how many questions there are, which ones it moves, what it gives its own.

    `faults` are what the check finds in the changed files, so that they could not be taken in.
    """

    questions: int
    moved: tuple[Moved, ...] = ()
    own: tuple[Moved, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def better(self) -> int:
        """How many other questions are found at once that were not before."""
        return sum(one.better for one in self.moved)

    @property
    def worse(self) -> int:
        """How many other questions are not found at once any more."""
        return sum(one.worse for one in self.moved)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be changed. `texts` holds, by language, new questions line by line, or the new answer.

    `groups` are the numbers of the questions without an answer that it answers.
    """

    kind: Kind
    topic: str
    texts: Mapping[str, str]
    groups: tuple[int, ...] = ()

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The new questions, each with its language."""
        if self.kind is Kind.ANSWER:
            return ()
        return tuple((line, lang) for lang, text in self.texts.items() for line in text.splitlines() if line)


@dataclass(frozen=True, slots=True)
class KbChange:
    """A proposal on its way. `by` and `decided_by` are names, as far as they are known."""

    number: int
    proposal: Proposal
    by: str
    at: dt.datetime
    stage: Stage
    patch: str = ""
    effect: Effect | None = None
    decided_by: str = ""
    decided_at: dt.datetime | None = None

    @property
    def can_be_accepted(self) -> bool:
        """Tell whether it was measured and its files are without fault."""
        return self.stage is Stage.MEASURED and self.effect is not None and not self.effect.faults


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text as somebody typed it, each on one line."""
    parts = (" ".join(part.split()) for part in re.split(r"\n[ \t\r]*\n", text))
    return tuple(part for part in parts if part)
