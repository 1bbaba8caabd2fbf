"""Finds the questions in a message that holds more than one, and the one in a case that is told."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.knowledge.search.tfidf import words

FEWEST_WORDS = 3
"""Words of a question that can stand alone; "og da?" cannot."""

MOST_WORDS = 40
"""Words of a sentence in which two questions are looked for."""

_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")


def asked(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` that end with a question mark and can stand alone, in their order."""
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return tuple(s for s in sentences if s.endswith("?") and len(words(s)) >= FEWEST_WORDS)


def joined(text: str, joins: Collection[str], leads: Collection[str]) -> tuple[str, ...]:
    """Return the questions of one sentence that stand side by side: "hvor lenge varer det og hvem betaler?".

    `joins` are words between two questions, `leads` what a question begins with. Nothing where the sentence
    is no question, or where a part cannot stand alone.
    """
    said = text.split()
    if len(said) > MOST_WORDS:
        return ()
    bare = [word.strip(",.?!").casefold() for word in said]
    if not any(" ".join(bare[:n]) in leads for n in (1, 2, 3)):
        return ()
    for at in range(1, len(said) - 1):
        if bare[at] in joins and any(" ".join(bare[at + 1 : at + 1 + n]) in leads for n in (1, 2, 3)):
            parts = (" ".join(said[:at]).rstrip(","), " ".join(said[at + 1 :]))
            return parts if all(len(words(part)) >= FEWEST_WORDS for part in parts) else ()
    return ()


def told(text: str) -> bool:
    """Tell whether a message tells something before or after it asks: at least three sentences."""
    return len([s for s in _SENTENCE.findall(text) if words(s)]) >= 3
