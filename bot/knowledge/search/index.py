"""The index: every known line, and the weights that turn likeness to them into a score per label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports.store import Encoder
from bot.knowledge.search import kernel_ridge
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.tfidf import Floats, Ints, Postings, char_features, word_features
from bot.knowledge.search.training import TrainingLine
from bot.knowledge.search.whitening import Whitening

Arrays = dict[str, NDArray[np.generic]]

# Found by cross-validation on the base's own questions; part of the index's key, so that a change retrains.
VERSION = 7
CHARS, WORDS, DENSE = 1.0, 0.5, 2.0  # shares of the three kinds of likeness
WIDTH = 2.0  # how fast dense likeness falls off: exp(-WIDTH (1 - cosine))
RIDGE = 0.2
SHRINK = 0.1  # how much of the within-topic spread is taken to be the same in every direction
MOST_TRAINED = 30_000
"""A base with more lines is not trained: the nearest line wins. Training grows with the square of it."""
SETTINGS = (VERSION, CHARS, WORDS, DENSE, WIDTH, RIDGE, SHRINK)


@dataclass(frozen=True)
class Index:
    """What a question is compared with.

    `belongs` gives the place in `names` of every line's label. `weights` (lines x names) are learned, and
    None for a base that is too large to learn; `vectors` and `whitening` are None without an encoder.
    """

    names: tuple[str, ...]
    belongs: Ints
    chars: Postings
    words: Postings
    weights: Floats | None = None
    vectors: Floats | None = None
    whitening: Whitening | None = None

    def likeness(self, words: Sequence[str], vector: Floats | None) -> Floats:
        """Return how like a text, given by its canonical words and its vector, is to every line."""
        tokens = [words]
        found: Floats = np.float32(CHARS) * self.chars.likeness(char_features(tokens))
        found += np.float32(WORDS) * self.words.likeness(word_features(tokens))
        if self.vectors is not None and self.whitening is not None and vector is not None:
            # einsum, not @: BLAS wakes its threads for this, which takes 100 ms on a busy machine.
            cosine = np.einsum("ij,j->i", self.vectors, self.whitening.transform_one(vector))
            found += np.float32(DENSE) * np.exp(np.float32(WIDTH) * (cosine - 1))
        return found

    def scores(self, likeness: Floats) -> Floats:
        """Return the score of every name; about 1 for a sure one, about 0 for the others."""
        if self.weights is not None:
            learned: Floats = np.einsum("i,ij->j", likeness, self.weights)
            return learned
        best = np.zeros(len(self.names), dtype=np.float32)
        np.maximum.at(best, self.belongs, likeness)
        most = CHARS + WORDS + (0.0 if self.vectors is None else DENSE)
        return best / np.float32(most)


def untrained(lines: Sequence[TrainingLine], wording: Normaliser, encoder: Encoder | None) -> Index:
    """Return an index without weights."""
    names = tuple(sorted({label for line in lines for label in line.labels}))
    place = {name: at for at, name in enumerate(names)}
    belongs = np.array([place[line.label] for line in lines], dtype=np.int32)
    tokens = [wording.canonical(line.text) for line in lines]
    chars = Postings.of(len(lines), char_features(tokens))
    words = Postings.of(len(lines), word_features(tokens))
    if encoder is None:
        return Index(names, belongs, chars, words)
    raw = np.asarray(encoder.encode([" ".join(words_) for words_ in tokens]), dtype=np.float32)
    whitening = Whitening.fit(raw, belongs, SHRINK)
    return Index(names, belongs, chars, words, vectors=whitening.transform(raw), whitening=whitening)


def targets(lines: Sequence[TrainingLine], names: Sequence[str]) -> Floats:
    """Return what is to be learned: a one where a line carries a label, else zero (lines x names)."""
    place = {name: at for at, name in enumerate(names)}
    wanted = np.zeros((len(lines), len(names)), dtype=np.float32)
    for row, line in enumerate(lines):
        wanted[row, [place[label] for label in line.labels]] = 1.0
    return wanted


def likeness_blocks(index: Index) -> Iterator[kernel_ridge.Block]:
    """Yield the likeness of every line to every line, some rows at a time."""
    parts = [(CHARS, kernel_ridge.lexical_rows(index.chars)), (WORDS, kernel_ridge.lexical_rows(index.words))]
    if index.vectors is not None:
        parts.append((DENSE, kernel_ridge.dense_rows(index.vectors, WIDTH)))
    return kernel_ridge.blocks(index.chars.size, parts)


def train(lines: Sequence[TrainingLine], wording: Normaliser, encoder: Encoder | None) -> Index:
    """Learn an index from lines: a few seconds, and memory for lines x lines / 2 floats meanwhile."""
    index = untrained(lines, wording, encoder)
    if len(lines) > MOST_TRAINED:
        return index
    weights = kernel_ridge.solve(len(lines), likeness_blocks(index), RIDGE, targets(lines, index.names))
    return replace(index, weights=weights)


def to_arrays(index: Index) -> Arrays:
    """Return the index as named arrays, for a store."""
    arrays: Arrays = {
        "names": np.array(index.names),
        "belongs": index.belongs,
        **index.chars.arrays("chars"),
        **index.words.arrays("words"),
    }
    if index.weights is not None:
        arrays["weights"] = index.weights
    if index.vectors is not None and index.whitening is not None:
        arrays |= {"vectors": index.vectors, "centre": index.whitening.centre, "turn": index.whitening.turn}
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Index:
    """Rebuild an index from named arrays. Raises KeyError when one is missing."""

    def floats(name: str) -> Floats | None:
        return np.asarray(arrays[name], dtype=np.float32) if name in arrays else None

    belongs = np.asarray(arrays["belongs"], dtype=np.int32)
    centre, turn = floats("centre"), floats("turn")
    weights = floats("weights")
    if weights is None and len(belongs) <= MOST_TRAINED:
        raise KeyError("weights")
    return Index(
        names=tuple(str(name) for name in arrays["names"]),
        belongs=belongs,
        chars=Postings.from_arrays("chars", len(belongs), arrays),
        words=Postings.from_arrays("words", len(belongs), arrays),
        weights=weights,
        vectors=floats("vectors"),
        whitening=None if centre is None or turn is None else Whitening(centre, turn),
    )
