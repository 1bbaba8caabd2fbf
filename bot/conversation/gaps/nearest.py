"""Which topics a question without an answer comes nearest to, and by which of their lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from bot.domain.curating.board import Nearest
from bot.knowledge.base.entry import KnowledgeBase
from bot.knowledge.search.search import Explanation
from bot.knowledge.search.training import is_topic

MOST = 3


@runtime_checkable
class Explains(Protocol):
    """A search that tells why."""

    explain: Callable[[str], Explanation]


def nearest(search: object, base: KnowledgeBase, lang: str, text: str) -> tuple[Nearest, ...]:
    """Return the nearest topics, the likeliest first; none where the search cannot tell."""
    if not isinstance(search, Explains):
        return ()
    why = search.explain(text)
    sure = {hit.topic: hit.confidence for hit in why.confidences if is_topic(hit.topic)}
    lines = {near.label: near.text for near in why.by_topic}
    found = sorted(lines, key=lambda id: -sure.get(id, 0.0))  # else the most like first
    topics = ((id, topic) for id in found if (topic := base.topic(lang, id)))
    return tuple(Nearest(id, topic.question, lines[id]) for id, topic in topics)[:MOST]
