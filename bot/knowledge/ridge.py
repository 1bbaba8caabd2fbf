"""Kernel ridge regression: from likeness between texts to a score per label.

One exact linear solve, no iterations and no random start: the same base gives the same weights, and
the leave-one-out scores that calibration needs come from the same factorisation for nothing.
Only training needs scipy; a warm start loads the weights and never gets here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.lexical import Floats, Postings

_BLOCK = 1024


def one_hot(labels: Sequence[str], names: Sequence[str]) -> Floats:
    """Return a matrix with a one where row `i` carries label `names[j]`."""
    place = {name: at for at, name in enumerate(names)}
    targets = np.zeros((len(labels), len(names)), dtype=np.float32)
    targets[np.arange(len(labels)), [place[label] for label in labels]] = 1.0
    return targets


def add_lexical(gram: Floats, postings: Postings, weight: float) -> None:
    """Add `weight` times the likeness of every row to every row to `gram`, in place."""
    from scipy.sparse import csc_matrix  # slow to import, and needed in training alone

    shape = (postings.size, len(postings.buckets))
    features = csc_matrix((postings.weights, postings.rows, postings.starts), shape=shape).tocsr()
    turned = features.T.tocsr()
    for start in range(0, postings.size, _BLOCK):
        block = (features[start : start + _BLOCK] @ turned).toarray()
        gram[start : start + _BLOCK] += np.float32(weight) * block


def add_dense(gram: Floats, vectors: Floats, weight: float, width: float) -> None:
    """Add `weight` times exp(-width (1 - cosine)) of every two rows to `gram`, in place."""
    for start in range(0, len(vectors), _BLOCK):
        cosine = vectors[start : start + _BLOCK] @ vectors.T
        gram[start : start + _BLOCK] += np.float32(weight) * np.exp(np.float32(width) * (cosine - 1))


def solve(gram: Floats, ridge: float, targets: Floats) -> Floats:
    """Return the weights of the regression; overwrites `gram`.

    Raises ValueError when `gram` holds something that is not a finite number.
    """
    from scipy.linalg import cho_factor, cho_solve

    gram.flat[:: len(gram) + 1] += np.float32(ridge)
    factor = cho_factor(gram.T, lower=True, overwrite_a=True)  # gram.T: LAPACK wants columns first
    weights: Floats = cho_solve(factor, targets).astype(np.float32)
    return weights


def solve_leaving_one_out(gram: Floats, ridge: float, targets: Floats) -> tuple[Floats, Floats]:
    """Return the weights and, for each row, the scores of a model that never saw that row."""
    from scipy.linalg import cho_factor, cho_solve
    from scipy.linalg.lapack import spotri

    gram.flat[:: len(gram) + 1] += np.float32(ridge)
    factor = cho_factor(gram.T, lower=True, overwrite_a=True)
    weights: Floats = cho_solve(factor, targets).astype(np.float32)
    inverse, failed = spotri(factor[0], lower=1, overwrite_c=1)
    if failed:
        raise ValueError("the likeness matrix cannot be inverted")
    diagonal: NDArray[np.float32] = np.diag(inverse).copy()
    return weights, targets - weights / diagonal[:, None]
