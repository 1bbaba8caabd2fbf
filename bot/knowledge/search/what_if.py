"""What some new lines would do to every other question, without waiting for somebody to ask it.

The base is learned once, with the new lines. What the search would think of a line had it never learned that
line follows from the same solution (the residual over the diagonal of the inverse), and so does what it would
think without the new ones (a Schur complement): exact, and no second learning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports.store import Encoder
from bot.knowledge.search import index as indexes
from bot.knowledge.search import kernel_ridge
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.tfidf import Floats
from bot.knowledge.search.training import TrainingLine

Factor = NDArray[np.float32]


@dataclass(frozen=True)
class WhatIf:
    """Scores (rows x names) without and with the new lines, of the known lines that these touch most.

    `rows` are places among the known lines. `own` are the scores of the new lines without them.
    """

    names: tuple[str, ...]
    rows: NDArray[np.intp]
    before: Floats
    after: Floats
    own: Floats


def ask(
    lines: Sequence[TrainingLine],
    fresh: Sequence[TrainingLine],
    wording: Normaliser,
    encoder: Encoder | None,
    most: int = 200,
) -> WhatIf:
    """Learn `lines` with `fresh`, and tell what the `most` touched lines score; a minute for a large base."""
    every = (*lines, *fresh)
    index = indexes.untrained(every, wording, encoder)
    wanted = indexes.targets(every, index.names)
    factor = kernel_ridge.factor(len(every), indexes.likeness_blocks(index), indexes.RIDGE)
    known, new = len(lines), np.arange(len(lines), len(every))
    after = kernel_ridge.solved(len(every), factor, wanted)
    columns = _columns(factor, len(every), new)
    within = np.linalg.inv(columns[new])
    before = after[:known] - columns[:known] @ within @ after[new]
    rows = np.argsort(-np.abs(columns[:known]).max(axis=1))[:most]
    diagonal = _columns(factor, len(every), rows)[rows, np.arange(len(rows))]
    taken = np.einsum("ij,jk,ik->i", columns[rows], within, columns[rows])
    return WhatIf(
        names=index.names,
        rows=rows,
        before=wanted[rows] - before[rows] / (diagonal - taken)[:, None],
        after=wanted[rows] - after[rows] / diagonal[:, None],
        own=(wanted[new] - within @ after[new]).astype(np.float32),
    )


def _columns(factor: Factor, size: int, places: NDArray[np.intp]) -> Floats:
    """Return these columns of the inverse."""
    unit = np.zeros((size, len(places)), dtype=np.float32)
    unit[places, np.arange(len(places))] = 1.0
    return kernel_ridge.solved(size, factor, unit)
