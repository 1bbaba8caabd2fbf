"""The signs by which a name is told: what its words are, how they are written, what stands around them.

A sign is a short name ("before:called", "sorts:soft+surname"); `data/names.tsv` holds how much each says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.safety.identity.letters import looks
from bot.safety.identity.words import Sort, sort_of
from bot.safety.lexicon import lines, words

_WORD: Final = re.compile(r"(?<!\d)[^\W\d_]+(?:['\-][^\W\d_]+)*(?![^\W_])")
"""A word of letters alone: what digits touch is a code, a product, a dose."""
_FUNCTION: Final = words("function_words")
_PARTICLES: Final = words("particles")
_ENDS_SENTENCE: Final = frozenset('.!?:;\n"«»•*()[]|>/')
_BEFORE: Final = 48  # characters before a name that can announce it
_AFTER: Final = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; `opens` marks the first word of a sentence, `near` one right after another."""

    word: str
    low: str
    start: int
    end: int
    opens: bool
    near: bool

    @property
    def case(self) -> str:
        """How the word is written: "t" with a capital, "c" in capitals, "l" in small letters."""
        if len(self.word) > 1 and self.word.isupper():
            return "c"
        return "t" if self.word[0].isupper() else "l"

    @property
    def sort(self) -> Sort:
        """What the word is."""
        return sort_of(self.low)


def tokens(text: str) -> list[Token]:
    """Return the words of a text."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        initial = bool(found) and gap in {".", ". "} and len(found[-1].word) == 1
        opens = not initial and (not found or any(char in _ENDS_SENTENCE for char in gap))
        near = bool(found) and (gap in {" ", "  ", "_", "+"} or initial)
        found.append(Token(match.group(), match.group().lower(), match.start(), match.end(), opens, near))
        end = match.end()
    return found


class Reading:
    """A text with its words, and what stands before and after each of them, found when it is asked for."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self.text = text
        self.all = found
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}

    def before(self, token: Token) -> list[str]:
        """Return the frames that end where a word begins."""
        if token.start not in self._before:
            said = self.text[max(0, token.start - _BEFORE) : token.start].lower()
            found = [f"before:{name}" for name, pattern in _frames("before.txt") if pattern.search(said)]
            self._before[token.start] = found
        return self._before[token.start]

    def after(self, token: Token) -> list[str]:
        """Return the frames that begin where a word ends."""
        if token.end not in self._after:
            said = self.text[token.end : token.end + _AFTER].lower()
            found = [f"after:{name}" for name, pattern in _frames("after.txt") if pattern.match(said)]
            self._after[token.end] = found
        return self._after[token.end]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a name: one, or two that stand together, or with a small word between them.

    `at` and `end` are the places of the first word and of the one after the last in the list of words.
    """

    reading: Reading
    parts: tuple[Token, ...]
    at: int
    end: int


_SHORT: Final = 3  # letters of a short form in capitals
_GIVEN: Final = frozenset({Sort.COMMON, Sort.SOFT, Sort.SOFT_WORD, Sort.GIVEN})
_BY_LETTERS: Final = frozenset({Sort.UNKNOWN, Sort.ENDING, Sort.NOUN})
_NEVER: Final = frozenset({Sort.WORD, Sort.NOUN, Sort.PLACE, Sort.TERM, Sort.ORG})


def _possible(token: Token) -> bool:
    """Tell whether a word can be part of a name at all: one that is on a list, or has a capital."""
    never = token.low in _FUNCTION and (token.case == "l" or token.sort not in _GIVEN)
    if never or (token.sort is Sort.INITIAL and token.case == "l"):
        return False
    ordinary = token.sort in _NEVER
    return not ordinary or (token.case != "l" and not (token.opens and token.sort in {Sort.WORD, Sort.NOUN}))


def _ordinary(*tokens: Token) -> bool:
    """Tell whether all of these words are ordinary ones; "may have" is, "may hansen" is not."""
    first, last = tokens[0], tokens[-1]
    verb = first.sort is Sort.CAPITAL and first.case == "l" and last.sort not in {Sort.SURNAME, Sort.ENDING}
    return verb or all(token.sort in _NEVER for token in tokens)


def _alone(token: Token) -> bool:
    """Tell whether one word can be a name by itself."""
    if len(token.word) <= (_SHORT if token.case == "c" else 1) or token.sort in _NEVER:
        return False
    return _possible(token) and not (token.case == "l" and token.sort is Sort.SURNAME_WORD)


def candidates(reading: Reading) -> Iterator[Candidate]:
    """Yield every single word and every pair that can be a name."""
    for at, token in enumerate(reading.all):
        if _alone(token):
            yield Candidate(reading, (token,), at, at + 1)
        yield from _pairs(reading, at, token)


def _pairs(reading: Reading, at: int, token: Token) -> Iterator[Candidate]:
    """Yield the pairs that begin at a word."""
    following = reading.all[at + 1 : at + 3]
    if not following or not following[0].near or not _possible(token):
        return
    if len(following[0].word) > 1 and _possible(following[0]) and not _ordinary(token, following[0]):
        yield Candidate(reading, (token, following[0]), at, at + 2)
    small = following[0].low in _PARTICLES or (len(following[0].word) == 1 and following[0].word.isupper())
    if len(following) > 1 and following[1].near and small and _possible(following[1]):
        if _ordinary(token, following[1]):
            return
        yield Candidate(reading, (token, following[1]), at, at + 3)


@cache
def _frames(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the frames of a file: their names and patterns, "name: pattern" a line."""
    read = (line.partition(": ") for line in lines(name))
    return tuple((frame, re.compile(pattern.strip())) for frame, _, pattern in read)


def signs(one: Candidate) -> Iterator[str]:
    """Yield the signs of a candidate."""
    first, last = one.parts[0], one.parts[-1]
    sorts = "+".join(part.sort for part in one.parts)
    case = "".join(part.case for part in one.parts) + ("^" if first.opens else "")
    yield f"sorts:{sorts}"
    yield f"case:{case}"
    yield f"{sorts}/{case}"
    yield from _looks(one, case)
    frames = [*one.reading.before(first), *one.reading.after(last)]
    yield from frames
    shape = sorts if len(one.parts) == 1 else "pair"
    yield from (f"{frame}/{shape}/{case.rstrip('^')}" for frame in frames)
    yield from _around(one)


def _looks(one: Candidate, case: str) -> Iterator[str]:
    """Yield what the letters say of words that are on no list: of one alone, or of the best of two."""
    levels = [looks(part.low) for part in one.parts if part.sort in _BY_LETTERS]
    if levels:
        shape = one.parts[0].sort if len(one.parts) == 1 else "pair"
        yield f"looks:{max(levels)}"
        yield f"looks:{max(levels)}/{shape}/{case.rstrip('^')}"


def _around(one: Candidate) -> Iterator[str]:
    """Yield what the words around a candidate say: an organisation, more of a name, a list."""
    every = one.reading.all
    following, previous = every[one.end : one.end + 2], every[max(0, one.at - 2) : one.at]
    if following and following[0].near:
        yield f"next:{following[0].sort}/{following[0].case}"
    if previous and one.parts[0].near:
        yield f"previous:{previous[-1].sort}/{previous[-1].case}"
    if any(token.sort is Sort.ORG and token.case != "l" for token in [*previous, *following]):
        yield "near:org"
    if any(token.sort is Sort.ORG for token in one.parts):
        yield "is:org"
