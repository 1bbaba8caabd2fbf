"""The guard: what must not be stored, logged or searched, and what cannot wait for an answer.

Pure functions over one text. They see shapes, lists and wording, and promise no completeness: a name
that looks like a word, or a place that only one person lives at, gets through. Time grows linearly with
the length of the text.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from bot.conversation import guard_address, guard_danger, guard_names, guard_numbers
from bot.conversation.guard_danger import Danger
from bot.conversation.guard_names_lists import is_given, is_word
from bot.conversation.guard_text import plain

__all__ = ["Danger", "Seen", "about_the_young", "acute", "identifying", "mask", "spaced"]


class Seen(StrEnum):
    """A kind of identifying data."""

    IDENTITY_NUMBER = "identity_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    ADDRESS = "address"
    INITIALS_WITH_YEAR = "initials_with_year"


def identifying(text: str) -> frozenset[Seen]:
    """Return the kinds of identifying data in `text`; empty when none is seen.

    Any text a person or a channel sends may be given: messages, answers in a dialog, button payloads,
    file names.
    """
    found: set[Seen] = set()
    for piece in _pieces(plain(_as_far_as_needed(text))):
        found |= _seen(piece)
    return frozenset(found)


_HEAD, _TAIL = 4_000, 2_000
"""Characters that are read of a longer text, at both ends: it is refused as too long anyway."""


def _as_far_as_needed(text: str) -> str:
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"


_PIECE: Final = 1500  # characters; longer texts are read in overlapping pieces, so that time stays linear
_OVERLAP: Final = 120


def _pieces(text: str) -> list[str]:
    """Return a text in overlapping pieces, cut at a blank where there is one."""
    pieces, start = [], 0
    while len(text) - start > _PIECE:
        blank = text.rfind(" ", start + _PIECE - _OVERLAP, start + _PIECE)
        end = blank if blank > 0 else start + _PIECE
        pieces.append(text[start:end])
        back = text.rfind(" ", start, end - _OVERLAP)
        start = back if back > end - 2 * _OVERLAP else end - _OVERLAP
    return [*pieces, text[start:]]


def _seen(shown: str) -> set[Seen]:
    """Return the kinds of identifying data in one piece of plain text."""
    lowered = shown.lower()
    found: set[Seen] = set()
    if any(char.isdecimal() for char in shown):
        if guard_numbers.has_identity_number(shown, lowered):
            found.add(Seen.IDENTITY_NUMBER)
        elif guard_numbers.has_phone_number(shown):
            found.add(Seen.PHONE)
        if guard_numbers.has_birth_date(lowered):
            found.add(Seen.BIRTH_DATE)
    if guard_numbers.has_initials_with_year(shown):
        found.add(Seen.INITIALS_WITH_YEAR)
    if guard_address.has_email(lowered):
        found.add(Seen.EMAIL)
    if guard_address.has_street_address(shown):
        found.add(Seen.ADDRESS)
    if guard_names.has_name(shown):
        found.add(Seen.NAME)
    return found


def harmless(text: str) -> bool:
    """Tell whether nothing stops this text: neither danger nor identifying data.

    What was found harmless lately is remembered, in memory alone: the same few questions are asked by many.
    """
    key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()  # no text is kept
    if key in _HARMLESS:
        return True
    if acute(text) or identifying(text):
        return False
    if len(text) <= _HEAD + _TAIL:
        _HARMLESS[key] = None
        if len(_HARMLESS) > _REMEMBERED:
            _HARMLESS.popitem(last=False)
    return True


_HARMLESS: OrderedDict[bytes, None] = OrderedDict()
_REMEMBERED: Final = 1_000


def acute(text: str) -> Danger | None:
    """Return what acute danger `text` tells of, or None.

    A person's own or a definite person's stated intent or state counts; a question about the rule, a
    thing of the past and an idiom do not.
    """
    return guard_danger.danger(plain(_as_far_as_needed(text)).lower())


def about_the_young(text: str) -> bool:
    """Tell whether a text speaks of a child or of somebody under 18, whose helpline is another."""
    return _YOUNG.search(plain(_as_far_as_needed(text)).lower()) is not None


def spaced(file_name: str) -> str:
    """Return a file name as words, so that `identifying` sees "Kari_Nordmann-epikrise.pdf" for what it is."""
    name = plain(file_name).rpartition("/")[2].rpartition("\\")[2]
    return _GLUE.sub(" ", _CAMEL.sub(" ", _ENDING.sub("", name)))


_YOUNG: Final = re.compile(
    r"\b(?:barn(?:et|a|e\w*)?|jente[an]?|jenta|gutt(?:en)?|gut(?:en)?|tenåring(?:en)?|ungdom(?:men)?|"
    r"elev(?:en)?|child(?:ren)?|kid|teen(?:ager)?|toddler|baby(?:en)?|"
    r"(?:datter|dotter|sønn|son|daughter)(?:en|a|i|s)?|"
    r"(?:[1-9]|1[0-7])[ -]?(?:år(?:ing|ig)?\w*|years?[ -]olds?))\b"
)
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_CAMEL: Final = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")
_GLUE: Final = re.compile(r"[_+.\-\s]+|%20")
_ADDRESS_SIGN: Final = re.compile(r"\S{0,64}@\S{0,64}")
_DIGIT: Final = re.compile(r"\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*")
_HIDDEN: Final = "▮"


def _masked_word(match: re.Match[str]) -> str:
    """Return an ordinary word as it is, and anything that can be a name as one sign."""
    word = match.group()
    low = word.lower()
    known = is_word(low) or (word.isupper() and len(word) <= 5)
    return word if known and not is_given(low) else _HIDDEN if word != low or is_given(low) else word


def mask(text: str) -> str:
    """Return `text` for the store of unanswered questions: digits, addresses and possible names hidden.

    To be used only on a text in which `identifying` has seen nothing; it hides what may have been missed.
    """
    hidden = _ADDRESS_SIGN.sub(_HIDDEN, plain(text))
    return _LETTERS.sub(_masked_word, _DIGIT.sub("#", hidden))
