"""Learning from a large base: the numbers that scipy's wrappers give, and everybody goes on meanwhile."""

from __future__ import annotations

import threading

import numpy as np
from scipy.linalg.lapack import spftrf, spftrs, strttf

from bot.knowledge.search import kernel_ridge
from bot.knowledge.search.tfidf import Floats

FEWEST = 10
"""Rounds of a millisecond or more that another thread makes while half a second is worked."""


def packed(size: int) -> Floats:
    """Return a matrix that has a factor, packed."""
    draw = np.random.default_rng(1).standard_normal((size, 8)).astype(np.float32)
    full = draw @ draw.T + size * np.eye(size, dtype=np.float32)
    found, failed = strttf(full, transr="N", uplo="L")
    assert failed == 0
    return np.ascontiguousarray(found)


def test_the_numbers_are_scipys() -> None:
    """Factor and solution are what scipy's own wrappers give for the same matrix."""
    size, given = 40, packed(40)
    wanted, _ = spftrf(size, given, transr="N", uplo="L")
    targets = np.asfortranarray(np.arange(80, dtype=np.float32).reshape(size, 2))
    solution, _ = spftrs(size, wanted, targets, transr="N", uplo="L")
    assert kernel_ridge.factored_in_place(size, given) == 0
    assert kernel_ridge.solved_in_place(size, given, targets) == 0
    assert np.array_equal(given, wanted)
    assert np.array_equal(targets, solution)


def test_what_has_no_factor_is_told() -> None:
    """A matrix that is no likeness gives a number, not a factor."""
    assert kernel_ridge.factored_in_place(4, -packed(4)) != 0


def test_others_go_on_meanwhile() -> None:
    """Another thread makes its rounds while a matrix is factored: scipy's wrapper would stop it."""
    size, rounds, ended = 4000, [0], threading.Event()
    given = packed(size)

    def go_on() -> None:
        while not ended.wait(0.001):
            rounds[0] += 1

    other = threading.Thread(target=go_on)
    other.start()
    try:
        before = rounds[0]
        assert kernel_ridge.factored_in_place(size, given) == 0
        made = rounds[0] - before
    finally:
        ended.set()
        other.join()
    assert made >= FEWEST
