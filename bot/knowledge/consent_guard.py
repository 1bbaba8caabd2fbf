"""A last look before an answer about sharing: does the question say that there is no consent?

To a program "what can I share when the patient has consented" and "… before the patient has consented"
are almost the same question, and the wrong one of the two answers is a breach of confidentiality. So
where a question denies consent, the answer for "after consent" is never shown alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.knowledge.lexical import DENYING

AFTER, BEFORE = "privacy.after_consent", "privacy.before_consent"
_CONSENT = ("samtyk", "consen", "agree", "sign")
_REACH = 5


def denies_consent(canonical: Sequence[str]) -> bool:
    """Tell whether a text, given by its canonical words, speaks of consent that is not there."""
    for at, word in enumerate(canonical):
        if word in DENYING and _speaks_of_consent(canonical[at + 1 : at + 1 + _REACH]):
            return True
    return False


def _speaks_of_consent(words: Sequence[str]) -> bool:
    if any(word.startswith(_CONSENT) for word in words):
        return True
    return any(
        pair in {("sagt", "ja"), ("si", "ja"), ("said", "yes"), ("says", "yes")} for pair in pairwise(words)
    )
