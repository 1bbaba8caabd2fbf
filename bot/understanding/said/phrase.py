"""A phrase as its parts; see the package for how phrases are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.knowledge.lexical import words as words_in
from bot.knowledge.wording import standard

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it is, or with `begins` any that begins so."""

    word: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A list of phrases, or one of the parts that need none: NUMBER, YEAR, START."""

    name: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A few words of any kind."""


@dataclass(frozen=True, slots=True)
class Either:
    """One of several parts; with `absent` none of them will do, too."""

    ways: tuple[Phrase, ...]
    absent: bool = False


Part = Word | Named | Gap | Either
Phrase = tuple[Part, ...]

GAP = ".."
BUILT_IN = frozenset({"NUMBER", "YEAR", "START"})


def common(words: Iterable[str], forms: Forms) -> list[str]:
    """Return words in their common form."""
    return [forms.get(word, word) for word in standard(words)]


def parsed(phrase: str, groups: Collection[str], forms: Forms) -> Phrase:
    """Return the parts of a phrase."""
    return tuple(part for written in phrase.split() for part in _parts(written, groups, forms))


def _parts(written: str, groups: Collection[str], forms: Forms) -> Iterator[Part]:
    if written == GAP:
        yield Gap()
    elif written.startswith("("):
        yield Either((parsed(written[1:-1], groups, forms),), absent=True)
    elif "|" in written:
        yield Either(tuple(parsed(way, groups, forms) for way in written.split("|")))
    elif written in BUILT_IN or written in groups:
        yield Named(written)
    elif written.endswith("*"):
        yield Word(written[:-1].casefold(), begins=True)
    else:
        yield from (Word(word) for word in common(words_in(written), forms))


def spelled(phrases: Iterable[Phrase]) -> Iterator[str]:
    """Yield the words that stand in phrases as they are."""
    for phrase in phrases:
        for part in phrase:
            if isinstance(part, Word) and not part.begins:
                yield part.word
            elif isinstance(part, Either):
                yield from spelled(part.ways)
