"""Tells bokmål, nynorsk (with western dialect) and English apart by their small words."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """The language of a text; `sure` when the text has enough of it to go by."""

    lang: str
    sure: bool


_WORDS = {
    "nb": "jeg hva hvem hvordan hvorfor hvor hvilke hvilken hvilket ikke noen noe fra dere hun en et gjør å være",
    "nn": "eg kva kven korleis kvifor kor kva for ikkje nokon noko frå de ho ein eit gjer vere ka kem koffor",
    "en": "the what who how why where which not is are do does can i my we you and of to for in a an it they",
}
_MARKS = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}


def detect(text: str) -> Guess:
    """Return the likeliest language; unsure for two words or fewer and when nothing tells."""
    words = re.findall(r"\w+", text.casefold())
    counts = {lang: sum(word in marks for word in words) for lang, marks in _MARKS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    return Guess(best, len(words) > 2 and counts[best] > 0)
