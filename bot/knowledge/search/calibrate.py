"""Finds the bounds of the search on questions of people whom it never heard: each author left out in turn.

Left out line by line, the other lines of the same author would make the search too sure of itself; a group of
authors left out together is what a new user is to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports.store import Encoder
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.search import index as indexes
from bot.knowledge.search.calibration import Bounds
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.prototypes import Prototypes
from bot.knowledge.search.search import Adapted, MatchKind, confidences, decide
from bot.knowledge.search.tfidf import Floats
from bot.knowledge.search.training import NONE, PERSON, TrainingLine, is_topic, lines_of, slips_of

FOLDS = 3
SURELY_WRONG, OUTSIDE_SURE, OUTSIDE_LIKELY, INSIDE_LOST = 0.015, 0.014, 0.05, 0.004
"""What is aimed at: shares of the questions in scope answered wrongly without a hint, of those out of scope
answered surely and as likely, and of those in scope for which nothing is offered. Authors name one or two
topics a question where a reader would accept more, and a third of them is left out at a time: with all of
them in the base fewer are wrong."""

BY_LETTERS_LIKELY = 0.10
"""The same for a search without an encoder, of those out of scope answered as likely: letters alone tell what
is near the field from what is in it so badly that a smaller share would hide one right guess in six."""

BESIDE_THE_WORDS = frozenset({"clinic_days", "office_days", "team_days", "hospital_days"})
"""Authors who were asked to come to each topic without its words. They are learned from; what people ask is
not as hard as that, and the bounds are for what people ask."""

_SHARPNESS = 22.0
_CHOICE, _ASIDE = 0.004, 0.2
_UNKNOWN = -20.0  # the log share of a class that nobody but the author has written of
_STEPS = np.concatenate([np.arange(0.1, 0.9, 0.02), np.arange(0.9, 0.998, 0.004), [0.998, 0.999, 0.9995]])
_HEADS = (0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
_TEMPERS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2)
_HANDICAPS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)


@dataclass(frozen=True)
class HeldOut:
    """Lines of authors with the scores of a search that never heard them.

    `scores` are those of the regression, `thought` the adapted encoder's log shares (None without it); rows
    are lines, columns `names`.
    """

    lines: tuple[TrainingLine, ...]
    names: tuple[str, ...]
    scores: Floats
    thought: Floats | None = None


def groups(lines: Sequence[TrainingLine], count: int = FOLDS) -> tuple[frozenset[str], ...]:
    """Share the authors out into groups of about as many lines each; the curators are in none of them."""
    sizes: dict[str, int] = {}
    for line in lines:
        if line.author:
            sizes[line.author] = sizes.get(line.author, 0) + 1
    parts: list[set[str]] = [set() for _ in range(min(count, len(sizes)))]
    weights = [0] * len(parts)
    for author in sorted(sizes, key=lambda name: (-sizes[name], name)):
        least = weights.index(min(weights))
        parts[least].add(author)
        weights[least] += sizes[author]
    return tuple(frozenset(part) for part in parts)


def hold_out(base: KnowledgeBase, encoder: Encoder | None, most: int = FOLDS) -> HeldOut:
    """Score every author's lines by a search that was made without that author: some minutes.

    `most` is how many of the groups of authors are scored. Raises ValueError for a base without utterances.
    """
    lines = lines_of(base)
    names = tuple(sorted({label for line in lines for label in line.labels}))
    heard: list[TrainingLine] = []
    rows: list[Floats] = []
    # how words are spelled is learned from all lines: it tells nothing of what they mean
    wording = Normaliser((line.text for line in lines), slips_of(base))
    for authors in groups(lines)[:most]:
        kept = [line for line in lines if line.author not in authors]
        index = indexes.train(kept, wording, encoder)
        place = [index.names.index(name) if name in index.names else -1 for name in names]
        left = [line for line in lines if line.author in authors]
        canonical = [wording.canonical(line.text) for line in left]
        vectors = _encoded(encoder, [" ".join(words) for words in canonical])
        for at, words in enumerate(canonical):
            scores = index.scores(index.likeness(words, None if vectors is None else vectors[at]))
            rows.append(np.where(np.array(place) >= 0, scores[place], 0.0).astype(np.float32))
        heard.extend(left)
    if not heard:
        raise ValueError("nothing to calibrate by: no questions of other authors in the base")
    return HeldOut(tuple(heard), names, np.array(rows, dtype=np.float32))


def judged(held: HeldOut) -> HeldOut:
    """Return the lines that bounds are found on: those of whoever asked as people ask."""
    kept = [at for at, line in enumerate(held.lines) if line.author not in BESIDE_THE_WORDS]
    thought = None if held.thought is None else held.thought[kept]
    return HeldOut(tuple(held.lines[at] for at in kept), held.names, held.scores[kept], thought)


def thought_of(
    held: HeldOut, adapted: Adapted, wording: Normaliser, lines: Sequence[TrainingLine]
) -> HeldOut:
    """Return those held-out lines whose authors the adapted encoder has not learned from, with its view.

    A class that is newer than the head is known by its `lines`, as in the search; not by those of the author
    whose line is looked at.
    """
    kept = [at for at, line in enumerate(held.lines) if line.author not in adapted.head.authors]
    if not kept:
        raise ValueError("the adapted encoder has learned from every author: leave some out, and train anew")
    looked_at = tuple(held.lines[at] for at in kept)
    vectors = adapted.encode([" ".join(wording.canonical(line.text)) for line in looked_at])
    newer = _Newer(held.names, adapted, wording, lines)
    views = {author: newer.known_without(author) for author in {line.author for line in looked_at}}
    thought = np.full((len(kept), len(held.names)), _UNKNOWN, dtype=np.float32)
    for row, line, vector in zip(thought, looked_at, vectors, strict=True):
        head, place = views[line.author]
        row[place] = head.log_shares(vector)
    return HeldOut(looked_at, held.names, held.scores[kept], thought)


class _Newer:
    """The lines of the classes that are newer than the head, each with its vector."""

    def __init__(
        self, names: Sequence[str], adapted: Adapted, wording: Normaliser, lines: Sequence[TrainingLine]
    ) -> None:
        self._names, self._head = names, adapted.head
        self._fresh = [name for name in names if name not in adapted.head.names]
        self._lines = [line for line in lines if set(line.labels) & set(self._fresh)]
        texts = [" ".join(wording.canonical(line.text)) for line in self._lines]
        self._vectors = np.asarray(adapted.encode(texts), dtype=np.float32) if texts else None

    def known_without(self, author: str) -> tuple[Prototypes, list[int]]:
        """Return the head as if one author had written nothing, and where its classes stand among all."""
        own: dict[str, Floats] = {}
        for name in self._fresh:
            at = [n for n, one in enumerate(self._lines) if name in one.labels and one.author != author]
            if at and self._vectors is not None:
                own[name] = self._vectors[at]
        place = [at for at, name in enumerate(self._names) if name in own or name in self._head.names]
        return self._head.fitted([self._names[at] for at in place], own), place


def _encoded(encoder: Encoder | None, texts: Sequence[str]) -> Floats | None:
    return None if encoder is None else np.asarray(encoder.encode(texts), dtype=np.float32)


def find_bounds(held: HeldOut, outside_likely: float = OUTSIDE_LIKELY) -> Bounds:
    """Return the bounds that show the right topic at once most often within what is aimed at."""
    heads = (0.0,) if held.thought is None else _HEADS
    start = Bounds(_SHARPNESS, 0.0, 1.0, 1.0, 1.0, _CHOICE, 1.0, _ASIDE)
    mixes = [replace(start, head=head, temper=temper) for head, temper in product(heads, _TEMPERS)]
    mix = min(mixes, key=lambda bounds: _loss(held, bounds))
    tried = [
        _within(held, replace(mix, none_handicap=none, person_handicap=person), outside_likely)
        for none, person in product(_HANDICAPS, _HANDICAPS[:3])
    ]
    return max(tried, key=lambda pair: pair[0])[1]


def _loss(held: HeldOut, bounds: Bounds) -> float:
    sure = confidences(held.scores, held.thought, held.names, bounds)
    place = {name: at for at, name in enumerate(held.names)}
    right = [
        max(row[place[label]] for label in line.labels) for line, row in zip(held.lines, sure, strict=True)
    ]
    return float(-np.log(np.array(right) + 1e-9).mean())


def _within(held: HeldOut, bounds: Bounds, outside_likely: float) -> tuple[float, Bounds]:
    """Return the share right at once and the lowest bounds that keep to the aims, with these handicaps."""
    sure = confidences(held.scores, held.thought, held.names, bounds)
    best, most = sure.argmax(axis=1), sure.max(axis=1)
    topic = np.array([is_topic(name) for name in held.names])[best]
    inside, outside = _kinds(held)
    right = np.array([held.names[at] in line.labels for at, line in zip(best, held.lines, strict=True)])

    def lowest(share: float, outside_share: float, extra: float = 0.0) -> float:
        for step in _STEPS:
            shown = topic & (most >= step)
            wrong = (shown & inside & ~right).sum() / max(inside.sum(), 1)
            beyond = (shown & outside).sum() / max(outside.sum(), 1)
            if wrong <= share and beyond <= outside_share:
                return float(step)
        return float(_STEPS[-1]) + extra

    surely = lowest(SURELY_WRONG, OUTSIDE_SURE)
    likely = min(lowest(1.0, outside_likely), surely)
    none = sure[:, held.names.index(NONE)] if NONE in held.names else np.zeros(len(sure))
    lost = [step for step in _STEPS if (inside & (none >= step)).sum() <= INSIDE_LOST * inside.sum()]
    found = replace(bounds, sure=surely, likely=likely, none=float(min(lost, default=1.0)))
    at_once = (inside & right & topic & (most >= likely)).sum() / max(inside.sum(), 1)
    return float(at_once), found


def _kinds(held: HeldOut) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    inside = np.array([is_topic(line.label) for line in held.lines])
    outside = np.array([line.label == NONE for line in held.lines])
    return inside, outside


def measure(held: HeldOut, bounds: Bounds, lang: str = "") -> dict[str, float]:
    """Return shares of the questions, of all languages or of one.

    In scope: `sure` and `at_once` (sure or likely) right, `offered` (right at once or among what is offered),
    `surely_wrong`. Out of scope: `outside_sure`, `outside_likely`. Own cases led to a `person`.
    """
    sure = confidences(held.scores, held.thought, held.names, bounds)
    counts = dict.fromkeys(("inside", "outside", "cases", *FIGURES), 0)
    for line, row in zip(held.lines, sure, strict=True):
        if lang and line.lang != lang:
            continue
        found = decide(dict(zip(held.names, row.tolist(), strict=True)), bounds)
        topics = [hit.topic for hit in found.hits]
        if is_topic(line.label):
            counts["inside"] += 1
            first = bool(topics) and topics[0] in line.labels
            counts["sure"] += first and found.kind is MatchKind.ANSWER
            counts["at_once"] += first and found.kind in (MatchKind.ANSWER, MatchKind.LIKELY)
            counts["offered"] += any(label in topics for label in line.labels)
            counts["surely_wrong"] += found.kind is MatchKind.ANSWER and not first
        elif line.label == NONE:
            counts["outside"] += 1
            counts["outside_sure"] += found.kind is MatchKind.ANSWER
            counts["outside_likely"] += found.kind is MatchKind.LIKELY
        elif line.label == PERSON:
            counts["cases"] += 1
            counts["person"] += found.kind is MatchKind.PERSON
    return {name: counts[name] / max(counts[of], 1) for name, of in FIGURES.items()}


FIGURES: Mapping[str, str] = {
    "sure": "inside",
    "at_once": "inside",
    "offered": "inside",
    "surely_wrong": "inside",
    "outside_sure": "outside",
    "outside_likely": "outside",
    "person": "cases",
}
"""The figures of `measure`, and of which questions each is a share."""


def losers(held: HeldOut, bounds: Bounds, least: float = 0.5) -> dict[str, float]:
    """Return the topics of which less than `least` of the questions are found at once or offered."""
    sure = confidences(held.scores, held.thought, held.names, bounds)
    found: dict[str, list[bool]] = {}
    for line, row in zip(held.lines, sure, strict=True):
        if is_topic(line.label):
            hits = decide(dict(zip(held.names, row.tolist(), strict=True)), bounds).hits
            found.setdefault(line.label, []).append(any(hit.topic in line.labels for hit in hits))
    shares = {topic: sum(rows) / len(rows) for topic, rows in found.items()}
    return {
        topic: share for topic, share in sorted(shares.items(), key=lambda pair: pair[1]) if share < least
    }
