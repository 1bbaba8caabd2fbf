"""Finds where in a row of words a phrase may end that begins at a given one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.understanding.said.phrase import Either, Gap, Named, Part, Phrase, Plain, Word

MARKS = frozenset(",.?")
DENYING = "DENYING"
MOST_BETWEEN, WIDE = 3, 6
"""Words that a gap may hold, and a wide one."""

HEDGES = "HEDGES"
STOPPING = ("STOPS", HEDGES, DENYING)
"""Lists whose words a wide gap does not hold: they turn to something else, doubt, or speak of others."""

AFTER, SOON = "AFTERWARDS", 3
"""What takes back what was said just before it, and within how many words."""

Ends = frozenset[int]
NOWHERE: Ends = frozenset()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Phrases, ordered by how they begin so that few need be tried at a word."""

    words: Mapping[str, list[Phrase]]
    beginnings: Mapping[str, list[Phrase]]
    others: Mapping[Part, list[Phrase]]


def shelved(phrases: Iterable[Phrase]) -> Shelf:
    """Return phrases in order."""
    words: dict[str, list[Phrase]] = {}
    beginnings: dict[str, list[Phrase]] = {}
    others: dict[Part, list[Phrase]] = {}
    for phrase in dict.fromkeys(phrases):
        match phrase:
            case (Word(word, False, False), *_):
                words.setdefault(word, []).append(phrase)
            case (Word(word, True, False), *_):
                beginnings.setdefault(word, []).append(phrase)
            case (first, *_):
                others.setdefault(first, []).append(phrase)
    return Shelf(words, beginnings, others)


@dataclass(slots=True)
class Row:
    """The words and marks of a text, with what was already found of the named lists."""

    said: Sequence[str]
    groups: Mapping[str, Shelf]
    _found: dict[tuple[str, int], Ends] = field(default_factory=dict)

    def ends(self, shelf: Shelf, at: int) -> Ends:
        """Return where a phrase of the shelf may end that begins here."""
        if at >= len(self.said):
            return NOWHERE
        word = self.said[at]
        tried = list(shelf.words.get(word, ()))
        for length in range(1, len(word) + 1):
            tried += shelf.beginnings.get(word[:length], ())
        found = {end for phrase in tried for end in self._after(phrase[1:], frozenset({at + 1}))}
        for first, phrases in shelf.others.items():
            if starts := self._part(first, at):
                found |= {end for phrase in phrases for end in self._after(phrase[1:], starts)}
        return frozenset(found)

    def named(self, name: str, at: int) -> Ends:
        """Return where a phrase of a named list may end that begins here."""
        key = (name, at)
        if key not in self._found:
            self._found[key] = NOWHERE  # a list that names itself ends nowhere
            self._found[key] = self.ends(self.groups[name], at) if name in self.groups else NOWHERE
        return self._found[key]

    def _after(self, phrase: Sequence[Part], starts: Ends) -> Ends:
        for part in phrase:
            starts = frozenset(end for at in starts for end in self._part(part, at))
            if not starts:
                break
        return starts

    def _part(self, part: Part, at: int) -> Ends:
        match part:
            case Gap(wide):
                return self._wide(at) if wide else self._gap(at)
            case Plain():
                return NOWHERE if self._is_taken_back(at) else frozenset({at})
            case Either(ways, absent):
                found = frozenset(end for way in ways for end in self._after(way, frozenset({at})))
                return found | {at} if absent else found
            case Named("START"):
                return frozenset({at}) if at == 0 or self.said[at - 1] in MARKS else NOWHERE
            case Named(name):
                return self._number(name, at) if name in ("NUMBER", "YEAR") else self.named(name, at)
        word = self.said[at] if at < len(self.said) else ""
        fits = _fits(part, word)
        return frozenset({at + 1}) if fits and word else NOWHERE

    def _number(self, name: str, at: int) -> Ends:
        word = self.said[at] if at < len(self.said) else ""
        fits = word.isdecimal() and (name == "NUMBER" or len(word) == 4)
        return frozenset({at + 1}) if fits else NOWHERE

    def _gap(self, at: int) -> Ends:
        ends = {at}
        for end in range(at, min(at + MOST_BETWEEN, len(self.said))):
            if self.said[end] in MARKS or self.named(DENYING, end):
                break
            ends.add(end + 1)
        return frozenset(ends)

    def _wide(self, at: int) -> Ends:
        ends = {at}
        for end in range(at, min(at + WIDE, len(self.said))):
            if self.said[end] in MARKS or any(self.named(name, end) for name in STOPPING):
                break
            ends.add(end + 1)
        return frozenset(ends)

    def _is_taken_back(self, at: int) -> bool:
        for after in range(at, min(at + SOON, len(self.said))):
            if self.said[after] in MARKS:
                return False
            if self.named(DENYING, after) or self.named(AFTER, after):
                return True
        return False


def _fits(part: Word, word: str) -> bool:
    if part.begins:
        return word.startswith(part.word)
    return word.endswith(part.word) if part.ends else word == part.word
