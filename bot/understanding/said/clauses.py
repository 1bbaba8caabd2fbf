"""A text as a row of words in their common form, with its clauses and sentences marked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.knowledge.lexical import words as words_in
from bot.knowledge.wording import standard

COMMA, STOP, ASKS = ",", ".", "?"
"""What ends a clause, a sentence, and a sentence that asks."""

_MARK = re.compile(r"([?]|[.!\n](?!\d)|[,;:()–—]|\s-\s)")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The words of a text, " word word , word . ": one blank before and after each, marks between clauses."""

    said: str

    @classmethod
    def of(cls, text: str) -> Clauses:
        """Return the clauses of a text."""
        parts: list[str] = []
        for part in _MARK.split(_DRAWN_OUT.sub(r"\1", text)):
            if _MARK.fullmatch(part):
                parts.append(ASKS if "?" in part else STOP if part in ".!\n" else COMMA)
            else:
                parts.extend(standard(words_in(part)))
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
