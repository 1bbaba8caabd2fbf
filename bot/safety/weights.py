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
from bot.safety.identity.names import UNNAMED
from bot.safety.lexicon import DATA

Vector = NDArray[np.float32]

NAMED: Final = (-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
"""Steps of how much like a name the likeliest word of a text must look; each passed says something."""


def steps(named: float) -> Vector:
    """Return which steps a text's likeliest name passes, as ones and zeros."""
    return np.array([named > step for step in NAMED], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Dense:
    """Learned weights of an embedding, seen from the middle, of length 1: of its numbers and their pairs."""

    middle: Vector
    single: Vector
    pairs: Vector

    def score(self, vector: Vector) -> float:
        """Return what an embedding says."""
        seen = vector - self.middle
        seen = seen / max(float(np.linalg.norm(seen)), 1e-9)
        return float(seen @ self.single + seen @ (self.pairs @ seen))


@dataclass(frozen=True, slots=True)
class Hashed:
    """Learned weights of words and their parts, and of a likely name; above 0 in all the bound is passed.

    `rarity` tells how much each word counts beside the others of its text.
    """

    words: Vector
    rarity: Vector
    names: Vector
    base: float

    def score(self, texts: Sequence[str], named: float) -> float:
        """Return what the one of these plain texts says that says most."""
        best = max(self._sum(one) for one in texts)
        return best + float(self.names @ steps(named)) + self.base

    def _sum(self, text: str) -> float:
        found = buckets(text)
        rarity = self.rarity[found]
        return float(self.words[found] @ rarity) / max(float(np.linalg.norm(rarity)), 1e-9)


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights. Scores are relative to the bound from which a text counts: above 0 it does."""

    dense: Dense
    beside: Hashed
    alone: Hashed

    def score(self, text: str, vector: Vector | None, named: float = UNNAMED) -> float:
        """Return how far a plain text is above the bound.

        `vector` is its embedding, if there is one; `named` tells how much like a name its likeliest word is.
        """
        if vector is None:
            return self.alone.score(readings(text), named)
        return self.beside.score([text], named) + self.dense.score(vector)


@cache
def weights(name: str) -> Weights:
    """Return the weights of a file in `data/`. Raises OSError when it is not there."""
    with np.load(DATA / f"{name}.npz", allow_pickle=False) as file:
        read: dict[str, Any] = {key: file[key] for key in file.files}
    dense = Dense(read["middle"], read["single"], _whole(read, "pairs"))
    rarity = {"beside": _whole(read, "rarity"), "alone": np.ones(BUCKETS, dtype=np.float32)}
    beside, alone = (
        Hashed(_whole(read, how), rarity[how], read[f"{how}_names"], float(read[f"{how}_base"]))
        for how in ("beside", "alone")
    )
    return Weights(dense, beside, alone)


def _whole(read: Mapping[str, Any], name: str) -> Vector:
    """Return numbers that are kept in a byte each."""
    return np.asarray(read[name], dtype=np.float32) * np.float32(read[f"{name}_scale"])
