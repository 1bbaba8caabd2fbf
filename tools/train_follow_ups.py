"""python -m tools.train_follow_ups: learns how a message is read by the answer before it.

Writes knowledge_base/follow_up.yaml: one weight a feature (`bot.understanding.follow_up`) and the bounds,
found on the talks of knowledge_base/talks with each author left out, some at a time. Run it after
`tools.calibrate`.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import yaml

from bot import app as house
from bot.conversation.context import Knowledge
from bot.conversation.focus import focus_on
from bot.knowledge.search import index as indexes
from bot.knowledge.search.index import Index
from bot.knowledge.search.search import scored
from bot.knowledge.search.tfidf import Floats
from bot.knowledge.search.training import NONE, follow_ups_of, is_topic
from bot.services.search import GrowingSearch
from bot.settings import read
from bot.understanding.follow_up import NOT_LEARNED, Sharer, features
from bot.understanding.leads import without_lead
from tools.score.talks import Turn, turns

TALKS = Path("talks")
SURELY_WRONG, OUTSIDE_SURE, OFFERED_FROM = 0.015, 0.09, 0.04
"""Shares of the follow-ups that may be answered wrongly without a hint: of those that a topic answers, and of
those that none does; the least confidence that is offered."""
LIKELY_RIGHT = 0.45
"""How often what is shown as a guess has to be right, of those that are no surer."""
SMOOTH, STEPS, PACE = 0.01, 500, 0.05
TURNS = 6
"""The authors are left out in so many turns: one by one it would take an hour, and say the same."""
_NOT = 1e-12

HEAD = """\
# How a message is read by the answer before it: weights by feature, and bounds.
# Learned from knowledge_base/talks, each author left out, some at a time (python -m tools.train_follow_ups).
"""


@dataclass(frozen=True)
class Example:
    """A follow-up: features (names x features), which names are right, and who wrote it."""

    rows: Floats
    right: Floats
    names: tuple[str, ...]
    turn: Turn


def main() -> None:
    """Learn for the search with embeddings and for letters alone, write the file, print what was found."""
    settings = read(log_level="error")
    heard = [turn for turn in turns(settings.knowledge / TALKS) if turn.focus]
    ways = {
        "dense": _learned(house.know(settings), heard),
        "lexical": _learned(house.know(settings.model_copy(update={"encoder": "off"})), heard),
    }
    text = HEAD + yaml.safe_dump({"measured": dt.date.today().isoformat(), **ways}, sort_keys=False)
    (settings.knowledge / house.FOLLOW_UPS).write_text(text, encoding="utf-8")
    print(text)


def _learned(know: Knowledge, heard: Sequence[Turn]) -> dict[str, Any]:
    named, found = _examples(know, cast(GrowingSearch, know.search), heard)
    unseen = [pair for who in by_turns(heard) for pair in _left_out(found, who)]
    bounds = find_bounds(unseen)
    weights = learn(found)
    if "-v" in sys.argv:
        for example, share, name in unseen:
            if name not in example.turn.labels:
                turn = example.turn
                print(f"{turn.focus} | {turn.say} | {turn.labels} -> {name} {share:.2f}")
    return {
        **{name: round(float(value), 3) for name, value in bounds.items()},
        "weights": {name: round(float(w), 4) for name, w in zip(named, weights, strict=True)},
        "figures": {name: round(value, 4) for name, value in measure(unseen, bounds).items()},
    }


Heard = tuple[Example, float, str]
"""An example with the likeliest name and its share, by weights that its author had no part in."""


def _examples(
    know: Knowledge, search: GrowingSearch, heard: Sequence[Turn]
) -> tuple[tuple[str, ...], list[Example]]:
    leads, points = house.follow_up_words(know.base.words)
    model = replace(NOT_LEARNED, leads=leads, points=points)
    found: list[Example] = []
    named: tuple[str, ...] = ()
    for turn, sharer in _by_author(know, search, heard):
        focus = focus_on(know.base, turn.lang, turn.focus)
        if focus is None:
            continue
        names, rows = features(without_lead(know.base.words, turn.say), focus, sharer, model)
        right = np.array([1.0 if name in turn.labels else _NOT for name in names])
        if names and right.max() == 1.0:
            named = tuple(rows)
            found.append(Example(np.stack(list(rows.values()), axis=1), right, names, turn))
    return named, found


@dataclass(frozen=True)
class _Without:
    """A search whose talks lack some authors: what was taught by the very line tells nothing of others."""

    search: GrowingSearch
    talks: Index

    @property
    def dense(self) -> bool:
        """See Sharer."""
        return self.search.dense

    def shares(self, text: str) -> Mapping[str, float]:
        """See Sharer."""
        return self.search.shares(text)

    def followed(self, text: str) -> Mapping[str, float]:
        """See Sharer."""
        return scored(self.talks, self.search.parts.wording.canonical(text), self.search.vector)


def _by_author(
    know: Knowledge, search: GrowingSearch, heard: Sequence[Turn]
) -> Iterator[tuple[Turn, Sharer]]:
    """Yield every message with a search whose talks lack its author."""
    lines, parts = follow_ups_of(know.base), search.parts
    for authors in by_turns(heard):
        kept = [line for line in lines if line.author not in authors]
        without = _Without(search, indexes.train(kept, parts.wording, parts.encoder))
        yield from ((turn, without) for turn in heard if turn.author in authors)


def by_turns(heard: Sequence[Turn]) -> list[frozenset[str]]:
    """Return the authors, those left out together in one set, so that the sets have about as much each."""
    said = Counter(turn.author for turn in heard)
    order = sorted(said, key=lambda author: (-said[author], author))
    return [frozenset(order[at::TURNS]) for at in range(min(TURNS, len(order)))]


def learn(found: Sequence[Example]) -> Floats:
    """Return the weights under which what is right is likeliest: a softmax over names, smoothed."""
    rows = np.stack([example.rows for example in found])
    right = np.stack([example.right for example in found])
    spread = np.sqrt(rows.var(axis=1).mean(axis=0)) + 1e-3
    rows = (rows / spread).astype(np.float32)
    flat = rows.reshape(-1, len(spread))
    weights, first, second = (np.zeros(len(spread)) for _ in range(3))
    for step in range(1, STEPS + 1):
        shares = softmax((flat @ weights.astype(np.float32)).reshape(right.shape))
        wanted = shares * right / (shares * right).sum(axis=1, keepdims=True)
        slope = SMOOTH * weights - (wanted - shares).ravel() @ flat / len(found)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights - PACE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    learned: Floats = weights / spread
    return learned


def softmax(scores: Floats) -> Floats:
    """Return shares that add up to 1 along the last axis."""
    shares: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares


def _left_out(found: Sequence[Example], authors: frozenset[str]) -> list[Heard]:
    weights = learn([e for e in found if e.turn.author not in authors])
    heard: list[Heard] = []
    for example in found:
        if example.turn.author in authors:
            shares = softmax(example.rows @ weights)
            best = int(shares.argmax())
            heard.append((example, float(shares[best]), example.names[best]))
    return heard


def find_bounds(heard: Sequence[Heard]) -> Mapping[str, float]:
    """Return the lowest bounds that keep to the aims."""
    topical = [(share, name in e.turn.labels) for e, share, name in heard if is_topic(name)]
    outside = [h for h in heard if h[0].turn.labels[0] == NONE]
    inside = [h for h in heard if is_topic(h[0].turn.labels[0])]
    steps = np.arange(0.2, 0.99, 0.01)

    def wrong(rows: Sequence[Heard], step: float) -> float:
        shown = [name in e.turn.labels for e, share, name in rows if is_topic(name) and share >= step]
        return shown.count(False) / max(len(rows), 1)

    def surely(step: float) -> bool:
        return wrong(inside, step) <= SURELY_WRONG and wrong(outside, step) <= OUTSIDE_SURE

    sure = next((step for step in steps if surely(step)), 0.99)

    def good(step: float) -> bool:
        near = [right for share, right in topical if step <= share < step + 0.1]
        return not near or sum(near) / len(near) >= LIKELY_RIGHT

    likely = next((step for step in steps if good(step)), sure)
    return {"sure": sure, "likely": min(likely, sure), "choice": OFFERED_FROM}


def measure(heard: Sequence[Heard], bounds: Mapping[str, float]) -> dict[str, float]:
    """Return shares on authors left out: of follow-ups that a topic answers, and of those that none does."""
    inside = [h for h in heard if is_topic(h[0].turn.labels[0])]
    outside = [h for h in heard if h[0].turn.labels[0] == NONE]
    asides = [h for h in heard if h[0].turn.labels[0].startswith("-") and h[0].turn.labels[0] != NONE]

    def share(rows: Sequence[Heard], least: float, right: bool) -> float:
        shown = [name in e.turn.labels for e, sure, name in rows if is_topic(name) and sure >= least]
        return sum(hit is right for hit in shown) / max(len(rows), 1)

    return {
        "follow_ups": float(len(inside)),
        "at_once": share(inside, bounds["likely"], True),
        "of_these_sure": share(inside, bounds["sure"], True),
        "surely_wrong": share(inside, bounds["sure"], False),
        "outside": float(len(outside)),
        "outside_sure": share(outside, bounds["sure"], False),
        "outside_likely": share(outside, bounds["likely"], False) - share(outside, bounds["sure"], False),
        "asides_right": sum(name in e.turn.labels for e, _, name in asides) / max(len(asides), 1),
    }


if __name__ == "__main__":
    main()
