"""The index: every known line, and the weights that turn likeness to them into a score per label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports import Encoder
from bot.knowledge import ridge
from bot.knowledge.lens import Lens
from bot.knowledge.lexical import Floats, Postings, char_features, word_features
from bot.knowledge.lines import Line
from bot.knowledge.wording import Wording

Arrays = dict[str, NDArray[np.generic]]

# Found by cross-validation on the base's own questions; part of the index's key, so that a change retrains.
VERSION = 5
CHARS, WORDS, DENSE = 1.0, 0.5, 2.0  # shares of the three kinds of likeness
WIDTH = 2.0  # how fast dense likeness falls off: exp(-WIDTH (1 - cosine))
RIDGE = 0.2
SHRINK = 0.1  # how much of the within-topic spread is taken to be the same in every direction
SETTINGS = (VERSION, CHARS, WORDS, DENSE, WIDTH, RIDGE, SHRINK)


@dataclass(frozen=True)
class Index:
    """What a question is compared with. `vectors` and `lens` are None without an encoder."""

    names: tuple[str, ...]
    weights: Floats
    chars: Postings
    words: Postings
    vectors: Floats | None = None
    lens: Lens | None = None

    def likeness(self, words: Sequence[str], vector: Floats | None) -> Floats:
        """Return how like a text, given by its canonical words and its vector, is to every line."""
        tokens = [words]
        found: Floats = np.float32(CHARS) * self.chars.likeness(char_features(tokens))
        found += np.float32(WORDS) * self.words.likeness(word_features(tokens))
        if self.vectors is not None and self.lens is not None and vector is not None:
            cosine = self.vectors @ self.lens.see(vector[None, :])[0]
            found += np.float32(DENSE) * np.exp(np.float32(WIDTH) * (cosine - 1))
        return found

    def scores(self, likeness: Floats) -> Floats:
        """Return the score of every name; about 1 for a sure one, about 0 for the others."""
        scores: Floats = likeness @ self.weights
        return scores


def untrained(lines: Sequence[Line], wording: Wording, encoder: Encoder | None) -> tuple[Index, Floats]:
    """Return an index without weights, and the one-hot targets to learn."""
    names = tuple(sorted({line.label for line in lines}))
    tokens = [wording.canonical(line.text) for line in lines]
    chars = Postings.of(len(lines), char_features(tokens))
    words = Postings.of(len(lines), word_features(tokens))
    targets = ridge.one_hot([line.label for line in lines], names)
    if encoder is None:
        return Index(names, targets, chars, words), targets
    raw = np.asarray(encoder.encode([" ".join(words_) for words_ in tokens]), dtype=np.float32)
    lens = Lens.ground(raw, targets, SHRINK)
    return Index(names, targets, chars, words, lens.see(raw), lens), targets


def likeness_blocks(index: Index) -> Iterator[ridge.Block]:
    """Yield the likeness of every line to every line, some rows at a time."""
    parts = [(CHARS, ridge.lexical_rows(index.chars)), (WORDS, ridge.lexical_rows(index.words))]
    if index.vectors is not None:
        parts.append((DENSE, ridge.dense_rows(index.vectors, WIDTH)))
    return ridge.blocks(index.chars.size, parts)


def train(lines: Sequence[Line], wording: Wording, encoder: Encoder | None) -> Index:
    """Learn an index from lines: a few seconds, and memory for lines x lines / 2 floats meanwhile."""
    index, targets = untrained(lines, wording, encoder)
    weights = ridge.solve(len(lines), likeness_blocks(index), RIDGE, targets)
    return Index(index.names, weights, index.chars, index.words, index.vectors, index.lens)


def to_arrays(index: Index) -> Arrays:
    """Return the index as named arrays, for a store."""
    arrays: Arrays = {
        "names": np.array(index.names),
        "weights": index.weights,
        **index.chars.arrays("chars"),
        **index.words.arrays("words"),
    }
    if index.vectors is not None and index.lens is not None:
        arrays |= {"vectors": index.vectors, "centre": index.lens.centre, "turn": index.lens.turn}
    return arrays


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Index:
    """Rebuild an index from named arrays. Raises KeyError when one is missing."""
    weights = np.asarray(arrays["weights"], dtype=np.float32)
    dense = "vectors" in arrays
    lens = None
    if dense:
        lens = Lens(np.asarray(arrays["centre"], np.float32), np.asarray(arrays["turn"], np.float32))
    return Index(
        names=tuple(str(name) for name in arrays["names"]),
        weights=weights,
        chars=Postings.from_arrays("chars", len(weights), arrays),
        words=Postings.from_arrays("words", len(weights), arrays),
        vectors=np.asarray(arrays["vectors"], dtype=np.float32) if dense else None,
        lens=lens,
    )
