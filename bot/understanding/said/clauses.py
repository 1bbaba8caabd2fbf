"""A text as a row of words in their common form, with its clauses and sentences marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.knowledge.search.normalise import standard
from bot.knowledge.search.tfidf import words as words_in
from bot.language.detect import detect

COMMA, STOP, ASKS = ",", ".", "?"
"""What ends a clause, a sentence, and a sentence that asks."""

_MARK = re.compile(r"([?]|[.!\n](?!\d)|[,;:()–—]|\s-\s)")
_LABEL = re.compile(r"(?:^|(?<=[.,;!?\n]))(\s*\w[\w ]{1,20}):\s+(?=(?:[^\s.,;:!?]+\s?){1,4}(?:[.,;!?\n]|$))")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


LONGEST_TOLD = 150
"""Words of a text whose statements are read: in a longer story one may take back another far from it."""

NO = "no"
"""Denies in English, and is nynorsk for "now"."""


def common(words: Iterable[str], *, denies: bool = True) -> list[str]:
    """Return words in their common form; `denies` tells that "no" is the English word."""
    return [word if denies and word == NO else standard([word])[0] for word in words]


def told_at_length(text: str) -> bool:
    """Tell whether a text is a story too long to be read statement by statement."""
    return len(text.split()) > LONGEST_TOLD


@dataclass(frozen=True, slots=True)
class Clauses:
    """The words of a text, " word word , word . ": one blank before and after each, marks between clauses.

    `worked_out` holds what was found in it once, for those who look into it later.
    """

    said: str
    worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str) -> Clauses:
        """Return the clauses of a text."""
        parts: list[str] = []
        denies = detect(text).lang == "en"
        labelled = _LABEL.sub(r"\1 ", text)  # "Nav: nei" is one clause
        for part in _MARK.split(_DRAWN_OUT.sub(r"\1", labelled)):
            if _MARK.fullmatch(part):
                parts.append(ASKS if "?" in part else STOP if part in ".!\n" else COMMA)
            else:
                parts.extend(common(words_in(part), denies=denies))
        return cls(f" {' '.join(parts)} " if parts else " ")

    @property
    def asks(self) -> bool:
        """Tell whether the last sentence ends with a question mark."""
        return self.said.rstrip(f" {STOP}").endswith(ASKS)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of the sentence that holds this place."""
        return self._around(start, end, f"{STOP}{ASKS}")

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of the clause that holds this place."""
        return self._around(start, end, f"{STOP}{ASKS}{COMMA}")

    def _around(self, start: int, end: int, marks: str) -> tuple[int, int]:
        first = max(self.said.rfind(f" {mark} ", 0, start + 1) for mark in marks)
        ends = [at for mark in marks if (at := self.said.find(f" {mark} ", max(end - 1, 0))) >= 0]
        return (first + 2 if first >= 0 else 0), (min(ends) + 1 if ends else len(self.said))
