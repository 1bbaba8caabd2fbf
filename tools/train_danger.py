"""python -m tools.train_danger: learn the weights of bot/conversation/data/danger_weights.py anew.

From tests/guard_set: acute*.txt against not_acute*.txt, harmless ones, everyday sentences, and the texts
of the knowledge base. Prints what five-fold cross-validation finds before it writes.
"""

from __future__ import annotations

import base64
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.conversation.guard_danger_learned import BOUND, BUCKETS, features
from bot.conversation.guard_danger_slips import righted
from bot.conversation.guard_text import plain
from tools import everyday

SET = Path("tests/guard_set")
LEARNED = ("", "_2", "_3", "_4")
"""The lists that are learned from; each was measured once, unseen, before it was added here."""
OUT = Path("bot/conversation/data/danger_weights.py")
ACUTE, NEAR, FAR = 4.0, 3.0, 1.0
"""How much a line counts: acute ones, near misses, and lines that are nowhere near."""


def lines(name: str) -> list[str]:
    """Return the lines of a handwritten list."""
    return [line for line in (SET / f"{name}.txt").read_text("utf-8").splitlines() if line]


def questions() -> list[str]:
    """Return the questions and answers of the knowledge base, without those about danger."""
    found: list[str] = []
    for path in sorted(Path("knowledge_base").glob("*/topics/*.yaml")):
        if path.stem != "privacy.danger":
            topic = yaml.safe_load(path.read_text("utf-8"))
            found += [topic["question"], *topic["variants"], *topic.get("do", [])]
            found += topic["answer"].split(". ")
    return found


def matrix(texts: list[str]) -> Any:
    """Return one row a text, each feature with the same weight and the row of length 1."""
    from scipy.sparse import lil_matrix

    rows = lil_matrix((len(texts), BUCKETS), dtype=np.float32)
    for number, text in enumerate(texts):
        found = sorted(features(righted(plain(text).lower())))
        rows[number, found] = 1 / math.sqrt(len(found) or 1)
    return rows.tocsr()


def main() -> None:
    """Learn, print the figures of the cross-validation, write the weights."""
    acute = [line for end in LEARNED for line in lines(f"acute{end}")]
    near = [line for end in LEARNED for line in lines(f"not_acute{end}")]
    far = [*lines("harmless_by_hand"), *lines("harmless_2"), *questions(), *everyday.sentences()]
    far += [json.loads(row)["q"] for row in (SET / "harmless.jsonl").read_text("utf-8").splitlines()[::2]]
    group = np.array([0] * len(acute) + [1] * len(near) + [2] * len(far))
    rows, truth = matrix([*acute, *near, *far]), group == 0
    weights = np.choose(group, [ACUTE, NEAR, FAR])
    scores = np.zeros(len(group))
    for known, unseen in StratifiedKFold(5, shuffle=True, random_state=0).split(rows, group):
        scores[unseen] = learn(rows[known], truth[known], weights[known]).decision_function(rows[unseen])
    for name, number in (("acute", 0), ("near misses", 1), ("others", 2)):
        print(f"{name}: {(scores[group == number] > BOUND).mean():.1%} of {(group == number).sum()}")
    write(learn(rows, truth, weights))


def learn(rows: Any, truth: Any, weights: Any) -> LogisticRegression:
    """Return a fitted model."""
    return LogisticRegression(C=30, max_iter=500).fit(rows, truth, sample_weight=weights)


def write(model: LogisticRegression) -> None:
    """Write the weights as one signed byte each."""
    numbers = model.coef_[0]
    scale = float(np.abs(numbers).max()) / 127
    encoded = base64.b64encode(np.round(numbers / scale).astype(np.int8).tobytes()).decode()
    wrapped = "\n".join(encoded[start : start + 108] for start in range(0, len(encoded), 108))
    OUT.write_text(
        '"""Weights of what sounds like danger; written by `python -m tools.train_danger`."""\n\n'
        "from __future__ import annotations\n\nfrom typing import Final\n\n"
        f"SCALE: Final = {scale:.8f}\nBIAS: Final = {float(model.intercept_[0]):.6f}\n"
        f'WEIGHTS: Final = """\n{wrapped}\n"""\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
