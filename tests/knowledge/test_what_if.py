"""What new lines would do to others is the same as learning anew without each of them."""

from __future__ import annotations

import numpy as np
import pytest

from bot.knowledge.search import effects, search, what_if
from bot.knowledge.search import index as indexes
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.training import TrainingLine, lines_of
from tests.knowledge.making import base_of, easy

BASE = base_of(
    {
        "wait": ("hvor lang er ventetiden", "hvor lenge må pasienten vente", "er det kø", "lang venteliste"),
        "age": ("hvor gammel må man være", "er det en aldersgrense", "kan en på seksten bli med"),
        "pay": ("hva koster det", "må pasienten betale", "er det gratis"),
    }
)


def line(text: str, label: str) -> TrainingLine:
    """Return a curator's new line."""
    return TrainingLine(text, label, "nb", own=True)


def test_scores_are_those_of_a_search_that_never_heard_the_line() -> None:
    """Each known line is scored without itself, with and without the new ones: as if learned anew."""
    known, fresh = lines_of(BASE), (line("hvor mange uker tar det", "wait"), line("er det dyrt", "pay"))
    every = (*known, *fresh)
    wording = Normaliser(one.text for one in every)
    found = what_if.ask(known, fresh, wording, None)
    index = indexes.untrained(every, wording, None)
    likeness = np.concatenate([block for _, block in indexes.likeness_blocks(index)])
    wanted = indexes.targets(every, index.names)

    def scored(row: int, learned: list[int]) -> np.ndarray:
        inner = likeness[np.ix_(learned, learned)] + indexes.RIDGE * np.eye(len(learned))
        return np.asarray(likeness[row, learned] @ np.linalg.solve(inner, wanted[learned]))

    for at, row in enumerate(found.rows):
        without = [one for one in range(len(known)) if one != row]
        assert found.before[at] == pytest.approx(scored(row, without), abs=1e-3)
        every_other = [one for one in range(len(every)) if one != row]
        assert found.after[at] == pytest.approx(scored(row, every_other), abs=1e-3)
    for at, _ in enumerate(fresh):
        row = len(known) + at
        assert found.own[at] == pytest.approx(scored(row, list(range(len(known)))), abs=1e-3)


def test_a_line_that_takes_questions_from_another_topic_is_told() -> None:
    """Whoever says of the waiting list that it is about age sees which questions go wrong then."""
    made = search.build(BASE, None, easy())
    moved, own = effects.of(
        made.parts, [line(text, "age") for text in ("lang ventetiden", "lenge må vente", "kø")]
    )
    lost = [one for one in moved if one.worse]
    assert lost
    assert all(one.label == "wait" for one in lost)
    assert own[0].label == "age"
    assert own[0].before.endswith("wait")


def test_a_new_topic_is_measured_too() -> None:
    """A label that nothing has yet takes nothing from the others; before it is there, nobody finds it."""
    made = search.build(BASE, None, easy())
    moved, own = effects.of(made.parts, [line("hvem eier bygget", "house"), line("eier dere huset", "house")])
    assert not any(one.worse for one in moved)
    assert not any("house" in one.before for one in (*moved, *own))
    for one in own:
        today = made.find(one.text)
        assert one.before == f"{today.kind} {today.hits[0].topic}"
    assert len(own) == 2
