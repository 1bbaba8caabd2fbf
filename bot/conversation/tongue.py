"""In which language somebody writes; what says nothing of it is left out before it is asked."""

from __future__ import annotations

import re

from bot.conversation import typed
from bot.knowledge.entry import Words
from bot.knowledge.language import detect
from bot.safety import lexicon

_WITH_DIGITS = re.compile(r"\S*\d\S*")
"""A referral's code, a number, a date: of no language, whatever its letters look like."""

_WORD = re.compile(r"[^\W\d_]+")


def spoken(words: Words, said: str, lang: str) -> str:
    """Return the language of what was written; `lang` where it does not show."""
    guess = detect(_WORD.sub(_unless_name, _WITH_DIGITS.sub(" ", said)))
    return guess.lang if guess.sure else typed.spoken(words, said, lang)


def _unless_name(found: re.Match[str]) -> str:
    """A given name says where somebody's parents looked for one, not what language is spoken now."""
    low = found[0].lower()
    given, ordinary = lexicon.words("given", "given_common"), lexicon.words("vocabulary")
    return "x" if low in given and low not in ordinary else found[0]
