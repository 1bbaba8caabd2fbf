"""How sentence embeddings are looked at: from their middle, with differences of style faded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.knowledge.search.tfidf import Floats, Ints


@dataclass(frozen=True)
class Whitening:
    """A centre to look from and a turn (dimensions x dimensions) that weighs the directions.

    Sentence embeddings all point much the same way, and much of what is left tells the language and the
    tone of a question rather than its topic. Directions in which questions of one topic differ among
    themselves are such: each is scaled by (its variance within topics) ** -1/4, half way to whitening.
    """

    centre: Floats
    turn: Floats

    @classmethod
    def fit(cls, vectors: Floats, belongs: Ints, shrink: float = 0.1) -> Whitening:
        """Make the whitening that suits `vectors`, whose topics are numbered in `belongs`.

        `shrink` (0 to 1) is the share of the spread that is taken to be the same in every direction.
        """
        centre = vectors.mean(axis=0)
        sums = np.zeros((int(belongs.max()) + 1, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, belongs, vectors)
        means = sums / np.maximum(np.bincount(belongs), 1)[:, None]
        within = vectors - means[belongs]
        spread = (within.T @ within).astype(np.float64) / max(len(vectors), 1)
        size = len(spread)
        even = np.eye(size) * max(float(np.trace(spread)) / size, 1e-12)
        values, directions = np.linalg.eigh((1 - shrink) * spread + shrink * even)
        turn = directions * values**-0.25
        return cls(centre, turn.astype(np.float32))

    def transform(self, vectors: Floats) -> Floats:
        """Return the vectors whitened, each of length 1."""
        turned = (vectors - self.centre) @ self.turn
        lengths = np.linalg.norm(turned, axis=1, keepdims=True)
        seen: Floats = (turned / np.maximum(lengths, 1e-9)).astype(np.float32)
        return seen

    def transform_one(self, vector: Floats) -> Floats:
        """Return one vector whitened; without threads, for questions."""
        turned = np.einsum("i,ij->j", vector - self.centre, self.turn)
        seen: Floats = (turned / max(float(np.linalg.norm(turned)), 1e-9)).astype(np.float32)
        return seen
