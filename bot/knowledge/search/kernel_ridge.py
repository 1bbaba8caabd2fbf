"""Kernel ridge regression: from likeness between texts to a score per label.

One exact linear solve, no iterations and no random start: the same base gives the same weights. The
likeness matrix is symmetric and is kept as half a matrix (LAPACK's rectangular full packed form), block by
block. Only training needs scipy.

Scipy's own wrappers keep the interpreter's lock: while a large base was learned from, 15 seconds, the
process answered nobody, not even who wrote of danger. Called through ctypes its LAPACK lets go of it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.search.tfidf import Floats, Postings

_BLOCK = 512
_COMMON = 0.05
"""What stands in a larger share of the lines is multiplied as it is, not as a list: a third of the work."""

Block = tuple[int, Floats]  # the first row, and these rows of the likeness matrix, as far as their diagonal


class Rows(Protocol):
    """Gives a kind of likeness."""

    def __call__(self, part: slice, most: int | None = None) -> Floats:
        """Return the likeness of a slice of rows to every row, or to the first `most` rows."""


def lexical_rows(postings: Postings) -> Rows:
    """Return a function that gives the likeness of a slice of rows to every row, or to the first ones."""
    from scipy.sparse import csc_matrix  # slow to import, and needed in training alone

    shape = (postings.size, len(postings.buckets))
    features = csc_matrix((postings.weights, postings.rows, postings.starts), shape=shape)
    common = np.diff(postings.starts) > _COMMON * postings.size
    often = np.ascontiguousarray(features[:, common].toarray())
    rare = features[:, ~common].tocsr()

    def rows(part: slice, most: int | None = None) -> Floats:
        likeness: Floats = (rare[part] @ rare[:most].T).toarray()
        likeness += often[part] @ often[:most].T
        return likeness

    return rows


def dense_rows(vectors: Floats, width: float) -> Rows:
    """Return a function that gives exp(-width (1 - cosine)) of a slice of rows to every row, or the first."""

    def rows(part: slice, most: int | None = None) -> Floats:
        likeness: Floats = np.exp(np.float32(width) * (vectors[part] @ vectors[:most].T - 1))
        return likeness

    return rows


def blocks(size: int, parts: Sequence[tuple[float, Rows]]) -> Iterator[Block]:
    """Yield the weighted sum of several kinds of likeness, some rows at a time, up to the diagonal."""
    for start in range(0, size, _BLOCK):
        part = slice(start, min(start + _BLOCK, size))
        total = np.zeros((part.stop - start, part.stop), dtype=np.float32)
        for weight, rows in parts:
            total += np.float32(weight) * rows(part, part.stop)
        yield start, total


def solve(size: int, likeness: Iterator[Block], ridge: float, targets: Floats) -> Floats:
    """Return the weights of the regression. Raises ValueError when the likeness is no likeness."""
    return solved(size, factor(size, likeness, ridge), targets)


def factor(size: int, likeness: Iterator[Block], ridge: float) -> NDArray[np.float32]:
    """Return the Cholesky factor of likeness + ridge, packed; an odd size gets one empty row more."""
    half = (size + 1) // 2
    packed = np.zeros((2 * half + 1, half), dtype=np.float32, order="F")
    if size % 2:
        packed[half - 1, half - 1] = 1.0  # the diagonal of the row that is not there
    for start, block in likeness:
        for row, values in enumerate(block, start=start):
            values[row] += ridge
            packed[row + 1, : min(row + 1, half)] = values[: min(row + 1, half)]
            if row >= half:
                packed[: row - half + 1, row - half] = values[half : row + 1]
    flat = packed.reshape(-1, order="F")
    if factored_in_place(2 * half, flat):
        raise ValueError("the likeness matrix is not positive definite")
    return flat


def solved(size: int, factored: NDArray[np.float32], targets: Floats) -> Floats:
    """Return what likeness + ridge must be multiplied with to give the targets, by its `factor`."""
    even = size + size % 2
    padded = np.zeros((even, targets.shape[1]), dtype=np.float32, order="F")
    padded[:size] = targets
    if solved_in_place(even, factored, padded):
        raise ValueError("the likeness matrix cannot be solved")
    return np.ascontiguousarray(padded[:size])


def factored_in_place(size: int, packed: Floats) -> int:
    """Factor a packed matrix (N, L), and return LAPACK's `info`, 0 where all went well."""
    info = ctypes.c_int(0)
    _routine("spftrf", 5)(b"N", b"L", _number(size), packed.ctypes.data, ctypes.byref(info))
    return info.value


def solved_in_place(size: int, factored: Floats, targets: Floats) -> int:
    """Solve for `targets` (columns first) by what was factored, and return LAPACK's `info`."""
    info = ctypes.c_int(0)
    rows, columns = map(_number, targets.shape)
    call, values = _routine("spftrs", 8), targets.ctypes.data
    call(b"N", b"L", _number(size), columns, factored.ctypes.data, values, rows, ctypes.byref(info))
    return info.value


def _routine(name: str, arguments: int) -> Callable[..., None]:
    """Return a routine of scipy's LAPACK; every argument is a pointer, as in Fortran."""
    from scipy.linalg import cython_lapack

    capsule = cython_lapack.__pyx_capi__[name]
    named, found = ctypes.pythonapi.PyCapsule_GetName, ctypes.pythonapi.PyCapsule_GetPointer
    named.restype, named.argtypes = ctypes.c_char_p, [ctypes.py_object]
    found.restype, found.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * arguments)(found(capsule, named(capsule)))


def _number(value: int) -> object:
    return ctypes.cast(ctypes.pointer(ctypes.c_int(value)), ctypes.c_void_p)
