"""What the adapted encoder thinks of a question: its likeness to a prototype of every class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.search.tfidf import Floats


@dataclass(frozen=True)
class Prototypes:
    """Prototypes (classes x dimensions) as seen from `centre`, learned with the encoder.

    `authors` are those whose questions it learned from, beside the curators' own.
    """

    names: tuple[str, ...]
    centre: Floats
    prototypes: Floats
    authors: frozenset[str] = frozenset()

    def seen(self, vectors: Floats) -> Floats:
        """Return vectors of the adapted encoder as seen from the centre, each of length 1."""
        looked = vectors - self.centre
        seen: Floats = looked / np.maximum(np.linalg.norm(looked, axis=-1, keepdims=True), 1e-9)
        return seen.astype(np.float32)

    def log_shares(self, vector: Floats) -> Floats:
        """Return the logarithm of every class's share for one vector of the adapted encoder."""
        scores = np.einsum("ij,j->i", self.prototypes, self.seen(vector))
        return log_softmax(scores)

    def fitted(self, names: Sequence[str], newcomers: Mapping[str, Floats]) -> Prototypes:
        """Return the head for exactly `names`, in this order.

        `newcomers` holds, for each class that was not there when the head was learned, the adapted vectors
        of its lines (lines x dimensions): their middle becomes its prototype. Raises KeyError when one is
        missing.
        """
        place = {name: at for at, name in enumerate(self.names)}
        length = float(np.linalg.norm(self.prototypes, axis=1).mean())

        def prototype(name: str) -> Floats:
            if name in place:
                known: Floats = self.prototypes[place[name]]
                return known
            middle = self.seen(newcomers[name]).mean(axis=0)
            return np.asarray(length * middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)

        prototypes = np.array([prototype(name) for name in names], np.float32)
        return Prototypes(tuple(names), self.centre, prototypes, self.authors)


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithm of the softmax along the last axis."""
    above = scores - scores.max(axis=-1, keepdims=True)
    shares: Floats = above - np.log(np.exp(above).sum(axis=-1, keepdims=True))
    return shares


def from_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> Prototypes:
    """Rebuild a head from named arrays. Raises KeyError when one is missing."""
    return Prototypes(
        tuple(str(name) for name in arrays["names"]),
        np.asarray(arrays["centre"], dtype=np.float32),
        np.asarray(arrays["prototypes"], dtype=np.float32),
        frozenset(str(name) for name in arrays["authors"]),
    )
