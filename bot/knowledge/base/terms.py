"""Which term of the field somebody asks for ("hva er FACT?", "what does AMS mean?"), and which one names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.text.shown import compared
from bot.knowledge.base.entry import Term


def asked_for(text: str, terms: Sequence[Term], before: Sequence[str], after: Sequence[str]) -> Term | None:
    """Return the term that the question asks for and nothing else, or None.

    `before` and `after` are the ways in which such questions begin and end, in any language.
    """
    said = compared(text)
    rest = _cut(said, [f"{phrase} " for phrase in map(compared, before)], at_end=False)
    if rest is None:
        return None
    rest = _cut(rest, [f" {phrase}" for phrase in map(compared, after)], at_end=True) or rest
    rest = re.sub(r"^(en|ei|et|ein|eit|a|an|the) ", "", rest)
    return next((term for term in terms if rest in _names(term)), None)


PREFIX = 5
"""Letters of a name that is known by the beginning of a word, too: "samtykkeskjemaet" names "samtykke"."""


def named(text: str, terms: Iterable[Term]) -> frozenset[str]:
    """Return the terms that a text names, by what they are called in bokmål."""
    said = f" {compared(text)} "
    return frozenset(term.nb for term in terms if any(_stands(name, said) for name in _names(term)))


def _stands(name: str, said: str) -> bool:
    return (f" {name}" if len(name) >= PREFIX else f" {name} ") in said


def _cut(text: str, phrases: list[str], *, at_end: bool) -> str | None:
    for phrase in sorted(phrases, key=len, reverse=True):
        if at_end and text.endswith(phrase):
            return text[: -len(phrase)]
        if not at_end and text.startswith(phrase):
            return text[len(phrase) :]
    return None


def _names(term: Term) -> frozenset[str]:
    names = (term.nb, term.nn, term.en, *term.synonyms, *term.misspellings)
    return frozenset(compared(name) for name in names)
