"""python -m tools.safety.names: learn how much each sign says for a name, bot/safety/data/names.tsv.

From made-up names in sentences (`tools/safety/frames.py`), whose place is known, and from the lines of
tests/guard_set: in one with a name the likeliest candidate counts as the name, and is chosen anew by what has
been learned; in harmless lines and in the knowledge base none is one. A logistic regression whose penalty
leaves few signs; deterministic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.safety.identity.names import possible
from bot.safety.identity.signs import signs
from bot.safety.lexicon import DATA
from bot.safety.text import plain
from tools.safety.frames import STAFF, sentences
from tools.safety.lines import HARMLESS, asked, danger, far, identity

Bag = list[list[str]]
"""The candidates of a line, each by its signs."""

MADE: Final = 2500
STAFFED: Final = 500
"""Sentences with a name of somebody of the staff, which is not to be found."""
ROUNDS: Final = 2
RAREST: Final = 4
"""A sign that is met less often is left out."""
LEAST: Final = 0.03
"""A sign that says less is left out."""
BOUND: Final = 0.5
"""How much more than an even chance a name must have."""
WEIGHTS: Final = {"made": 1.0, "staff": 1.0, "part": 0.25, "named": 10.0, "harmless": 3.0, "far": 1.0}
NAMED: Final = re.compile(
    r"name|landlord|surname|first|journal note|pasted|list of|signature|colleague as patient|month as a|"
    r"grandmother|employer contact|employer's manager|register form|relation to a named|hidden"
)
"""The kinds of lines in which a name stands, in the words of those who wrote them."""


def bag(text: str) -> Bag:
    """Return the signs of every candidate of a line."""
    return [list(signs(one)) for one in possible(plain(text))]


def made() -> tuple[list[list[str]], list[int], list[float]]:
    """Return signs, truth and weight of the candidates in sentences whose name is known."""
    rows, truth, weights = [], [], []
    for text, begin, end in sentences(MADE, 7):
        for one in possible(plain(text)):
            start, stop = one.parts[0].start, one.parts[-1].end
            if start >= begin and stop <= end:
                rows.append(list(signs(one)))
                truth.append(1)
                weights.append(WEIGHTS["made"] if (start, stop) == (begin, end) else WEIGHTS["part"])
            elif stop <= begin or start >= end:
                rows.append(list(signs(one)))
                truth.append(0)
                weights.append(WEIGHTS["made"])
    for text, _, _ in sentences(STAFFED, 8, STAFF):
        rows += bag(text)
    more = len(rows) - len(truth)
    return rows, [*truth, *[0] * more], [*weights, *[WEIGHTS["staff"]] * more]


def named() -> list[str]:
    """Return the lines of the lists in which a name stands, and nothing else that would give it away."""
    found = []
    for line in identity():
        if line.label != HARMLESS and (NAMED.search(line.kind) or line.list in {"by_hand", "fresh"}):
            found.append(line.text)
    return [text for text in found if not re.search(r"\d{4}|@", text)]


def harmless() -> list[tuple[str, float]]:
    """Return lines without a name, with how much each counts."""
    near = [line for line in danger() if line.label == HARMLESS]
    found = {line.text: WEIGHTS["far"] for line in [*asked(), *far(), *near]}
    found |= {line.text: WEIGHTS["harmless"] for line in identity() if line.label == HARMLESS}
    return list(found.items())


def learn() -> dict[str, float]:
    """Return how much each sign says; "base" is what a candidate without any has."""
    rows, truth, weights = made()
    for text, weight in harmless():
        for one in bag(text):
            rows.append(one)
            truth.append(0)
            weights.append(weight)
    bags = [some for some in map(bag, named()) if some]
    matrix, columns = _matrix([*rows, *(one for some in bags for one in some)])
    known = len(rows)
    model = _fit(matrix[:known], truth, weights, l1=False)
    for number in range(ROUNDS):
        best = _best(model.decision_function(matrix[known:]), bags)
        chosen = [*range(known), *(known + at for at in best)]
        more = [WEIGHTS["named"]] * len(best)
        last = number == ROUNDS - 1
        model = _fit(matrix[chosen], [*truth, *[1] * len(best)], [*weights, *more], l1=last)
    table = {sign: float(model.coef_[0][at]) for sign, at in columns.items()}
    kept = {sign: score for sign, score in table.items() if abs(score) > LEAST}
    return {**kept, "base": float(model.intercept_[0]) - BOUND}


def _matrix(rows: Sequence[Iterable[str]]) -> tuple[Any, dict[str, int]]:
    met = Counter(sign for row in rows for sign in set(row))
    columns = {sign: at for at, sign in enumerate(sorted(s for s, times in met.items() if times >= RAREST))}
    ends, found = [0], []
    for row in rows:
        found += sorted({columns[sign] for sign in row if sign in columns})
        ends.append(len(found))
    return csr_matrix((np.ones(len(found)), found, ends), shape=(len(rows), len(columns))), columns


def _best(scores: Any, bags: Sequence[Bag]) -> list[int]:
    """Return the place of the likeliest candidate of each line."""
    ends = np.cumsum([0, *map(len, bags)])
    return [int(a + np.argmax(scores[a:b])) for a, b in pairwise(ends)]


def _fit(matrix: Any, truth: Sequence[int], weights: Sequence[float], *, l1: bool) -> LogisticRegression:
    model = LogisticRegression(
        l1_ratio=1.0 if l1 else 0.0, solver="liblinear", intercept_scaling=10, max_iter=300, random_state=0
    )
    return model.fit(matrix, truth, sample_weight=weights)


def main() -> None:
    """Learn and write the table."""
    table = learn()
    head = "# How much each sign says for or against a name; above 0 in all it is one.\n"
    rows = "".join(f"{sign}\t{table[sign]:.2f}\n" for sign in sorted(table))
    (DATA / "names.tsv").write_text(f"{head}# Written by `python -m tools.safety.names`.\n{rows}", "utf-8")
    print(f"{len(table)} signs")


if __name__ == "__main__":
    main()
