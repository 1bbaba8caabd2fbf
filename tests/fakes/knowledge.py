"""The project's own knowledge base: read once for each process of tests, from what a run before it kept.

Nothing of it is made up. That it is whole, and that what is kept is what was read, is proved in
tests/knowledge_base.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.knowledge.base.entry import KnowledgeBase, Words
from bot.knowledge.loader import load

ROOT = Path(__file__).parents[2]


@cache
def real_base() -> KnowledgeBase:
    """Return the real base, which nobody changes."""
    return load(ROOT / "knowledge_base", cache=ROOT / "var" / "cache")


def real_words() -> Words:
    """Return its words."""
    return real_base().words
