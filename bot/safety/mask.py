"""What may be kept of a text without an answer: numbers, addresses and possible names hidden."""

from __future__ import annotations

import re
from typing import Final

from bot.safety.identity import names
from bot.safety.identity.words import is_given, is_word
from bot.safety.text import plain

HIDDEN: Final = "▮"
_ADDRESS: Final = re.compile(r"\S{0,64}@\S{0,64}")
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_LATIN: Final = re.compile(r"[a-zæøåäöéèêóòôüáàâçñšžđŋčțăí'\-]+\Z")
_LONGEST_SHORT: Final = 5  # letters of a short form in capitals
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_CAMEL: Final = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_GLUE: Final = re.compile(r"[_+.\-\s]+|%20")


def mask(text: str) -> str:
    """Return `text` for the store of unanswered questions: digits, addresses and possible names hidden.

    To be used only on a text in which nothing identifying was seen; it hides what may have been missed: what
    is a name by its signs, two words with capitals in a row, and every word that is on no list.
    """
    shown = plain(text)
    for start, end in sorted({*names.places(shown), *_capitals(shown)}, reverse=True):
        shown = shown[:start] + "@" * (end - start) + shown[end:]
    shown = _ADDRESS.sub(HIDDEN, shown)
    return _LETTERS.sub(_masked_word, _DIGIT.sub("#", shown))


def _capitals(text: str) -> list[tuple[int, int]]:
    """Return where two words with capitals stand in a row that do not open a sentence."""
    return [match.span(1) for match in _PAIR.finditer(text)]


_UPPER: Final = "A-ZÀ-ÖØ-Þ"
_PAIR: Final = re.compile(rf"(?<=[a-zæøå,] )([{_UPPER}][a-zæøåà-ÿ'\-]+ [{_UPPER}][a-zæøåà-ÿ'\-]+)")


def _masked_word(match: re.Match[str]) -> str:
    """Return an ordinary word as it is, and anything that can be a name as one sign."""
    word = match.group()
    low = word.lower()
    if not _LATIN.match(low) or is_given(low):
        return HIDDEN
    known = is_word(low) or (word.isupper() and len(word) <= _LONGEST_SHORT)
    return word if known or word == low else HIDDEN


def spaced(file_name: str) -> str:
    """Return a file name as words, so that "Kari_Nordmann-epikrise.pdf" is seen for what it is."""
    name = plain(file_name).rpartition("/")[2].rpartition("\\")[2]
    return _GLUE.sub(" ", _CAMEL.sub(" ", _ENDING.sub("", name)))
