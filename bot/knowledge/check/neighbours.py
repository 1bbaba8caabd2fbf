"""Which questions of different topics look alike: there one answer could steal another's question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.knowledge.base.entry import KnowledgeBase, Topic
from bot.knowledge.search.kernel_ridge import lexical_rows
from bot.knowledge.search.tfidf import Floats, Ints, Postings, char_features, words


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another topic with the most alike pair of questions; `likeness` is 1.0 for equal ones."""

    topic_id: str
    likeness: float
    own: str
    other: str


Neighbours = Mapping[str, tuple[Neighbour, ...]]
"""By topic id, the nearest first."""


def nearest(base: KnowledgeBase, lang: str, most: int = 3) -> Neighbours:
    """Return for every topic of a language the `most` topics whose questions look most like its own.

    Looks at letters alone, so that it needs no model: what is alike here is alike to every search.
    """
    topics = [topic for topic in base.topics.values() if topic.lang == lang]
    if len(topics) < 2:
        return {}
    asked = [(topic, text) for topic in topics for text in (topic.question, *topic.variants)]
    likeness = lexical_rows(Postings.of(len(asked), char_features([words(text) for _, text in asked])))
    owner = np.repeat(np.arange(len(topics), dtype=np.int32), [1 + len(topic.variants) for topic in topics])
    edges = np.searchsorted(owner, np.arange(len(topics) + 1))
    return {
        topic.id: _best(likeness(slice(edges[at], edges[at + 1])), owner, at, topics, asked, most)
        for at, topic in enumerate(topics)
    }


def _best(
    likeness: Floats,
    owner: Ints,
    number: int,
    topics: list[Topic],
    asked: list[tuple[Topic, str]],
    most: int,
) -> tuple[Neighbour, ...]:
    """Return the nearest other topics; `likeness` has a row per own question, a column per question."""
    own_texts = [text for topic, text in asked if topic is topics[number]]
    likeness[:, owner == number] = -1.0
    best: dict[int, Neighbour] = {}
    for column in np.argsort(-likeness.max(axis=0), kind="stable"):
        other = int(owner[column])
        if len(best) == most or other == number:
            break
        if other not in best:
            row = int(likeness[:, column].argmax())
            pair = (own_texts[row], asked[column][1])
            best[other] = Neighbour(topics[other].id, float(likeness[row, column]), *pair)
    return tuple(best.values())
