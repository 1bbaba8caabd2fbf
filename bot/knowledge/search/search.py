"""The search: what a question is about, or that nobody knows.

Dense and lexical likeness to every line of the base, learned weights, confidences, bounds. The search
never touches a disk: a store for trained indexes and an encoder are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import numpy as np

from bot.domain.ports.store import Encoder
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.remembered import Remembered
from bot.knowledge.search import index as indexes
from bot.knowledge.search.calibration import Bounds, Calibration
from bot.knowledge.search.index import Index
from bot.knowledge.search.normalise import Normaliser
from bot.knowledge.search.prototypes import Prototypes, log_softmax
from bot.knowledge.search.tfidf import Floats, words
from bot.knowledge.search.training import (
    ABOUT,
    NONE,
    PERSON,
    SMALLTALK,
    TrainingLine,
    fingerprint,
    follow_ups_of,
    is_topic,
    lines_of,
    slips_of,
)

MOST_GUESSED, MOST_CHOICES = 3, 4
"""Topics of a guess: the answer and two others; and of a choice, where nothing is answered yet."""

_REMEMBERED = 2048
_FOLLOWED = 256
_VECTORS = 16  # texts that are being answered at the same time
_EXPLAINED = 8
_BEGINNING, _END = 40, 60  # words of a long text that are read: a case ends with its question
_CONSIDERED = 40  # names that an outcome is chosen from: more than there are classes without an answer


class MatchKind(StrEnum):
    """What the search makes of a question."""

    ANSWER = "answer"
    LIKELY = "likely"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"
    PERSON = "person"
    ABOUT = "about"


@dataclass(frozen=True)
class Hit:
    """A topic and how sure the search is of it, from 0 to 1."""

    topic: str
    confidence: float


@dataclass(frozen=True)
class Found:
    """The outcome: one hit for an answer; for a likely one the answer and up to two others; two to four
    for choices; none otherwise.

    `detail` is the kind of small talk (greeting, thanks, …), or what is asked about the answer that was shown
    (source, simpler, …), and empty for everything else. `instead` is what else such a question may be about,
    never more than a guess.
    """

    kind: MatchKind
    hits: tuple[Hit, ...] = ()
    detail: str = ""
    instead: Found | None = None

    @property
    def confidence(self) -> float:
        """The confidence of the best hit, 0 without one."""
        return self.hits[0].confidence if self.hits else 0.0


@dataclass(frozen=True)
class Near:
    """A line of the base that is like the question. `label` is a topic id or a class without an answer."""

    text: str
    label: str
    likeness: float


@dataclass(frozen=True)
class Explanation:
    """Why the search answers as it does: for curators.

    `by_topic` has the nearest line of each topic, the nearest first: what is most like a question without an
    answer are often other questions without one.
    """

    found: Found
    nearest: tuple[Near, ...]
    by_topic: tuple[Near, ...]
    confidences: tuple[Hit, ...]
    bounds: Bounds
    dense: bool


class Adapted(Protocol):
    """The adapted encoder, which works on a question while the bundled one does."""

    @property
    def name(self) -> str:
        """Tells this encoder from any other: what it made is kept under it."""

    @property
    def head(self) -> Prototypes:
        """The prototypes that were learned with it."""

    def begin(self, text: str) -> Callable[[], Floats]:
        """Start to encode a text, and return a function that waits for its vector."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one vector of length 1 per text, in order."""


class Store(Protocol):
    """Keeps trained indexes between starts, keyed by content."""

    def load(self, key: str) -> Mapping[str, Any] | None:
        """Return the arrays stored under `key`, or None when there are none that can be read."""

    def save(self, key: str, arrays: Mapping[str, Any]) -> None:
        """Store arrays under `key`; a failure is the store's own matter, the search works without."""


@dataclass(frozen=True)
class Parts:
    """What a search is made of, for whoever asks what it would be with other lines."""

    lines: tuple[TrainingLine, ...]
    wording: Normaliser
    index: Index
    encoder: Encoder | None
    bounds: Bounds
    adapted: Adapted | None


class Search:
    """Finds what a question is about. Immutable but for a bounded memory of recent questions."""

    def __init__(
        self,
        lines: tuple[TrainingLine, ...],
        wording: Normaliser,
        index: Index,
        encoder: Encoder | None,
        bounds: Bounds,
        adapted: Adapted | None = None,
        talks: Index | None = None,
    ) -> None:
        self._lines = lines
        self._wording = wording
        self._index = index
        self._encoder = encoder if index.vectors is not None else None
        self._bounds = bounds
        self._adapted = adapted if self._encoder is not None else None
        self._talks = talks
        self._recent: Remembered[Floats] = Remembered(_REMEMBERED)
        self._followed: Remembered[Mapping[str, float]] = Remembered(_FOLLOWED)
        self._vectors: Remembered[Floats] = Remembered(_VECTORS)
        # Freeing one large block teaches the C library to keep memory for the search's short-lived arrays
        # instead of asking the system for it at every question: 0.9 ms instead of 4. Nothing is touched.
        np.empty(24 << 20, dtype=np.uint8)

    @property
    def dense(self) -> bool:
        """Whether embeddings take part; without them the lexical part works alone."""
        return self._encoder is not None

    @property
    def parts(self) -> Parts:
        """What it is made of."""
        return Parts(self._lines, self._wording, self._index, self._encoder, self._bounds, self._adapted)

    def find(self, text: str) -> Found:
        """Return what `text` is about. The same question again is answered from memory."""
        sure = self._sure(text)
        likeliest = np.argsort(-sure)[:_CONSIDERED]
        return decide({self._index.names[at]: float(sure[at]) for at in likeliest if sure[at]}, self._bounds)

    def shares(self, text: str) -> Mapping[str, float]:
        """Return the confidence of every topic and class without an answer; they add up to 1.

        All are 0 for a text without a word.
        """
        return dict(zip(self._index.names, self._sure(text).tolist(), strict=True))

    def followed(self, text: str) -> Mapping[str, float]:
        """Return the score of every name that a message has led to in other people's talks.

        `text` stands behind the title of the topic shown (`training.behind`). About 1 for a sure name, about
        0 for the others; nothing for a base without talks.
        """
        talks = self._talks
        if talks is None or not words(text):
            return {}
        return self._followed.of(text, lambda: scored(talks, self._read(text), self._vector))

    def _sure(self, text: str) -> Floats:
        return self._recent.of(text, lambda: self._worked_out(text))

    def _worked_out(self, text: str) -> Floats:
        if words(text):
            return self._confidences(*self._look(self._read(text)))
        return np.zeros(len(self._index.names), dtype=np.float32)

    def explain(self, text: str) -> Explanation:
        """Return what `find` decides and why: the nearest lines, the confidences, the bounds."""
        canonical = self._read(text)
        likeness, shares = self._look(canonical)
        sure = self._confidences(likeness, shares)
        ranking = np.argsort(-likeness)
        near = tuple(self._near(at, likeness) for at in ranking[:_EXPLAINED])
        first: dict[str, Near] = {}
        for at in ranking:
            if is_topic(label := self._lines[at].label) and label not in first:
                first[label] = self._near(at, likeness)
        ranked = np.argsort(-sure)[:_EXPLAINED]
        hits = (Hit(self._index.names[at], float(sure[at])) for at in ranked)
        found = self.find(text)
        return Explanation(found, near, tuple(first.values()), tuple(hits), self._bounds, self.dense)

    def _near(self, at: int, likeness: Floats) -> Near:
        return Near(self._lines[at].text, self._lines[at].label, float(likeness[at]))

    def vector(self, text: str) -> Floats | None:
        """Return the embedding of a text as `find` compares it, or None without an encoder.

        The last few are remembered, so that whoever looks at one before the search costs no second encoding.
        """
        return self._vector(" ".join(self._read(text)))

    def _read(self, text: str) -> list[str]:
        """Return the canonical words of a text, of a long one its beginning and its end: each costs 2 ms."""
        found = list(self._wording.canonical(text))
        return found if len(found) <= _BEGINNING + _END else [*found[:_BEGINNING], *found[-_END:]]

    def _vector(self, joined: str) -> Floats | None:
        encoder = self._encoder
        if encoder is None or not joined:
            return None
        return self._vectors.of(joined, lambda: np.asarray(encoder.encode([joined]), dtype=np.float32)[0])

    def _look(self, canonical: Sequence[str]) -> tuple[Floats, Floats | None]:
        """Return the likeness to every line, and what the adapted encoder thinks of every class."""
        joined = " ".join(canonical)
        beside = self._adapted.begin(joined) if self._adapted is not None else None
        likeness = self._index.likeness(canonical, self._vector(joined))
        if self._adapted is None or beside is None:
            return likeness, None
        return likeness, self._adapted.head.log_shares(beside())

    def _confidences(self, likeness: Floats, shares: Floats | None) -> Floats:
        scores = self._index.scores(likeness)[None, :]
        thought = None if shares is None else shares[None, :]
        row: Floats = confidences(scores, thought, self._index.names, self._bounds)[0]
        return row


def scored(
    index: Index, canonical: Sequence[str], vector: Callable[[str], Floats | None]
) -> dict[str, float]:
    """Return the score of every name of an index; `vector` makes the embedding of a text."""
    scores = index.scores(index.likeness(canonical, vector(" ".join(canonical))))
    return dict(zip(index.names, scores.tolist(), strict=True))


def confidences(scores: Floats, thought: Floats | None, names: Sequence[str], bounds: Bounds) -> Floats:
    """Turn rows of scores (one column per name) into confidences that add up to 1.

    `thought` holds the adapted encoder's log shares for the same rows and columns. The classes without an
    answer have many more lines than a topic has, and so a head start that the two handicaps take back.
    """
    mixed = log_softmax(np.float32(bounds.sharpness) * scores)
    if thought is not None:
        mixed = mixed + np.float32(bounds.head) * thought
    for name, handicap in ((NONE, bounds.none_handicap), (PERSON, bounds.person_handicap)):
        if name in names:
            mixed[:, names.index(name)] -= handicap
    shares: Floats = np.exp(log_softmax(np.float32(bounds.temper) * mixed))
    return shares


def decide(sure: Mapping[str, float], bounds: Bounds) -> Found:
    """Choose the outcome from the confidence of every label; nothing is known where there is none."""
    if not sure:
        return Found(MatchKind.UNKNOWN)
    best = max(sure, key=sure.__getitem__)
    if best == PERSON and sure[best] >= bounds.aside:
        return Found(MatchKind.PERSON)
    if best.startswith(SMALLTALK) and sure[best] >= bounds.aside:
        return Found(MatchKind.SMALLTALK, detail=best.removeprefix(SMALLTALK))
    if best.startswith(ABOUT) and sure[best] >= bounds.aside:
        return Found(MatchKind.ABOUT, detail=best.removeprefix(ABOUT), instead=_instead(sure, bounds))
    topics = sorted((name for name in sure if is_topic(name)), key=sure.__getitem__, reverse=True)
    hits = tuple(Hit(name, sure[name]) for name in topics[:MOST_CHOICES])
    if hits and best == hits[0].topic:
        if hits[0].confidence >= bounds.sure:
            return Found(MatchKind.ANSWER, hits[:1])
        if hits[0].confidence >= bounds.likely:
            return Found(MatchKind.LIKELY, hits[:MOST_GUESSED])
    offered = tuple(hit for hit in hits if hit.confidence >= bounds.choice)
    if offered and sure.get(NONE, 0.0) < bounds.none:
        return Found(MatchKind.CHOICES, offered if len(offered) > 1 else hits[:2])
    return Found(MatchKind.UNKNOWN)


def _instead(sure: Mapping[str, float], bounds: Bounds) -> Found:
    """Choose the outcome of a question about an answer as if such questions were not known."""
    others = {name: share for name, share in sure.items() if not name.startswith(ABOUT)}
    whole = sum(others.values()) or 1.0
    found = decide({name: share / whole for name, share in others.items()}, bounds) if others else None
    if found is None:
        return Found(MatchKind.UNKNOWN)
    return Found(MatchKind.LIKELY, found.hits) if found.kind is MatchKind.ANSWER else found


def build(
    base: KnowledgeBase,
    encoder: Encoder | None,
    calibration: Calibration,
    store: Store | None = None,
    adapted: Adapted | None = None,
) -> Search:
    """Build the search for a base, from the store where the same base was indexed before.

    Without an encoder the search is lexical; each way of searching has bounds of its own. Raises ValueError
    for a base with no lines to learn from.
    """
    lines = lines_of(base)
    if not lines:
        raise ValueError("the knowledge base holds no question to learn from")
    slips = slips_of(base)
    wording = Normaliser((line.text for line in lines), slips)
    kind = "lexical" if encoder is None else getattr(encoder, "name", type(encoder).__name__)
    key = f"index-{fingerprint(lines, indexes.SETTINGS, kind, slips)}"
    index = _kept(store, key)
    if index is None:
        index = indexes.train(lines, wording, encoder)
        if store:
            store.save(key, indexes.to_arrays(index))
    talks = _talks(base, wording, encoder, store, key)
    if encoder is None:
        return Search(lines, wording, index, None, calibration.lexical, talks=talks)
    if adapted is None:
        return Search(lines, wording, index, encoder, calibration.dense, talks=talks)
    head = _newcomers(adapted, lines, wording, index.names, store, key)
    fitted = _Fitted(adapted, head)
    return Search(lines, wording, index, encoder, calibration.adapted, fitted, talks)


def _talks(
    base: KnowledgeBase, wording: Normaliser, encoder: Encoder | None, store: Store | None, whole: str
) -> Index | None:
    """Return what other people's talks teach, or None without any; `whole` is the key of the index."""
    lines = follow_ups_of(base)
    if not lines:
        return None
    key = f"talks-{fingerprint(lines, whole)}"
    index = _kept(store, key)
    if index is None:
        index = indexes.train(lines, wording, encoder)
        if store:
            store.save(key, indexes.to_arrays(index))
    return index


class _Fitted:
    """An adapted encoder whose head knows exactly the classes of the index."""

    def __init__(self, adapted: Adapted, head: Prototypes) -> None:
        self.head = head
        self.name = adapted.name
        self.begin = adapted.begin
        self.encode = adapted.encode


def _newcomers(
    adapted: Adapted,
    lines: Sequence[TrainingLine],
    wording: Normaliser,
    names: Sequence[str],
    store: Store | None,
    whole: str,
) -> Prototypes:
    """Return the head for today's classes: topics that are newer than it are known by their own lines.

    Their vectors are kept: to make them takes seconds, and every start needs them. `whole` is the key of the
    index, which tells all that the lines' canonical words depend on.
    """
    known = set(adapted.head.names)
    own = {n: [line for line in lines if n in line.labels] for n in names if n not in known}
    every = [line for some in own.values() for line in some]
    key = f"newcomers-{fingerprint(every, whole, sorted(own), adapted.name)}"
    fresh = _vectors_kept(store, key, own) if own else {}
    if fresh is None:
        texts = {n: [" ".join(wording.canonical(line.text)) for line in some] for n, some in own.items()}
        fresh = {n: np.asarray(adapted.encode(some), dtype=np.float32) for n, some in texts.items()}
        if store:
            store.save(key, fresh)
    return adapted.head.fitted(names, fresh)


def _vectors_kept(
    store: Store | None, key: str, own: Mapping[str, Sequence[TrainingLine]]
) -> dict[str, Floats] | None:
    kept = store.load(key) if store else None
    if kept is None or any(len(kept.get(name, ())) != len(some) for name, some in own.items()):
        return None  # not made yet, or cut short
    return {name: np.asarray(kept[name], dtype=np.float32) for name in own}


def _kept(store: Store | None, key: str) -> Index | None:
    arrays = store.load(key) if store else None
    if arrays is None:
        return None
    try:
        return indexes.from_arrays(arrays)
    except (KeyError, ValueError):
        return None  # written by another version or cut short: train again
