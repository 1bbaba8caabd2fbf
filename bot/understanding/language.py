"""In which language somebody writes; what says nothing of it is left out before it is asked."""

from __future__ import annotations

import re

from bot.language.detect import Guess, detect
from bot.safety import lexicon

_WITH_DIGITS = re.compile(r"(?<!\S)[^\s\d]*\d\S*")
"""A referral's code, a number, a date: of no language, whatever its letters look like.

Looked for where a word begins, so that a word of thousands of letters costs no more than it is long.
"""

_WORD = re.compile(r"[^\W\d_]+")


def spoken(said: str) -> Guess:
    """Return the language of what was written."""
    return detect(_WORD.sub(_unless_name, _WITH_DIGITS.sub(" ", said)))


def _unless_name(found: re.Match[str]) -> str:
    """A given name says where somebody's parents looked for one, not what language is spoken now."""
    low = found[0].lower()
    given, ordinary = lexicon.words("given", "given_common"), lexicon.words("vocabulary")
    return "x" if low in given and low not in ordinary else found[0]
