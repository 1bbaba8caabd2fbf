"""Tells whether a question says that there is no consent.

To a search "what can I share when the patient has consented" and "… before the patient has consented" are
almost the same question, and the wrong one of the two answers is a breach of confidentiality.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.knowledge.search.normalise import standard
from bot.knowledge.search.tfidf import DENYING, words

_CONSENT = ("samtyk", "consen", "agree", "sign")
_REACH = 5


def denies_consent(text: str) -> bool:
    """Tell whether a text speaks of consent that is not there."""
    canonical = standard(words(text))
    for at, word in enumerate(canonical):
        if word in DENYING and _speaks_of_consent(canonical[at + 1 : at + 1 + _REACH]):
            return True
    return False


def _speaks_of_consent(said: Sequence[str]) -> bool:
    if any(word.startswith(_CONSENT) for word in said):
        return True
    return any(
        pair in {("sagt", "ja"), ("si", "ja"), ("said", "yes"), ("says", "yes")} for pair in pairwise(said)
    )
