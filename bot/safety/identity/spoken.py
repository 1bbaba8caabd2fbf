"""Numbers that are spelt out: "ni tre åtte seksti fire null åttiåtte" tells as much as its digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.safety.lexicon import lines, words

_FEWEST: Final = 7  # digits; "en to tre" and "seks av ti" are no numbers of people
_BETWEEN: Final = 5  # words between two number words of the same number ("og så", "then", "de siste er")
_WORD: Final = re.compile(r"[^\W\d_]+|\d")
_DIGITS: Final = dict(line.split() for line in lines("number_words.txt"))
_LONGEST_FIRST: Final = sorted(_DIGITS, key=len, reverse=True)
_SMALL: Final = words("between_numbers")


def _digits(word: str) -> str | None:
    """Return the digits of a number word ("åttiåtte" is 88), or None."""
    if word.isdigit():
        return word
    if word in _DIGITS:
        return _DIGITS[word]
    for tens in _LONGEST_FIRST:
        rest = word.removeprefix(tens)
        if _DIGITS[tens].endswith("-") and rest != word and len(_DIGITS.get(rest, "--")) == 1:
            return _DIGITS[tens][0] + _DIGITS[rest]
    return None


def _lengths(said: list[str]) -> Iterator[int]:
    """Yield how many digits each run of number words has; digits alone are no run."""
    count, gap, spelt = 0, 0, 0
    before = ""
    for word in said:
        digits = _digits(word)
        if digits is None:
            gap += 1
            if gap > _BETWEEN or word not in _SMALL:
                yield count if spelt >= _FEWEST - 3 else 0
                count = gap = spelt = 0
            continue
        joined = before.endswith("-") and len(digits) == 1 and not gap
        count += 0 if joined else 2 if digits.endswith("-") else len(digits)
        spelt += not word.isdigit()
        before, gap = digits, 0
    yield count if spelt >= _FEWEST - 3 else 0


def has_spoken_number(lowered: str) -> bool:
    """Tell whether a number as long as a telephone number is spelt out in the lower-case text."""
    return any(length >= _FEWEST for length in _lengths(_WORD.findall(lowered)))
