"""What is seen in one text: what cannot wait for an answer, and what must not be stored, logged or searched.

Pure functions over one text. They see shapes, lists and wording, and promise no completeness: a name that
looks like a word, or a description that only the neighbours understand, gets through.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.case.code import without
from bot.safety.danger import reader
from bot.safety.danger.kinds import Danger
from bot.safety.identity import address, initials, names, numbers, phones, registers, spoken
from bot.safety.text import has_other_script, plain
from bot.safety.weights import Vector, steps, weights
from bot.safety.young import speaks_of_the_young

DESCRIBED: Final = "described"
_PIECE: Final = 1500  # characters; longer texts are read in overlapping pieces, so that time stays linear
_OVERLAP: Final = 120
_FEWEST: Final = 4  # words that can describe one person
SURELY_NAMED: Final = 3.0
"""How much like a name a word must look to count whatever is said with it, where more is said."""
_HARDLY_NAMED: Final = -0.5
"""Above it a text that tells of one person is said to have a name in it."""
_HEAD, _TAIL = 4_000, 2_000
"""Characters that are read of a longer text, at both ends."""


class Seen(StrEnum):
    """A kind of identifying data."""

    IDENTITY_NUMBER = "identity_number"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    ADDRESS = "address"
    INITIALS_WITH_YEAR = "initials_with_year"
    RECORD = "record"
    HANDLE = "handle"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was seen in a text. `young` tells that it speaks of a child or somebody under 18."""

    danger: Danger | None = None
    identifying: frozenset[Seen] = frozenset()
    young: bool = False

    @property
    def harmless(self) -> bool:
        """Tell whether nothing stops this text."""
        return self.danger is None and not self.identifying


def inspect(text: str, vector: Vector | None = None, *, open_question: bool = False) -> Inspection:
    """Return what is seen in a text. `vector` is the embedding that the search makes of it, if any."""
    kind = acute(text, vector, open_question=open_question)
    seen = identifying(text, vector, open_question=open_question or kind is not None)
    return Inspection(kind, seen, about_the_young(text))


def acute(text: str, vector: Vector | None = None, *, open_question: bool = False) -> Danger | None:
    """Return what acute danger a text tells of, or None.

    A person's own or a definite person's stated intent or state counts; a question about the rule, a thing of
    the past and an idiom do not.
    """
    return reader.danger(plain(without(_as_needed(text))).lower(), vector, open_question=open_question)


def identifying(text: str, vector: Vector | None = None, *, open_question: bool = False) -> frozenset[Seen]:
    """Return the kinds of identifying data in `text`; empty when none is seen.

    Any text a person or a channel sends may be given: messages, answers in a dialog, file names. Our own
    codes are no data of anybody here.
    """
    shown = plain(without(_as_needed(text)))
    pieces = _pieces(shown)
    found = set[Seen]().union(*map(_seen, pieces))
    named = max(map(names.likeliest, pieces))
    told = not open_question and len(shown.split()) >= _FEWEST
    if named > (SURELY_NAMED if told and not found else 0):
        found.add(Seen.NAME)
    if told and not found and weights(DESCRIBED).score(shown, vector, steps(named)) > 0:
        found.add(Seen.NAME if named > _HARDLY_NAMED else Seen.DESCRIPTION)
    return frozenset(found)


def _as_needed(text: str) -> str:
    """Return as much of a text as is read: both ends of one that is refused as too long anyway."""
    return text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"


def stops(text: str) -> bool:
    """Tell whether anything stops a text."""
    return not inspect(text).harmless


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
    found = set(_numbers(shown, lowered))
    checks = (
        (Seen.EMAIL, address.has_email(lowered)),
        (Seen.ADDRESS, address.has_street_address(shown)),
        (Seen.HANDLE, registers.has_handle(lowered)),
        (Seen.NAME, has_other_script(shown)),
    )
    return found | {kind for kind, seen in checks if seen}


def _numbers(shown: str, lowered: str) -> Iterator[Seen]:
    """Yield the kinds of numbers that lead to a person."""
    if numbers.has_identity_number(shown, lowered):
        yield Seen.IDENTITY_NUMBER
    elif phones.has_phone_number(shown) or spoken.has_spoken_number(lowered):
        yield Seen.PHONE
    if initials.has_birth_date(lowered):
        yield Seen.BIRTH_DATE
    if initials.has_initials_with_year(shown):
        yield Seen.INITIALS_WITH_YEAR
    if registers.has_record(shown, lowered):
        yield Seen.RECORD


def about_the_young(text: str) -> bool:
    """Tell whether a text speaks of a child or of somebody under 18, whose helpline is another."""
    return speaks_of_the_young(plain(_as_needed(text)).lower())
