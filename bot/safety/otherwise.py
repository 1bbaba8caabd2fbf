"""Sentences that are written backwards, or with figures for letters: read once more as they are meant."""

from __future__ import annotations

import re
from typing import Final

from bot.safety import lexicon

_KNOWN: Final = ("vocabulary", "everyday", "function_words", "two_letter_words", "given_common")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_CAPITAL_LAST: Final = re.compile(r"(?<![^\W_])[a-zæøå]{2,}[A-ZÆØÅ](?![^\W_])")
"""A name that begins where other words end: "nnamdroN"."""
_FEWEST_KNOWN: Final = 2

_FIGURES: Final = str.maketrans("01345789@$!", "oieastbgasi")
_FIGURED: Final = re.compile(r"(?![a-z]\d[\d.]*[,;]?$)(?=\S*[a-zæøå])(?=\S*[01345789@$])\S+", re.IGNORECASE)
"""A word with figures among its letters; a letter with figures behind it, as in "F20.0", is a code."""
_FEWEST_FIGURED: Final = 3


def read_again(text: str) -> str:
    """Return a text, and behind it the same as it is meant where it is turned round, or full of figures."""
    more = [text]
    if is_backwards(text):
        more.append(text[::-1])
    if is_in_figures(text):
        more.append(text.translate(_FIGURES))
    return " ".join(more)


def is_backwards(text: str) -> bool:
    """Tell whether more words are words when they are read from their end, or names begin there."""
    if len(_CAPITAL_LAST.findall(text)) >= _FEWEST_KNOWN:
        return True
    known = lexicon.words(*_KNOWN)
    words = [word.lower() for word in _WORD.findall(text)]
    there, back = (sum(word[::way] in known for word in words) for way in (1, -1))
    return back >= _FEWEST_KNOWN and back > 2 * there


def is_in_figures(text: str) -> bool:
    """Tell whether most words have figures among their letters, as no sentence about doses or rooms has."""
    figured = [word for word in text.split() if _FIGURED.fullmatch(word)]
    return len(figured) >= _FEWEST_FIGURED and 2 * len(figured) >= len(text.split())
