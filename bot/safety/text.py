"""Text as the guard reads it: what hides a number or a name from the eye is taken away first."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.safety import disguise, otherwise

_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
_QUOTES: Final = "\u2018\u2019\u201b\u02bc\u0060\u00b4"
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u20e3")


def _plain_character(char: str) -> str:
    """Return what stands for one character: itself, a simpler one, or nothing."""
    if char == "\u00ad" or char in _INVISIBLE:
        return ""
    if char in _DASHES:
        return "-"
    if char in _QUOTES:
        return "'"
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if letter := disguise.drawn(char):
        return letter
    category = unicodedata.category(char)
    if category == "Cf" or "\ufe00" <= char <= "\ufe0f":  # zero width, direction marks, variation selectors
        return ""
    if category == "Zs":
        return " "
    if category == "Cc" and char not in "\n\r\t":
        return " "  # never nothing: "Kari<NUL>Nordmann" are two words
    return char


class _Table(dict[int, str]):
    """A translation table that works a character out when it is first met."""

    def __missing__(self, key: int) -> str:
        self[key] = _plain_character(chr(key))
        return self[key]


_TABLE: Final = _Table()


def plain(text: str) -> str:
    """Return `text` in NFKC, ASCII digits, plain dashes and blanks, without invisible characters.

    Letters of other alphabets in a Latin text become Latin ones, words that are spaced out are closed up, and
    what stands in a machine's writing (`%20`, `&#75;`, base64) is written out. What is written backwards, or
    in figures, stands once more behind it as it is meant.
    """
    text = disguise.written_out(text)
    if not (text.isascii() and text.isprintable()):
        shown = disguise.turned(text).translate(_TABLE)
        text = unicodedata.normalize("NFKC", shown).translate(_TABLE)
        text = disguise.latin(disguise.undressed(text))
    return disguise.closed_up(disguise.lettered(otherwise.read_again(text)))


def has_other_script(text: str) -> bool:
    """Tell whether a word in another alphabet stands in a Latin text: it may be a name."""
    return _OTHER.search(text) is not None and _LATIN.search(text) is not None


_OTHER: Final = re.compile(r"(?:(?![ªºÀ-ɏḀ-ỿ])[^\W\d_A-Za-z]){2,}")
_LATIN: Final = re.compile(r"[A-Za-z]{2,}")
