"""Finds the questions in a message that holds more than one, and the one in a case that is told."""

from __future__ import annotations

import re

from bot.knowledge.lexical import words

FEWEST_WORDS = 3
"""Words of a question that can stand alone; "og da?" cannot."""

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")


def asked(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` that end with a question mark and can stand alone, in their order."""
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return tuple(s for s in sentences if s.endswith("?") and len(words(s)) >= FEWEST_WORDS)


def told(text: str) -> bool:
    """Tell whether a message tells something before or after it asks: at least three sentences."""
    return len([s for s in _SENTENCE.findall(text) if words(s)]) >= 3
