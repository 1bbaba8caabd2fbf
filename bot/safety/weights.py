"""What a text sounds like: learned weights of an embedding and of words, pairs and parts of words.

Two sets of weights stand in each file: one for the embedding that the search makes anyway together with the
words, one for the words alone where there is no encoder. `python -m tools.safety.train` learns them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.safety.features import BUCKETS, buckets, readings
from bot.safety.lexicon import DATA

Vector = NDArray[np.float32]

AS_WRITTEN: Final = frozenset({"danger"})
"""What is learned from tenses and marks, too."""
NAMED: Final = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
"""Steps of how much like a name the likeliest word of a text must look; each passed says something."""


def steps(named: float) -> Vector:
    """Return which steps a text's likeliest name passes, as ones and zeros."""
    return np.array([named > step for step in NAMED], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Dense:
    """Learned weights of an embedding, seen from the middle, of length 1: of its numbers and their pairs.

    `crossed` tells how each sign changes what its numbers say: a threat that is asked about is none that is
    told.
    """

    middle: Vector
    single: Vector
    pairs: Vector
    crossed: Vector

    def score(self, vector: Vector, signs: Vector | None) -> float:
        """Return what an embedding says."""
        seen = vector - self.middle
        seen = seen / max(float(np.linalg.norm(seen)), 1e-9)
        said = self.single if signs is None else self.single + signs @ self.crossed
        return float(seen @ said + seen @ (self.pairs @ seen))


@dataclass(frozen=True, slots=True)
class Hashed:
    """Learned weights of words and their parts, and of signs; above 0 in all the bound is passed.

    `rarity` tells how much each word counts beside the others; `written`, that tenses and marks do.
    """

    words: Vector
    rarity: Vector
    written: bool
    signs: Vector
    base: float

    def score(self, texts: Sequence[str], signs: Vector | None) -> float:
        """Return what the one of these plain texts says that says most, with the signs of the whole."""
        best = max(self._sum(one) for one in texts)
        return best + (0.0 if signs is None else float(self.signs @ signs)) + self.base

    def _sum(self, text: str) -> float:
        found = buckets(text, written=self.written)
        rarity = self.rarity[found]
        return float(self.words[found] @ rarity) / max(float(np.linalg.norm(rarity)), 1e-9)


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights. Scores are relative to the bound from which a text counts: above 0 it does."""

    dense: Dense
    beside: Hashed
    alone: Hashed

    def score(self, text: str, vector: Vector | None, signs: Vector | None = None) -> float:
        """Return how far a plain text is above the bound.

        `vector` is its embedding, if there is one; `signs` are what is seen in it besides, as ones and zeros.
        """
        if vector is None:
            return self.alone.score(readings(text), signs)
        return self.beside.score([text], signs) + self.dense.score(vector, signs)


@cache
def weights(name: str) -> Weights:
    """Return the weights of a file in `data/`. Raises OSError when it is not there."""
    with np.load(DATA / f"{name}.npz", allow_pickle=False) as file:
        read: dict[str, Any] = {key: file[key] for key in file.files}
    dense = Dense(read["middle"], read["single"], _whole(read, "pairs"), _whole(read, "crossed"))
    rarity = {"beside": _whole(read, "rarity"), "alone": np.ones(BUCKETS, dtype=np.float32)}
    beside, alone = (
        Hashed(
            _whole(read, how),
            rarity[how],
            name in AS_WRITTEN,
            read[f"{how}_signs"],
            float(read[f"{how}_base"]),
        )
        for how in ("beside", "alone")
    )
    return Weights(dense, beside, alone)


def _whole(read: Mapping[str, Any], name: str) -> Vector:
    """Return numbers that are kept in a byte each."""
    return np.asarray(read[name], dtype=np.float32) * np.float32(read[f"{name}_scale"])
