"""Which topics take each other's questions: their lines lie nearer to the other's than to their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.search.kernel_ridge import Rows, lexical_rows
from bot.knowledge.search.tfidf import Floats, Postings, char_features, words
from bot.knowledge.search.training import TrainingLine, is_topic, lines_of

LEAST = 3
"""So many questions go each way before a pair of topics is named: fewer are chance."""

_NEAREST = 5  # lines that say whose a question is
_SHARPNESS = 4.0  # how much more the nearest of them say than the others
_BLOCK = 512
_NEVER = -9.0

Taken = Mapping[tuple[str, str], Sequence[str]]
"""The questions of a topic that go to another, by the two."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two topics that take questions from each other, with the questions that each of them loses."""

    first: str
    second: str
    of_first: tuple[str, ...]
    of_second: tuple[str, ...]

    @property
    def least(self) -> int:
        """How many go at least in either direction."""
        return min(len(self.of_first), len(self.of_second))


def exchanges(
    base: KnowledgeBase, vectors: Mapping[str, Floats] | None = None, least: int = LEAST
) -> tuple[Exchange, ...]:
    """Return the pairs of topics that take at least `least` questions from each other, the worst first.

    `vectors` holds embeddings by question, of which some may be missing; without any, letters alone tell.
    A question that both topics answer by its labels is taken by neither.
    """
    lines = [line for line in lines_of(base) if is_topic(line.label)]
    lost = taken(lines, _rows(lines, vectors or {}))
    pairs = (
        Exchange(first, second, tuple(questions), tuple(lost[second, first]))
        for (first, second), questions in lost.items()
        if first < second and (second, first) in lost
    )
    found = (pair for pair in pairs if pair.least >= least)
    return tuple(
        sorted(found, key=lambda pair: (-pair.least, -len(pair.of_first) - len(pair.of_second), pair.first))
    )


def taken(lines: Sequence[TrainingLine], rows: Rows) -> Taken:
    """Return the questions that the lines of other people would lead to another topic."""
    authors = np.array([line.author for line in lines])
    lost: dict[tuple[str, str], list[str]] = defaultdict(list)
    for at, likeness in _each(rows, len(lines)):
        line = lines[at]
        likeness[at] = _NEVER
        if line.author:
            likeness[authors == line.author] = _NEVER
        nearest = np.argsort(-likeness, kind="stable")[:_NEAREST]
        best = _meant((lines[other], float(likeness[other])) for other in nearest)
        if best not in line.labels:
            lost[line.label, best].append(line.text)
    return lost


def _each(rows: Rows, count: int) -> Iterator[tuple[int, Floats]]:
    for start in range(0, count, _BLOCK):
        yield from enumerate(rows(slice(start, min(start + _BLOCK, count))), start=start)


def _meant(near: Iterable[tuple[TrainingLine, float]]) -> str:
    votes: dict[str, float] = defaultdict(float)
    for line, likeness in near:
        for label in line.labels:
            votes[label] += float(np.exp(_SHARPNESS * likeness))
    return max(votes, key=votes.__getitem__)


def _rows(lines: Sequence[TrainingLine], vectors: Mapping[str, Floats]) -> Rows:
    """Return the likeness by letters, and by meaning where there are vectors."""
    letters = lexical_rows(Postings.of(len(lines), char_features([words(line.text) for line in lines])))
    if not vectors:
        return letters
    size = len(next(iter(vectors.values())))
    nothing = np.zeros(size, dtype=np.float32)
    meaning = _unit(np.array([vectors.get(line.text, nothing) for line in lines], dtype=np.float32))
    meaning = _unit(meaning - meaning.mean(axis=0))

    def both(part: slice, most: int | None = None) -> Floats:
        likeness: Floats = letters(part, most) + meaning[part] @ meaning[:most].T
        return likeness

    return both


def _unit(vectors: Floats) -> Floats:
    long: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return long
