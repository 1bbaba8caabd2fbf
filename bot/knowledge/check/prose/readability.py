"""How hard a text is to read: LIX, the measure used for Norwegian and Swedish.

LIX = words per sentence + per cent of words longer than six letters (C. H. Björnsson, 1968). Under 30 is
very easy, 40 to 50 is ordinary newspaper text, over 60 is hard.
"""

from __future__ import annotations

import re

MOST_LIX = 45
LONG = 6
"""Words with more letters than this count as long."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BETWEEN = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][»”\")]))\s+(?=[«“\"(]?[A-ZÆØÅ])|\n+")
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, each with what ends it; after a point within one come small letters."""
    return tuple(part for part in (one.strip() for one in _BETWEEN.split(text.strip())) if part)


def words(text: str) -> int:
    """Return the number of words as a reader counts them: what stands between blanks."""
    return len(text.split())


def lix(text: str) -> float:
    """Return the LIX of a text, 0 for an empty one; each line is at least one sentence."""
    found = _WORD.findall(text)
    if not found:
        return 0.0
    sentences = max(1, len(_END.findall(text.strip())))
    return len(found) / sentences + 100 * sum(len(word) > LONG for word in found) / len(found)
