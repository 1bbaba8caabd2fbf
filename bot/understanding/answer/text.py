"""The text of an answer, made comparable."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_CLAUSE = re.compile(r"[,;:!?()\n]+|\.(?!\d)|\s[–—-]\s")


def plain(text: str) -> str:
    """Return the text lower-cased, without invisible characters, punctuation and doubled spaces."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(re.sub(r"[^\w\s/-]", " ", shown).split())


def clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a text, plain, clause by clause; "jaaaa" is "ja"."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    parts = (plain(_DRAWN_OUT.sub(r"\1", part)) for part in _CLAUSE.split(shown))
    worded = (tuple(word.strip("-/") for word in part.split() if word.strip("-/")) for part in parts)
    return tuple(clause for clause in worded if clause)


def asks(text: str) -> bool:
    """Tell whether a text ends with a question mark."""
    return text.rstrip(" .!\n").endswith("?")
