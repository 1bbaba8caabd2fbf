"""Finds the bounds of the search on the base's own questions, each left out in turn.

Left-out questions are harder than those of other people: curators write their variants to differ from
one another. So the shares here lie well below those on the development questions; what counts is that
they do not fall when somebody edits an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.domain.ports import Encoder
from bot.knowledge import index as indexes
from bot.knowledge import ridge
from bot.knowledge.calibration import Bounds, Calibration
from bot.knowledge.entry import KnowledgeBase
from bot.knowledge.lexical import Floats
from bot.knowledge.lines import NONE, PERSON, Line, is_topic, lines_of, slips_of
from bot.knowledge.search import Kind, confidences, decide
from bot.knowledge.wording import Wording

PRECISION = 0.91  # of the left-out questions that are answered at once, this share must be right
_SHARPNESSES = np.arange(6.0, 40.0, 1.0)
_ANSWERS = np.arange(0.15, 0.95, 0.01)
_CHOICE, _ASIDE = 0.02, 0.2
_NONE_HANDICAP, _PERSON_HANDICAP = 0.03, 0.05


@dataclass(frozen=True)
class LeftOut:
    """Every line with the scores that a search which never saw it would give."""

    lines: tuple[Line, ...]
    names: tuple[str, ...]
    scores: Floats


def leave_one_out(base: KnowledgeBase, encoder: Encoder | None) -> LeftOut:
    """Score every line of the base by all others: some ten seconds."""
    lines = lines_of(base)
    wording = Wording((line.text for line in lines), slips_of(base))
    index = indexes.untrained(lines, wording, encoder)
    _, scores = ridge.solve_leaving_one_out(
        len(lines), indexes.likeness_blocks(index), indexes.RIDGE, indexes.targets(index)
    )
    return LeftOut(lines, index.names, scores)


def find_bounds(left_out: LeftOut) -> Bounds:
    """Return the bounds: the sharpness of the best likelihood, the least answer bound that is precise."""
    truth = _truth(left_out)
    sharpness = min(_SHARPNESSES, key=lambda value: _loss(left_out, truth, _bounds(value, 0.5)))
    sure = confidences(left_out.scores, left_out.names, _bounds(sharpness, 0.5))
    best, own = sure.argmax(axis=1), np.array([line.own for line in left_out.lines])
    answerable = own & np.array([is_topic(name) for name in left_out.names])[best]
    for answer in _ANSWERS:
        answered = answerable & (sure.max(axis=1) >= answer)
        if (best == truth)[answered].sum() >= PRECISION * answered.sum():
            return _bounds(sharpness, answer)
    return _bounds(sharpness, _ANSWERS[-1])


def _bounds(sharpness: float, answer: float) -> Bounds:
    return Bounds(float(sharpness), float(answer), _CHOICE, _ASIDE, _NONE_HANDICAP, _PERSON_HANDICAP)


def _truth(left_out: LeftOut) -> NDArray[np.intp]:
    place = {name: at for at, name in enumerate(left_out.names)}
    return np.array([place[line.label] for line in left_out.lines])


def _loss(left_out: LeftOut, truth: NDArray[np.intp], bounds: Bounds) -> float:
    sure = confidences(left_out.scores, left_out.names, bounds)
    return float(-np.log(sure[np.arange(len(truth)), truth] + 1e-9).mean())


def measure(left_out: LeftOut, bounds: Bounds) -> dict[str, float]:
    """Return shares: of the variants right, wrong and in_three; none_answered; own cases to a person."""
    sure = confidences(left_out.scores, left_out.names, bounds)
    counts = dict.fromkeys(("own", "right", "wrong", "in_three", "none", "answered", "cases", "person"), 0)
    for line, row in zip(left_out.lines, sure, strict=True):
        found = decide(dict(zip(left_out.names, row.tolist(), strict=True)), bounds)
        topics = [hit.topic for hit in found.hits]
        if line.own:
            counts["own"] += 1
            counts["in_three"] += line.label in topics
            if found.kind is Kind.ANSWER:
                counts["right" if topics[0] == line.label else "wrong"] += 1
        elif line.label == NONE:
            counts["none"] += 1
            counts["answered"] += found.kind is Kind.ANSWER
        elif line.label == PERSON:
            counts["cases"] += 1
            counts["person"] += found.kind is Kind.PERSON
    own, none, cases = (max(counts[name], 1) for name in ("own", "none", "cases"))
    return {
        "right": counts["right"] / own,
        "wrong": counts["wrong"] / own,
        "in_three": counts["in_three"] / own,
        "none_answered": counts["answered"] / none,
        "person": counts["person"] / cases,
    }


def losers(left_out: LeftOut, bounds: Bounds, least: float = 0.5) -> dict[str, float]:
    """Return the topics of which less than `least` of the variants are found at once or in three."""
    sure = confidences(left_out.scores, left_out.names, bounds)
    found: dict[str, list[bool]] = {}
    for line, row in zip(left_out.lines, sure, strict=True):
        if line.own and is_topic(line.label):
            hits = decide(dict(zip(left_out.names, row.tolist(), strict=True)), bounds).hits
            found.setdefault(line.label, []).append(any(hit.topic == line.label for hit in hits))
    shares = {topic: sum(rows) / len(rows) for topic, rows in found.items()}
    return {
        topic: share for topic, share in sorted(shares.items(), key=lambda pair: pair[1]) if share < least
    }


def calibrate(base: KnowledgeBase, encoder: Encoder, measured: str) -> Calibration:
    """Return new bounds for a base, with the encoder and without; `measured` is today's date."""
    figures: dict[str, float] = {}
    found: list[Bounds] = []
    for name, used in _ways(encoder):
        left_out = leave_one_out(base, used)
        bounds = find_bounds(left_out)
        found.append(bounds)
        figures |= {f"{name}.{key}": value for key, value in measure(left_out, bounds).items()}
    return Calibration(found[0], found[1], measured, figures)


def _ways(encoder: Encoder) -> Sequence[tuple[str, Encoder | None]]:
    return (("dense", encoder), ("lexical", None))
