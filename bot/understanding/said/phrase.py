"""A phrase as its parts; see the package for how phrases are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from bot.knowledge.search.tfidf import words as words_in
from bot.understanding.said import clauses

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is, or with `begins` any that begins so, with `ends` any that ends so."""

    word: str
    begins: bool = False
    ends: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether it is one word as it is."""
        return not self.begins and not self.ends


@dataclass(frozen=True, slots=True)
class Named:
    """A list of phrases, or one of the parts that need none: NUMBER, YEAR, START."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A few words of any kind; a `wide` one holds more, and none that turns, doubts or speaks of others."""

    wide: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """No word, and none soon after that denies what was said, or says that it is still to come."""


@dataclass(frozen=True, slots=True)
class Either:
    """One of several parts; with `absent` none of them will do, too."""

    ways: tuple[Phrase, ...]
    absent: bool = False


Part = Word | Named | Gap | Plain | Either
Phrase = tuple[Part, ...]

GAP, WIDE, PLAIN = "..", "...", "!"
TOGETHER = "&"
"""Between parts of a phrase that stand in one clause, in any order."""

BUILT_IN = frozenset({"NUMBER", "YEAR", "START"})


def common(words: Iterable[str], forms: Forms) -> list[str]:
    """Return words in their common form."""
    return [forms.get(word, word) for word in clauses.common(words)]


def parsed(phrase: str, groups: Collection[str], forms: Forms) -> Phrase:
    """Return the parts of a phrase."""
    return tuple(part for written in phrase.split() for part in _parts(written, groups, forms))


def orders(phrase: str, groups: Collection[str], forms: Forms) -> Iterator[Phrase]:
    """Yield a phrase; one whose parts stand in any order, in each of them."""
    ways = [parsed(part, groups, forms) for part in phrase.split(f" {TOGETHER} ")]
    if len(ways) == 1:
        yield ways[0]
        return
    for first, *others in permutations(ways):
        yield (*first, *(part for way in others for part in (Gap(wide=True), *way)), Plain())


def _parts(written: str, groups: Collection[str], forms: Forms) -> Iterator[Part]:
    if written in (GAP, WIDE):
        yield Gap(wide=written == WIDE)
    elif written == PLAIN:
        yield Plain()
    elif written.startswith("("):
        yield Either((parsed(written[1:-1], groups, forms),), absent=True)
    elif "|" in written:
        yield Either(tuple(parsed(way, groups, forms) for way in written.split("|")))
    elif written in BUILT_IN or written in groups:
        yield Named(written)
    elif written.endswith("*"):
        yield Word(written[:-1].casefold(), begins=True)
    elif written.startswith("*"):
        yield Word(written[1:].casefold(), ends=True)
    else:
        yield from (Word(word) for word in common(words_in(written), forms))


def spelled(phrases: Iterable[Phrase]) -> Iterator[str]:
    """Yield the words that stand in phrases as they are."""
    for phrase in phrases:
        for part in phrase:
            if isinstance(part, Word) and part.whole:
                yield part.word
            elif isinstance(part, Either):
                yield from spelled(part.ways)
