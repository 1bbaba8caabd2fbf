"""Kernel ridge regression in closed form, each author left out in turn at no further cost.

The kernel is made of what can be told again as plain weights: the embeddings' likeness, its square (pairs of
their numbers), that of hashed words, of signs, and the embeddings' likeness for each sign that two share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.linalg import lapack

SINGLE: Final = 0.7
PAIRS: Final = 2.0
WORDS: Final = 4.0
SIGNS: Final = 0.05
CROSSED: Final = 0.15
SMOOTH: Final = 2.0
SPREAD: Final = 4.0
"""How far from 0 what is sure lies: as far as where there are words alone, so that margins hold for both."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as numbers: centred embeddings of length 1, hashed words, signs."""

    seen: Any
    words: Any
    signs: Any

    def kernel(self) -> Any:
        """Return how alike all texts are; 1 is added for what holds for every text."""
        like = self.seen @ self.seen.T
        kernel = np.float32(SINGLE) * like + np.float32(PAIRS) * like * like
        like *= np.float32(CROSSED)
        like += np.float32(SIGNS)
        like *= self.signs @ self.signs.T
        kernel += like
        del like
        kernel += np.float32(WORDS) * (self.words @ self.words.T).toarray()
        kernel += np.float32(1)
        return kernel


@dataclass(frozen=True, slots=True)
class Told:
    """What was learned, as plain weights."""

    single: Any
    pairs: Any
    words: Any
    signs: Any
    crossed: Any
    base: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Rows with what each says of the others, and its score by a model that saw nothing of its author."""

    rows: Rows
    says: Any
    unseen: Any

    def told(self) -> Told:
        """Return what was learned as plain weights."""
        seen, says = self.rows.seen, self.says.astype(np.float32)
        return Told(
            SINGLE * (says @ seen),
            PAIRS * (seen.T @ (says[:, None] * seen)),
            WORDS * (self.rows.words.T @ says),
            SIGNS * (says @ self.rows.signs),
            CROSSED * (self.rows.signs.T @ (says[:, None] * seen)),
            float(says.sum()),
        )


def fit(rows: Rows, truth: Any, weights: Any, authors: Any) -> Fit:
    """Learn from all rows, and score each by what the other authors' rows say."""
    kernel = rows.kernel()
    kernel[np.diag_indices_from(kernel)] += (SMOOTH / weights).astype(np.float32)
    factor, _ = lapack.spotrf(kernel, lower=1, overwrite_a=1)
    lower, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    target = np.where(truth, SPREAD, -SPREAD).astype(np.float32)
    inverse = np.tril(lower) + np.tril(lower, -1).T
    says = inverse @ target
    unseen = np.zeros(len(target))
    for author in sorted(set(authors)):
        own = np.flatnonzero(authors == author)
        block = inverse[np.ix_(own, own)].astype(np.float64)
        unseen[own] = target[own] - np.linalg.solve(block, says[own].astype(np.float64))
    return Fit(rows, says, unseen)
