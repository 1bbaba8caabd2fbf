"""What is looked at in a text: its words in one form, pairs and parts of words, where a place may stand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from bot.knowledge.search.normalise import STANDARD
from bot.knowledge.search.tfidf import words
from bot.safety.identity.words import Sort, is_word, sort_of

BUCKETS: Final = 1 << 15
_PARTS: Final = (3, 4, 5)
_SENTENCE: Final = re.compile(r"[^.!?\n]+[.!?]*")
_LONG: Final = 24  # words; a longer text is also read sentence by sentence
_FEWEST: Final = 4  # words of a sentence that is read by itself
_MOST: Final = 40  # sentences of a text that are read by themselves
_MOST_WORDS: Final = 400
_SHORT: Final = 2  # letters of a word that is too short to be unknown
_MARKS: Final = frozenset({"?", "?place"})
_CAPITAL: Final = re.compile(r"(?<![^\s,])([a-zæøå]+),? (?=[A-ZÆØÅ][a-zæøåà-ÿ]{2})")


def canonical(text: str) -> list[str]:
    """Return the words of a text in one form for what is written in many (dialect, nynorsk)."""
    return [STANDARD.get(word, word) for word in words(text)[:_MOST_WORDS]]


def _names(said: Sequence[str]) -> Iterator[str]:
    framed = ["<s>", *said, "</s>"]
    for word in said:
        yield f"w {word}"
        edged = f"<{word[:30]}>"
        for size in _PARTS:
            for start in range(len(edged) - size + 1):
                yield edged[start : start + size]
    for gap in (1, 2):
        for first, second in zip(framed, framed[gap:], strict=False):
            yield first + " " * gap + second


def _unknown(said: Sequence[str]) -> Iterator[str]:
    """Yield where a place stands or a word that is in no list: "på ?" is likely one, whatever its name."""
    before, last = "<s>", "<s>"
    for word in said:
        mark = _mark(word)
        if mark:
            yield mark
        if mark or last in _MARKS:
            yield f"{last} {mark or word}"
            yield f"{before} {last} {mark or word}"
        before, last = last, mark or word


def _mark(word: str) -> str:
    """Return what stands for a word that may be called anything: a place, one that is unknown, or nothing."""
    if len(word) <= _SHORT or not word.isalpha():
        return ""
    kind = sort_of(word)
    return "?place" if kind is Sort.PLACE else "" if is_word(word) else "?"


def _capitals(text: str) -> Iterator[str]:
    """Yield where a capital stands inside a sentence: with it a place or a person is named."""
    for match in _CAPITAL.finditer(text):
        yield "?capital"
        yield f"{match[1]} ?capital"


def _as_written(lowered: str) -> Iterator[str]:
    """Yield what the canonical form drops: words that it changes (a tense), what stands in a question."""
    said = words(lowered)[:_MOST_WORDS]
    for word in said:
        if word in STANDARD:
            yield f"as {word}"
    for match in list(_SENTENCE.finditer(lowered))[:_MOST]:
        sentence = match.group()
        if sentence.rstrip().endswith("?"):
            part = canonical(sentence)
            yield "? " + " ".join(part[:2])
            yield from (f"? {word}" for word in part)


def buckets(text: str, *, written: bool = False) -> list[int]:
    """Return the buckets of a text: its words in canonical form, pairs with up to one between, parts, names.

    A lower-case text has no names with a capital; what is learned from one is to be read in lower case.
    `written` adds what the canonical form drops.
    """
    lowered = text.lower()
    said = canonical(lowered)
    found = (*_names(said), *_unknown(said), *_capitals(text))
    if written:
        found = (*found, *_as_written(lowered))
    return sorted({zlib.crc32(name.encode()) % BUCKETS for name in found})


def readings(text: str) -> list[str]:
    """Return a text, and each of its sentences where it is long."""
    if len(canonical(text.lower())) <= _LONG:
        return [text]
    sentences = [match.group().strip() for match in _SENTENCE.finditer(text)][:_MOST]
    return [text, *(one for one in sentences if len(canonical(one.lower())) >= _FEWEST and one != text)]
