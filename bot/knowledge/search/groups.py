"""Which questions ask for the same: those whose letters, or whose meaning, are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.domain.turn.unanswered import Group, Unanswered
from bot.knowledge.search.kernel_ridge import lexical_rows
from bot.knowledge.search.search import Parts
from bot.knowledge.search.tfidf import Floats, Postings, char_features, words

LETTERS, MEANING = 0.35, 0.33
"""From which likeness on two questions ask for the same. Found by looking at questions of other authors."""


def by_letters(questions: Sequence[Unanswered]) -> tuple[Group, ...]:
    """Return questions in groups of like ones, the most asked first."""
    return _grouped(questions, _letters([one.text for one in questions]) >= LETTERS)


def by_meaning(questions: Sequence[Unanswered], parts: Parts) -> tuple[Group, ...]:
    """Return the same with the embeddings' help, where there are any: as long as a search for each."""
    texts = [one.text for one in questions]
    like = _letters(texts) >= LETTERS
    lens = parts.index.whitening
    if parts.encoder is None or lens is None or not texts:
        return _grouped(questions, like)
    joined = [" ".join(parts.wording.canonical(text)) for text in texts]
    # one by one: what people asked is not kept among the base's vectors
    vectors = lens.transform(np.concatenate([parts.encoder.encode([text]) for text in joined]))
    return _grouped(questions, like | (vectors @ vectors.T >= MEANING))


def _letters(texts: Sequence[str]) -> Floats:
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    return lexical_rows(Postings.of(len(texts), char_features([words(text) for text in texts])))(slice(None))


def _grouped(questions: Sequence[Unanswered], like: NDArray[np.bool_]) -> tuple[Group, ...]:
    """Return each question with the first of a group that is like it, the most asked being the first."""
    order = sorted(range(len(questions)), key=lambda at: (-questions[at].count, questions[at].number))
    groups: dict[int, list[Unanswered]] = {}
    for at in order:
        first = next((first for first in groups if like[first, at]), at)
        groups.setdefault(first, []).append(questions[at])
    found = (Group(tuple(members)) for members in groups.values())
    return tuple(sorted(found, key=lambda group: (-group.count, -group.last.toordinal(), group.number)))
