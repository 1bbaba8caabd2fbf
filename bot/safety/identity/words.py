"""What a single word can be in a name: given name, surname, a word, a place, or nothing that is known."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.safety.lexicon import lines, words

_LONGEST: Final = 60  # letters
_SHORTEST_ENDING: Final = 4
_REMEMBERED: Final = 20_000


class Sort(StrEnum):
    """What a word is to a reader of names, the strongest sort first."""

    INITIAL = "initial"
    ORG = "org"
    TERM = "term"
    COMMON = "common"  # a frequent given name that is no word
    SOFT = "soft"  # a given name that is a word, too, if a rare one
    SOFT_WORD = "soft_word"  # a given name that is a word of every day
    CAPITAL = "capital"  # the same, and it often stands with a capital as a word
    GIVEN = "given"  # a rare given name
    DOUBLE = "double"  # "anne-marie"
    SURNAME = "surname"
    ENDING = "ending"  # built like a surname
    SURNAME_WORD = "surname_word"  # a surname that is a word or a place, too
    PLACE = "place"
    WORD = "word"
    NOUN = "noun"  # unknown, but built like a noun
    UNKNOWN = "unknown"


_COMMON: Final = words("given_common")
_GIVEN: Final = words("given")
_SOFT: Final = words("given_words")
_CAPITAL: Final = words("capital_words")
_SURNAMES: Final = words("surnames", "surnames_more")
_SURNAME_WORDS: Final = words("surname_words")
_VOCABULARY: Final = words("vocabulary", "everyday")
_PLACES: Final = words("places")
_ORGS: Final = words("org_heads")
_TERMS: Final = words("terms") | _ORGS
_SHORT: Final = words("abbreviations")
_ONE_LETTER: Final = words("one_letter_words")


def _endings(name: str) -> re.Pattern[str]:
    """Return a pattern for words with one of the endings of a list."""
    return re.compile(rf".{{2,}}(?:{'|'.join(sorted(words(name), key=len, reverse=True))})\Z")


_SURNAME_END: Final = _endings("surname_endings")
_GIVEN_END: Final = _endings("given_endings")
_NOUN_END: Final = re.compile(rf".{{3,}}(?:{'|'.join(lines('noun_endings.txt'))})\Z")


def bare(low: str) -> str:
    """Return a name without an English genitive ("kari's")."""
    return low.removesuffix("'s")


def _listed(low: str, names: frozenset[str]) -> bool:
    """Tell whether a name, or its form before a genitive s, is in a list."""
    genitive = len(low) > _SHORTEST_ENDING and low[-1] == "s" and low not in _VOCABULARY
    return low in names or (genitive and low[:-1] in names)


def is_word(low: str) -> bool:
    """Tell whether a lower-case word is an ordinary word, a place or a term, also with a genitive s."""
    for form in (low, low.removesuffix("'s"), low[:-1] if low.endswith("s") else low):
        if form in _VOCABULARY or form in _PLACES or form in _TERMS:
            return True
    parts = low.split("-")
    ends = parts[-1] in _VOCABULARY or parts[-1] in _TERMS
    return len(parts) > 1 and (ends or parts[0] in _TERMS or parts[0] in _SHORT)


def is_given(low: str) -> bool:
    """Tell whether a lower-case word is a given name and no word."""
    return sort_of(low) in {Sort.COMMON, Sort.GIVEN, Sort.DOUBLE}


def is_noun(low: str) -> bool:
    """Tell whether an unknown word is built like a common noun, adjective or verb, or is a compound."""
    if len(low) > _LONGEST or _NOUN_END.match(low):
        return True
    for cut in range(3, len(low) - 3):
        head = low[:cut]
        if low[cut:] in _VOCABULARY and (
            head in _VOCABULARY or (head[-1] in "se" and head[:-1] in _VOCABULARY)
        ):
            return True
    return False


def _is_patronymic(low: str) -> bool:
    """Tell whether a word is a given name and -sen, -son, -dotter."""
    for ending in ("ssen", "sson", "sen", "son", "sdotter", "sdatter", "sdottir"):
        stem = low.removesuffix(ending)
        if stem != low and (stem in _GIVEN or stem + "s" in _GIVEN or stem in _COMMON):
            return True
    return False


def _is_double(low: str) -> bool:
    """Tell whether a word with hyphens is "anne-marie" or "kari-nordmann"."""
    parts = low.split("-")
    if len(parts) == 1:
        return False
    given = all(part in _GIVEN or part in _COMMON or part in _SOFT for part in parts)
    families = (a in _COMMON and (b in _SURNAMES or _SURNAME_END.match(b)) for a, b in pairwise(parts))
    return given or any(families)


def _surname(low: str) -> Sort | None:
    """Return which sort of surname a word is, or None."""
    word = is_word(low)
    if _listed(low, _SURNAMES) or _is_patronymic(low):
        return Sort.SURNAME_WORD if word else Sort.SURNAME
    if _listed(low, _SURNAME_WORDS) or (low in _PLACES and low in _SOFT):
        return Sort.SURNAME_WORD
    last = low.rpartition("-")[2]
    return Sort.ENDING if not word and _SURNAME_END.match(last) and not is_noun(low) else None


_FIRST: Final = (
    (Sort.INITIAL, lambda low: len(low) == 1 and low not in _ONE_LETTER),
    (Sort.ORG, lambda low: low in _ORGS),
    (Sort.CAPITAL, lambda low: low in _CAPITAL),
    (Sort.SOFT_WORD, lambda low: low in _SOFT and low in _VOCABULARY),
    (Sort.SOFT, lambda low: _listed(low, _SOFT)),
    (Sort.TERM, lambda low: low in _TERMS),
    (Sort.COMMON, lambda low: _listed(low, _COMMON)),
    (Sort.DOUBLE, _is_double),
    (Sort.GIVEN, lambda low: _listed(low, _GIVEN) and not is_word(low)),
)
_LAST: Final = (
    (Sort.PLACE, lambda low: low in _PLACES),
    (Sort.WORD, is_word),
    (Sort.GIVEN, lambda low: _GIVEN_END.match(low) is not None),
    (Sort.NOUN, is_noun),
)


@lru_cache(_REMEMBERED)
def sort_of(low: str) -> Sort:
    """Return what a lower-case word is. Words alone are remembered, never texts."""
    low = bare(low)
    for sort, fits in _FIRST:
        if fits(low):
            return sort
    if surname := _surname(low):
        return surname
    return next((sort for sort, fits in _LAST if fits(low)), Sort.UNKNOWN)
