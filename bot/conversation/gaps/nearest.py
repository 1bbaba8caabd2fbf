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
    lines: dict[str, str] = {}
    for near in why.nearest:
        if is_topic(near.label):
            lines.setdefault(near.label, near.text)
    found = sorted({*sure, *lines}, key=lambda id: (-sure.get(id, 0.0), id not in lines, id))
    topics = ((id, topic) for id in found if (topic := base.topic(lang, id)))
    return tuple(Nearest(id, t.question, sure.get(id, 0.0), lines.get(id, "")) for id, t in topics)[:MOST]
