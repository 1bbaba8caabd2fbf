"""python -m tools.safety.train [danger|described]: learn bot/safety/data/{danger,described}.npz anew.

From tests/guard_set and the texts of the knowledge base. The figures it prints, and the bounds, are those of
authors who were left out whole, each in turn. `--check` writes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.safety.danger import reader
from bot.safety.features import readings
from bot.safety.lexicon import DATA
from tools.safety import lines as safety_lines
from tools.safety import ridge
from tools.safety.data import JUDGES, NAMES, RARITY, SCALE, Data, as_read, matrix

FALSE_ALARMS = {
    "beside": {"danger": 0.02, "described": 0.03},
    "alone": {"danger": 0.03, "described": 0.025},
}
"""The share of the judges' harmless lines that may be taken for danger, or for what identifies somebody.

They were written to be mistaken for it; of what people ask every day less may pass:"""
ORDINARY_ALARMS = {
    "beside": {"danger": 0.012, "described": 0.012},
    "alone": {"danger": 0.025, "described": 0.012},
}
TURNS = 3
"""The authors are left out in so many turns where there are words alone."""
STRENGTH = 60.0
"""How closely the weights for words alone fit the lines."""
BELOW = 0.15
"""How far below the bound the base's own lines are held where there are words alone."""


def bound(data: Data, how: str, scores: Any) -> float:
    """Return the score that no more than the shares allowed of the judges' and askers' lines pass."""
    judged = data.judged & ~data.truth
    return max(
        _passed(scores[judged], data.outright[judged], FALSE_ALARMS[how][data.name]),
        _passed(scores[data.asked], data.outright[data.asked], ORDINARY_ALARMS[how][data.name]),
    )


def _passed(scores: Any, outright: Any, share: float) -> float:
    """Return the bound that a share of the lines pass, those counted that are stopped whatever they score."""
    allowed = max(int(share * len(scores)) - int(outright.sum()), 0)
    return float(np.sort(scores[~outright])[::-1][allowed])


def report(data: Data, how: str, scores: Any, low: float) -> None:
    """Print what is found and falsely raised of each judge's lines by a model that saw nothing of them."""
    stopped = (scores > low) | data.outright
    print(f"{data.name}, {how}, bound {low:.2f}: ordinary questions stopped {stopped[data.asked].mean():.2%}")
    for author in (*JUDGES, "all"):
        there = data.judged & ((data.authors == author) | (author == "all"))
        found, false = stopped[there & data.truth], stopped[there & ~data.truth]
        if len(found):
            share, nothing = f"{found.mean():.1%} of {len(found)}", f"{false.mean():.1%} of {len(false)}"
            print(f"  {author:8} found {share}, for nothing {nothing}")


def alone(data: Data, rows: Any) -> LogisticRegression:
    """Return a model of some of the lines by their words and signs."""
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=1e-2, max_iter=100)
    return model.fit(data.words_alone[rows], data.truth[rows], sample_weight=data.weights[rows])


def unseen_alone(data: Data) -> Any:
    """Return the score of every judge's and asker's line by the words of the others."""
    scores = np.full(len(data.lines), -np.inf)
    askers = sorted(set(data.authors[data.asked]))
    for turn in range(TURNS):
        left_out = np.isin(data.authors, [*JUDGES[turn::TURNS], *askers[turn::TURNS]])
        model = alone(data, ~left_out)
        scores[left_out] = model.decision_function(data.words_alone[left_out])
    return scores


def held(data: Data, words: Any, base: float, weighed: Any) -> Any:
    """Return weights of words that leave the base's own lines below the bound: what it says alarms nobody.

    A line that passes is pushed back along its own words, by as much as it passes and a little more.
    """
    words = words.copy()
    whole = [as_read(data.name, line) for line in safety_lines.own(data.name)]
    said = [(line, one) for line in whole for one in readings(line)]
    rows = matrix(data.name, [one for _, one in said])
    extra = data.signs_of([line for line, _ in said]) @ weighed + base + BELOW
    if data.name == "danger":
        extra -= np.array([reader.bound(line) for line, _ in said])
    for _ in range(3):
        for at in np.flatnonzero(rows @ words + extra > 0):
            found, values = rows.indices[rows.indptr[at] : rows.indptr[at + 1]], rows.data[rows.indptr[at]]
            over = words[found].sum() * values + extra[at]
            if over > 0:
                words[found] -= over * values
    return words


def write(data: Data, told: ridge.Told, model: LogisticRegression, bounds: dict[str, float]) -> None:
    """Write the weights of all lines: those of words and of pairs of the embedding's numbers a byte each."""
    size = data.words.shape[1]
    weighed = model.coef_[0][size:] * SCALE
    low = float(model.intercept_[0]) - bounds["alone"]
    kept: dict[str, Any] = {
        "middle": data.middle.astype(np.float32), "single": told.single.astype(np.float32),
        "beside_signs": told.signs.astype(np.float32), "beside_base": told.base - bounds["beside"],
        "alone_signs": weighed.astype(np.float32), "alone_base": low,
    }  # fmt: skip
    words = held(data, model.coef_[0][:size], low, weighed)
    kept["rarity"], kept["rarity_scale"] = np.round(data.rarity * RARITY).astype(np.uint8), 1 / RARITY
    numbers = {"pairs": told.pairs, "crossed": told.crossed, "beside": told.words, "alone": words}
    for name, values in numbers.items():
        scale = float(np.abs(values).max()) / 127
        kept[name], kept[f"{name}_scale"] = np.round(values / scale).astype(np.int8), scale
    np.savez_compressed(DATA / f"{data.name}.npz", **kept)


def main(names: Sequence[str], *, check: bool) -> None:
    """Learn, print the figures of what was left out, and write the weights."""
    for name in names or NAMES:
        data = Data(name)
        fit = ridge.fit(data.rows, data.truth, data.weights, data.authors)
        scores = {"beside": fit.unseen, "alone": unseen_alone(data)}
        bounds = {how: bound(data, how, some) for how, some in scores.items()}
        for how, some in scores.items():
            report(data, how, some, bounds[how])
        if not check:
            write(data, fit.told(), alone(data, np.ones(len(data.lines), dtype=bool)), bounds)


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if not name.startswith("-")], check="--check" in sys.argv)
