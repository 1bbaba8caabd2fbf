"""Reads a message by what was shown before it: "og til Nav da?" is understood from the answer it follows.

Every topic and every class without an answer is scored by a few plain features: what the message says alone,
what it says behind the title of the topic shown, and how near a topic is to that one. Their weights were
learned from talks of several authors (`python -m tools.train_follow_ups`), each left out in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from bot.knowledge.remembered import Remembered
from bot.knowledge.search.search import MOST_CHOICES, MOST_GUESSED, Found, Hit, MatchKind
from bot.knowledge.search.tfidf import Floats, words
from bot.knowledge.search.training import ABOUT, NONE, PERSON, SMALLTALK, behind, is_topic

LEAST = 1e-5
"""A share that is nothing: its logarithm has to be a number."""
HARDLY, MOST = 1e-12, 10.0
"""The same where two are compared, and the largest difference of two logarithms that counts."""
ALONE = 0.5
"""The share of a topic, by the message alone, that is offered beside another reading."""
SHORT, LONG = 3, 9
"""Words of a message that hardly says anything alone, and of one that says enough."""


class Sharer(Protocol):
    """Gives every topic and class without an answer its share; `bot.knowledge.search.search.Search` is it."""

    @property
    def dense(self) -> bool:
        """Whether embeddings take part; by letters alone a follow-up is read by other weights."""

    def shares(self, text: str) -> Mapping[str, float]:
        """Return the confidence of each name; they add up to 1, or all are 0."""

    def followed(self, text: str) -> Mapping[str, float]:
        """Return the score of each name that such a message has led to in other people's talks."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, and bounds.

    From `sure` on it is the answer, from `likely` on a guess, from `choice` on it is offered. `leads` are
    words that a follow-up begins with, `points` such as point to what was said.
    """

    weights: Mapping[str, float]
    sure: float
    likely: float
    choice: float
    leads: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()


REMEMBERED = 500
"""Messages whose reading under a topic is kept: many people ask the same after the same answer."""

NOT_LEARNED = Model({}, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Focus:
    """The topic shown last: its id, its title, the topics it leads to and those that lead to it."""

    topic: str
    title: str
    leads_to: frozenset[str] = frozenset()
    led_from: frozenset[str] = frozenset()


class FollowUps:
    """Reads follow-ups with a search and with weights learned for it, with embeddings or by letters alone."""

    def __init__(self, search: Sharer, dense: Model, lexical: Model) -> None:
        self._search = search
        self._dense = dense
        self._lexical = lexical
        self._remembered: Remembered[Found | None] = Remembered(REMEMBERED)

    def read(self, text: str, focus: Focus) -> Found | None:
        """Return what a message is about that was written under the topic in focus; None for no words."""
        key = f"{self._search.dense} {focus} {text}"
        return self._remembered.of(key, lambda: self._read(text, focus))

    def _read(self, text: str, focus: Focus) -> Found | None:
        model = self._dense if self._search.dense else self._lexical
        names, rows = features(text, focus, self._search, model)
        return _hinted(_found(names, rows, model), self._search.shares(text)) if names else None


@dataclass(frozen=True, slots=True)
class Thread:
    """What a talk is about, and who reads what follows."""

    focus: Focus
    follow_ups: FollowUps

    def read(self, text: str) -> Found | None:
        """See FollowUps.read."""
        return self.follow_ups.read(text, self.focus)


def _found(names: tuple[str, ...], rows: Mapping[str, Floats], model: Model) -> Found:
    weighed = (np.float32(model.weights.get(name, 0.0)) * row for name, row in rows.items())
    scores: Floats = sum(weighed, np.zeros(len(names), dtype=np.float32))
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    order = np.argsort(-shares)
    return _decided([Hit(names[at], float(shares[at])) for at in order[: 2 * MOST_CHOICES]], model)


def _hinted(found: Found, alone: Mapping[str, float]) -> Found:
    """Return a guess instead of an answer where the message alone says another topic, and offer that one."""
    best = max((name for name in alone if is_topic(name)), key=alone.__getitem__)
    shown = found.kind in (MatchKind.ANSWER, MatchKind.LIKELY)
    if not shown or found.hits[0].topic == best or alone[best] < ALONE:
        return found
    others = tuple(hit for hit in found.hits[1:] if hit.topic != best)
    return Found(MatchKind.LIKELY, (found.hits[0], Hit(best, alone[best]), *others)[:MOST_GUESSED])


def features(
    text: str, focus: Focus, search: Sharer, model: Model
) -> tuple[tuple[str, ...], dict[str, Floats]]:
    """Return the names that are scored, and for each feature one number a name; nothing for no words."""
    alone = search.shares(text)
    if not any(alone.values()):
        return (), {}
    names = tuple(alone)
    whole = behind(focus.title, text)
    together, led = search.shares(whole), search.followed(whole)
    said, under = _log(alone, names), _log(together, names)
    gained = _gained(search.shares(focus.title), together, names)
    open_, leads, points = _open(text, model)
    here = np.array([name == focus.topic for name in names], dtype=np.float32)
    onward = np.array([name in focus.leads_to for name in names], dtype=np.float32)
    back = np.array([name in focus.led_from for name in names], dtype=np.float32)
    group = focus.topic.partition(".")[0]
    beside = np.array([name.partition(".")[0] == group for name in names], dtype=np.float32)
    none = np.array([name == NONE for name in names], dtype=np.float32)
    person = np.array([name == PERSON for name in names], dtype=np.float32)
    other = np.array([not is_topic(name) for name in names], dtype=np.float32) - none - person
    topics = {name: share for name, share in alone.items() if is_topic(name)}
    best = max(topics, key=topics.__getitem__)
    first = np.array([name == best for name in names], dtype=np.float32)
    near = np.maximum(np.maximum(onward, back), beside)
    elsewhere = max(share for name, share in topics.items() if name != focus.topic)
    return names, {
        "alone": said,
        "alone, short": said * open_,
        "alone, leads": said * leads,
        "first": first * topics[best],
        "first, near": first * topics[best] * near,
        "behind": under,
        "behind, short": under * open_,
        "behind, leads": under * leads,
        "behind, points": under * points,
        "followed": np.array([led.get(name, 0.0) for name in names], dtype=np.float32),
        "gained": gained,
        "gained, short": gained * open_,
        "gained, leads": gained * leads,
        "here": here,
        "here, short": here * open_,
        "here, leads": here * leads,
        "here, points": here * points,
        "here, elsewhere": here * elsewhere,
        "here, gained": here * gained,
        "onward": onward,
        "onward, short": onward * open_,
        "back": back,
        "beside": beside,
        "none": none,
        "none, short": none * open_,
        "none, leads": none * leads,
        "none, points": none * points,
        "person": person,
        "other": other,
        "other, short": other * open_,
    }


def _log(shares: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    logs: Floats = np.log(np.array([shares[name] for name in names], dtype=np.float32) + np.float32(LEAST))
    return logs


def from_mapping(raw: object, leads: frozenset[str], points: frozenset[str]) -> Model:
    """Read a model from its file. Raises ValueError naming what is missing or no number."""
    if not isinstance(raw, Mapping):
        raise ValueError("dense and lexical: bounds and weights for each")
    bounds = {name: _number(raw, name) for name in ("sure", "likely", "choice")}
    weights = raw.get("weights")
    if not isinstance(weights, Mapping):
        raise ValueError("weights: a list of numbers by name")
    return Model(
        {str(name): _number(weights, name) for name in weights}, **bounds, leads=leads, points=points
    )


def _number(raw: Mapping[str, object], name: str) -> float:
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name}: {value!r} is not a number")
    return float(value)


def _gained(before: Mapping[str, float], after: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    """Return how much likelier each name became by the message, as a logarithm within bounds."""
    shares = np.array([[after[name], before[name]] for name in names], dtype=np.float64) + HARDLY
    gained: Floats = np.clip(np.log(shares[:, 0] / shares[:, 1]), -MOST, MOST).astype(np.float32)
    return gained


def _open(text: str, model: Model) -> tuple[float, float, float]:
    """Return from 0 to 1 how much a message leaves open: by its length, its first words, its pronouns."""
    said = words(text)
    short = min(max((LONG - len(said)) / (LONG - SHORT), 0.0), 1.0)
    begins = {" ".join(said[:n]) for n in (1, 2)}
    return short, float(bool(begins & model.leads)), float(bool(set(said) & model.points))


def _decided(best: list[Hit], model: Model) -> Found:
    """Choose the outcome from the likeliest names, the best first."""
    first = best[0]
    if first.topic == PERSON and first.confidence >= model.likely:
        return Found(MatchKind.PERSON)
    if not is_topic(first.topic) and first.topic != NONE and first.confidence >= model.likely:
        return _aside(first.topic)
    topics = tuple(hit for hit in best if is_topic(hit.topic))[:MOST_CHOICES]
    if topics and first == topics[0]:
        if first.confidence >= model.sure:
            return Found(MatchKind.ANSWER, topics[:1])
        if first.confidence >= model.likely:
            return Found(MatchKind.LIKELY, topics[:MOST_GUESSED])
    offered = tuple(hit for hit in topics if hit.confidence >= model.choice)
    if offered and not (first.topic == NONE and first.confidence >= model.sure):
        return Found(MatchKind.CHOICES, offered if len(offered) > 1 else topics[:2])
    return Found(MatchKind.UNKNOWN)


def _aside(name: str) -> Found:
    """Return small talk of some kind, or what is asked about the answer that was shown."""
    if name.startswith(ABOUT):
        return Found(MatchKind.ABOUT, detail=name.removeprefix(ABOUT))
    return Found(MatchKind.SMALLTALK, detail=name.removeprefix(SMALLTALK))
