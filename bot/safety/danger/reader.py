"""Acute danger in what somebody writes: suicide, a medical emergency, violence, a child in danger.

What is told outright counts at once; what only sounds like danger has to reach the learned bound.
"""

from __future__ import annotations

from typing import Final

from bot.safety.danger.kinds import Danger, kind_of
from bot.safety.danger.phrases import explicit
from bot.safety.danger.signs import signs
from bot.safety.features import canonical
from bot.safety.weights import Vector, weights

OPEN_QUESTION: Final = 4.0
"""How far above the bound an answer to an open question must be: "ho har nettopp fylt 16" is none."""
FEW_WORDS: Final = 3.0
"""The same for a text of few words, that there is little to judge by: what is told outright is for those."""
_FEWEST: Final = 5


def danger(lowered: str, vector: Vector | None = None, *, open_question: bool = False) -> Danger | None:
    """Return the acute danger that a plain lower-case text tells of, or None.

    `vector` is the embedding that the search makes of the text. While a question of a dialog is open an
    answer to it is danger only when it says so plainly.
    """
    if kind := explicit(lowered):
        return kind
    low = OPEN_QUESTION if open_question else bound(lowered)
    return kind_of(lowered) if weights("danger").score(lowered, vector, signs(lowered)) > low else None


def bound(lowered: str) -> float:
    """Return what a plain lower-case text must reach that answers no question."""
    return FEW_WORDS if len(canonical(lowered)) < _FEWEST else 0.0
