"""What a message begins with before it comes to the matter: a greeting, thanks, that one has understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.knowledge.base.entry import Words

LEADS, TURNS, JOINS = "smalltalk.leads", "smalltalk.turns", "smalltalk.joins"
"""Beginnings; words that turn from them to the matter ("men"); words that may stand after a comma ("og")."""

_STOP = r"[\s,.!:;–—-]"


def without_lead(words: Words, text: str, *, loosely: bool = False) -> str:
    """Return the text from where it comes to the matter; all of it where it has no beginning of its own.

    What follows must be set off, by a sign or a word that turns to it. `loosely`: a blank is enough.
    """
    form = words.worked_out(f"leads {loosely}", lambda: _form(words, loosely))
    rest = text
    while found := form.match(rest):
        rest = rest[found.end() :]
    return rest


def _form(words: Words, loosely: bool) -> re.Pattern[str]:
    leads, turns, joins = (_one_of(words.typed(key)) for key in (LEADS, TURNS, JOINS))
    apart = rf"\s*[,.!:;–—-]{_STOP}*+(?:{turns}\s+|{joins}\s+)?|\s+{turns}\s+"
    blank = r"|\s+" if loosely else ""
    return re.compile(rf"\s*{leads}(?:{apart}{blank})(?=\w)", re.IGNORECASE)


def _one_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
