"""What readers said of answers, by the topic that stands today: those of a merged topic are the new one's."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.base.entry import KnowledgeBase


def by_topic(base: KnowledgeBase, verdicts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return how often each topic's answer helped and how often it missed."""
    found: dict[str, tuple[int, int]] = {}
    for id, (helped, missed) in verdicts.items():
        before = found.get(base.current(id), (0, 0))
        found[base.current(id)] = (before[0] + helped, before[1] + missed)
    return found
