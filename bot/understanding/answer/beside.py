"""What an answer says beside its question: a clause on another question takes nothing from it.

"Ja, og hun har sagt ja til å være med" answers whether she can decide, and more. The clause that answers
must be plain by itself; where another says "but", denies, doubts or speaks of this question, none is taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.knowledge.base.entry import Words
from bot.understanding.answer.values import Asked
from bot.understanding.said import book, prepared
from bot.understanding.said.clauses import ASKS, COMMA, STOP

FEWEST = 2
"""Clauses: one that answers, and one beside it."""

WEAKENING = ("said.groups.DENYING", "said.hedges", "answers.but")


def without_what_is_beside(words: Words, asked: Asked, text: str) -> str:
    """Return the first clause of a text, where all others speak of other questions; else nothing."""
    parts = [part for part in prepared(words, text).said.strip(f" {STOP}").split(f" {COMMA} ") if part]
    if len(parts) < FEWEST or {STOP, ASKS} & set(" ".join(parts).split()):
        return ""
    return parts[0] if all(_is_beside(words, asked, other) for other in parts[1:]) else ""


def _is_beside(words: Words, asked: Asked, clause: str) -> bool:
    own = _keys(words, (asked.step,))
    kinds = {"ahead": _keys(words, asked.ahead), "own": own, "weak": WEAKENING}
    hits = book(words, f"beside {asked.key} {asked.ahead}", kinds).hits(prepared(words, clause))
    return {hit.value for hit in hits} == {"ahead"}


def _keys(words: Words, steps: Iterable[str]) -> tuple[str, ...]:
    found = (key for step in steps for key in words.phrase_keys(f"said.steps.{step}."))
    return tuple(key for key in found if not key.endswith(".nothing"))
