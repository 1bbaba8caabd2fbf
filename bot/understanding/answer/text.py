"""The text of an answer, made comparable."""

from __future__ import annotations

import re

from bot.domain.text.shown import compared as plain
from bot.domain.text.shown import visible
from bot.language.detect import detect

__all__ = ["asks", "clauses", "norwegian_now", "plain"]
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_NOW = re.compile(r"(?<=\w\s)no\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:!?()\n]+|\.(?!\d)|\s[–—-]\s")


def clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a text, plain, clause by clause; "jaaaa" is "ja"."""
    shown = visible(text).casefold()
    parts = (plain(_DRAWN_OUT.sub(r"\1", part)) for part in _CLAUSE.split(shown))
    worded = (tuple(word.strip("-/") for word in part.split() if word.strip("-/")) for part in parts)
    return tuple(clause for clause in worded if clause)


def asks(text: str) -> bool:
    """Tell whether a text ends with a question mark."""
    return text.rstrip(" .!\n").endswith("?")


def norwegian_now(text: str) -> str:
    """Return a Norwegian text with its "no" as "nå": nynorsk for "now", where it does not begin the text."""
    if not _NOW.search(text) or detect(text).lang == "en":
        return text
    return _NOW.sub("nå", text)
