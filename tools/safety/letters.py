"""python -m tools.safety.letters: learn which words look like names, bot/safety/data/letters.npz.

From the letters of the lists of names and of words that are none; deterministic.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safety.identity.letters import BUCKETS, grams
from bot.safety.lexicon import DATA, words

STRENGTH: Final = 20.0
SHORTEST: Final = 3


def matrix(lows: Sequence[str]) -> Any:
    """Return one row a word, of length 1."""
    ends, columns, values = [0], [], []
    for low in lows:
        found = grams(low)
        columns += found
        values += [1 / math.sqrt(len(found))] * len(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(lows), BUCKETS), dtype=np.float32)


def main() -> None:
    """Learn and write the weights, a byte each."""
    ordinary = words("vocabulary", "everyday")
    names = words("given", "given_common", "surnames", "surnames_more") - ordinary
    some = [word for word in sorted(ordinary | names) if len(word) >= SHORTEST]
    truth = [word in names for word in some]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced", random_state=0)
    model.fit(matrix(some), truth)
    scale = float(np.abs(model.coef_[0]).max()) / 127
    codes = np.round(model.coef_[0] / scale).astype(np.int8)
    base = float(model.intercept_[0])
    np.savez_compressed(DATA / "letters.npz", weights=codes, scale=scale, base=base)
    print(f"{len(some)} words, {sum(truth)} of them names")


if __name__ == "__main__":
    main()
