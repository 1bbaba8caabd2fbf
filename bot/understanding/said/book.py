"""Finds which phrases of a kind a text holds, where, and whether they are denied there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.entry import Words
from bot.knowledge.lexical import words as words_in
from bot.knowledge.wording import standard
from bot.safety import lexicon
from bot.understanding.said.clauses import Clauses
from bot.understanding.said.matching import DENYING, MARKS, Row, Shelf, shelved
from bot.understanding.said.phrase import Phrase, parsed, spelled

GROUPS = "said.groups."
FORMS = "said.forms"
REACH = 3
"""Words before a phrase among which one that denies turns it round."""

SHORTEST, LONG = 6, 9
"""Letters of a word that may be misspelt by one letter, and by two."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A value that is named, from where to where in the text, and whether the words before it deny it."""

    value: str
    start: int
    end: int
    denied: bool = False


class Book:
    """All phrases of one kind, by the value that they name, in all languages at once: people mix them."""

    def __init__(
        self, words: Words, kinds: Mapping[str, Collection[str]], first: Collection[str] = ()
    ) -> None:
        """Gather the phrases; `kinds` has the keys under which those of each value stand.

        Where two overlap, a value in `first` counts before any other.
        """
        self._groups = words.worked_out("groups of said phrases", lambda: _groups(words))
        self._first = frozenset(first)
        self._of = {
            value: shelved(phrase for key in keys for phrase in _phrases(words, key))
            for value, keys in kinds.items()
        }

    def hits(self, text: Clauses) -> tuple[Hit, ...]:
        """Return what is named, from left to right; of two that overlap the longer one counts."""
        row = Row(text.said.split(), self._groups)
        places = list(accumulate((len(word) + 1 for word in row.said), initial=1))
        found = [
            Hit(value, places[at], places[max(ends)], _denied(row, at))
            for value, shelf in self._of.items()
            for at in range(len(row.said))
            if (ends := row.ends(shelf, at))
        ]
        kept: list[Hit] = []
        for hit in sorted(found, key=self._weight):
            if all(hit.end <= one.start or one.end <= hit.start for one in kept):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def _weight(self, hit: Hit) -> tuple[bool, int, int]:
        return hit.value not in self._first, hit.start - hit.end, hit.start


def _denied(row: Row, at: int) -> bool:
    """Tell whether one of the few words before a place denies what follows."""
    for before in range(at - 1, max(at - REACH, 0) - 1, -1):
        if row.said[before] in MARKS:
            return False
        if any(end <= at for end in row.named(DENYING, before)):
            return True
    return False


def book(words: Words, name: str, kinds: Mapping[str, Collection[str]], first: Collection[str] = ()) -> Book:
    """Return the book of this name; it is put together once."""
    return words.worked_out(f"book {name}", lambda: Book(words, kinds, first))


def prepared(words: Words, text: str) -> Clauses:
    """Return a text in clauses, with slips put right by the words of our phrases."""
    known = words.worked_out("words of said phrases", lambda: _known(words))
    forms = _forms(words)
    said = Clauses.of(text).said.split()
    return Clauses(f" {' '.join(_right(word, known, forms) for word in said)} " if said else " ")


def _groups(words: Words) -> Mapping[str, Shelf]:
    keys = words.phrase_keys(GROUPS)
    return {key.removeprefix(GROUPS): shelved(_phrases(words, key)) for key in keys}


def _phrases(words: Words, key: str) -> Iterator[Phrase]:
    groups = words.worked_out(
        "names of said groups", lambda: {key.removeprefix(GROUPS) for key in words.phrase_keys(GROUPS)}
    )
    forms = _forms(words)
    return (phrase for written in words.typed(key) if (phrase := parsed(written, groups, forms)))


def _forms(words: Words) -> Mapping[str, str]:
    """Return words of dialect and slips, each with the common form that it stands for."""
    return words.worked_out("forms of said words", lambda: _pairs(words))


def _pairs(words: Words) -> dict[str, str]:
    pairs = (standard(words_in(pair)) for pair in words.typed(FORMS))
    return {written: form for written, form in pairs if written != form}


def _known(words: Words) -> frozenset[str]:
    keys = (key for key in words.phrase_keys("said.") if key != FORMS)
    return frozenset(word for key in keys for word in spelled(_phrases(words, key)))


def _right(word: str, known: frozenset[str], forms: Mapping[str, str]) -> str:
    """Return the word of ours that this is a slip of; a word of the language is nobody's slip."""
    if word in forms:
        return forms[word]
    if len(word) < SHORTEST or word in known or not word.isalpha() or word in lexicon.words("vocabulary"):
        return word
    most = 1 if len(word) < LONG else 2
    near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=most)
    return near[0] if near and near[0][0] == word[0] else word
