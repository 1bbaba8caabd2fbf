"""A dialog is a pure function of the answers so far.

Because nothing else is its state, going back, changing an answer, resuming after a restart or on another
channel need no code of their own: the answers are replayed from the start.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.case.inquiry import is_code

EXAMPLE = "SPM-7K3F"
"""Stands in a walk for the answer that somebody else gives."""

SUMMARY = "summary"
"""The step where the answers are shown; what is pressed there is never kept as an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A step that waits for an answer. With `date`, a typed day is an answer too (stored as ISO date).

    With `asked_of_another` the code of an inquiry is an answer, too: who is asked cannot give it, only
    whoever answers the inquiry can. To a question of `consent` only a plain yes counts when it is typed.
    `ages` are the years that an option stands for, both ends included. With `widening` each option holds
    those before it.
    """

    step: str
    options: tuple[str, ...]
    date: bool = False
    asked_of_another: bool = False
    consent: bool = False
    ages: Mapping[str, tuple[int, int]] = field(default_factory=dict, hash=False)
    widening: bool = False

    def takes(self, value: str) -> bool:
        """Tell whether whoever is asked may answer this."""
        return value in self.options or (self.date and _is_day(value))

    def fits(self, value: str) -> bool:
        """Tell whether a stored answer is still an answer to this question."""
        return self.takes(value) or (self.asked_of_another and is_code(value))


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where a dialog ends. A final one closes it; from any other one may go back and change an answer."""

    name: str
    final: bool = False


class Dialog(Protocol):
    """A named flow."""

    @property
    def name(self) -> str:
        """What it is called in buttons, sessions and words."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those about which something may be said ahead, in their order."""

    @property
    def cards(self) -> tuple[tuple[str, ...], ...]:
        """Steps of one kind that are asked together."""

    def next(self, answers: Mapping[str, str]) -> Question | Conclusion:
        """Return the first question that these answers leave open, or the conclusion they lead to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the answers lead: the questions passed, in order, and what comes now."""

    passed: tuple[Question, ...]
    now: Question | Conclusion

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that were answered, in order."""
        return tuple(question.step for question in self.passed)


def replay(dialog: Dialog, answers: Mapping[str, str]) -> Place:
    """Walk the dialog with the given answers. Answers that no longer fit their question are not used."""
    given: dict[str, str] = {}
    passed: list[Question] = []
    while True:
        step = dialog.next(given)
        if isinstance(step, Conclusion) or step.step not in answers or not step.fits(answers[step.step]):
            return Place(tuple(passed), step)
        passed.append(step)
        given[step.step] = answers[step.step]


def path(dialog: Dialog, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the steps before the summary, by these answers; one that ends the dialog is not counted."""
    given: dict[str, str] = {}
    steps: list[str] = []
    now = dialog.next(given)
    while isinstance(now, Question) and now.step != SUMMARY:
        steps.append(now.step)
        standing = answers.get(now.step, "")
        values = (*((standing,) if now.fits(standing) else ()), *now.options)
        onward = next((v for v in values if _leads_on(dialog.next({**given, now.step: v}))), None)
        if onward is None:
            break
        given[now.step] = onward
        now = dialog.next(given)
    return tuple(steps)


def beside(dialog: Dialog, answers: Mapping[str, str], now: Question) -> tuple[Question, ...]:
    """Return the questions that are asked together with the open one; nothing where it stands alone."""
    group = next((group for group in dialog.cards if now.step in group), ())
    known = {question.step: question for question in dialog.questions}
    asked = tuple(known[step] for step in path(dialog, answers) if step in group)
    return asked if len(asked) > 1 else ()


def _leads_on(step: Question | Conclusion) -> bool:
    return isinstance(step, Question) or step.final


def changeable(dialog: Dialog, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions whose answer may be changed: those passed, and those answered ahead."""
    passed = replay(dialog, answers).passed
    done = {question.step for question in passed}
    ahead = (q for q in dialog.questions if q.step not in done and q.step in answers)
    return (*passed, *(question for question in ahead if question.fits(answers[question.step])))


def kept(dialog: Dialog, answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers on the path that they themselves lead along, without any left-over ones."""
    return {step: answers[step] for step in replay(dialog, answers).steps}


def walk(
    dialog: Dialog, day: str = "2026-01-31", answers: Mapping[str, str] | None = None
) -> Iterator[tuple[dict[str, str], Conclusion]]:
    """Yield every path of a dialog: the answers and the conclusion. `day` stands for any typed date,
    EXAMPLE for the answer of somebody else.
    """
    given = dict(answers or {})
    step = dialog.next(given)
    if isinstance(step, Conclusion):
        yield given, step
        return
    others = (*((day,) if step.date else ()), *((EXAMPLE,) if step.asked_of_another else ()))
    for option in (*step.options, *others):
        yield from walk(dialog, day, {**given, step.step: option})
