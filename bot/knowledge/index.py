"""The index: every known line, and the weights that turn likeness to them into a score per label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports import Encoder
from bot.knowledge import ridge
from bot.knowledge.lens import Lens
from bot.knowledge.lexical import Floats, Ints, Postings, char_features, word_features
from bot.knowledge.lines import Line
from bot.knowledge.wording import Wording

Arrays = dict[str, NDArray[np.generic]]

# Found by cross-validation on the base's own questions; part of the index's key, so that a change retrains.
VERSION = 7
CHARS, WORDS, DENSE = 1.0, 0.5, 2.0  # shares of the three kinds of likeness
WIDTH = 2.0  # how fast dense likeness falls off: exp(-WIDTH (1 - cosine))
RIDGE = 0.2
SHRINK = 0.1  # how much of the within-topic spread is taken to be the same in every direction
# A base with more lines is not trained: the topic of the nearest line wins. Training grows with the square.
MOST_TRAINED = 20_000
SETTINGS = (VERSION, CHARS, WORDS, DENSE, WIDTH, RIDGE, SHRINK)


@dataclass(frozen=True)
class Index:
    """What a question is compared with.

    `belongs` gives the place in `names` of every line's label. `weights` (lines x names) are learned, and
    None for a base that is too large to learn; `vectors` and `lens` are None without an encoder.
    """

    names: tuple[str, ...]
    belongs: Ints
    chars: Postings
    words: Postings
    weights: Floats | None = None
    vectors: Floats | None = None
    lens: Lens | None = None

    def likeness(self, words: Sequence[str], vector: Floats | None) -> Floats:
        """Return how like a text, given by its canonical words and its vector, is to every line."""
        tokens = [words]
        found: Floats = np.float32(CHARS) * self.chars.likeness(char_features(tokens))
        found += np.float32(WORDS) * self.words.likeness(word_features(tokens))
        if self.vectors is not None and self.lens is not None and vector is not None:
            # einsum, not @: BLAS wakes its threads for this, which takes 100 ms on a busy machine.
            cosine = np.einsum("ij,j->i", self.vectors, self.lens.see_one(vector))
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


def untrained(lines: Sequence[Line], wording: Wording, encoder: Encoder | None) -> Index:
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
    lens = Lens.ground(raw, belongs, SHRINK)
    return Index(names, belongs, chars, words, vectors=lens.see(raw), lens=lens)


def targets(lines: Sequence[Line], names: Sequence[str]) -> Floats:
    """Return what is to be learned: a one where a line carries a label, else zero (lines x names)."""
    place = {name: at for at, name in enumerate(names)}
    wanted = np.zeros((len(lines), len(names)), dtype=np.float32)
    for row, line in enumerate(lines):
        wanted[row, [place[label] for label in line.labels]] = 1.0
    return wanted


def likeness_blocks(index: Index) -> Iterator[ridge.Block]:
    """Yield the likeness of every line to every line, some rows at a time."""
    parts = [(CHARS, ridge.lexical_rows(index.chars)), (WORDS, ridge.lexical_rows(index.words))]
    if index.vectors is not None:
        parts.append((DENSE, ridge.dense_rows(index.vectors, WIDTH)))
    return ridge.blocks(index.chars.size, parts)


def train(lines: Sequence[Line], wording: Wording, encoder: Encoder | None) -> Index:
    """Learn an index from lines: a few seconds, and memory for lines x lines / 2 floats meanwhile."""
    index = untrained(lines, wording, encoder)
    if len(lines) > MOST_TRAINED:
        return index
    weights = ridge.solve(len(lines), likeness_blocks(index), RIDGE, targets(lines, index.names))
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
    if index.vectors is not None and index.lens is not None:
        arrays |= {"vectors": index.vectors, "centre": index.lens.centre, "turn": index.lens.turn}
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
        lens=None if centre is None or turn is None else Lens(centre, turn),
    )
