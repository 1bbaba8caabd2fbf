"""Reads an age or a range of ages, and which option holds all of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from bot.knowledge.base.entry import Words
from bot.understanding.answer.lexicon import numbered
from bot.understanding.answer.text import plain
from bot.understanding.answer.values import Asked, Reading, Said, Unclear

YOUNGEST, OLDEST = 5, 90
"""Years that are read as somebody's age."""

MOST_WORDS = 14
ABOUT = 3
"""Years around an age that is given roughly."""

Span = tuple[int, int]


def read_age(words: Words, asked: Asked, text: str, today: dt.date) -> Reading | None:
    """Return the option that holds the age in a text, several where it may be any of them, or None."""
    said = plain(re.sub(r"(\d)\s?[–—-]\s?(\d)", r"\1 - \2", text.replace("%", " prosent ")))
    if len(said.split()) > MOST_WORDS or _has(words, "other", said):
        return None
    alone = not any(sign.isdigit() for sign in said)
    span = (_group(words, said) if alone else None) or _span(words, in_digits(words, said), today)
    if span is None:
        return None
    held = tuple(option for option, band in asked.ages.items() if band[0] <= span[1] and span[0] <= band[1])
    return Said(held[0]) if len(held) == 1 else Unclear(held) if held else None


def _either(phrases: frozenset[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _phrases(words: Words, key: str) -> frozenset[str]:
    return words.typed_as(f"answers.ages.{key}", plain)


def _has(words: Words, key: str, said: str) -> bool:
    return re.search(rf"(?<!\w)(?:{_either(_phrases(words, key))})(?!\w)", said) is not None


def in_digits(words: Words, said: str) -> str:
    """Return the text with ages in words ("tjuefem", "sekstenåring") as digits."""
    joined = words.worked_out("ages in words", lambda: _in_words(words))
    either = words.worked_out("either age", lambda: _either(frozenset(joined)))
    tens = _either(_phrases(words, "tens"))
    return re.sub(rf"(?<!\w)({either})(?=\b|år|{tens})", lambda match: str(joined[match[1]]), said)


def _in_words(words: Words) -> dict[str, int]:
    values = numbered(words, "answers.numbers")
    joined = {name: n for name, n in values.items() if n >= YOUNGEST}
    for ten, n in values.items():
        for unit, m in values.items():
            if n >= 20 and m < 10:
                joined |= {f"{ten}{sign}{unit}": n + m for sign in ("", "-", " ")} | {f"{unit}og{ten}": n + m}
    return joined


def _span(words: Words, said: str, today: dt.date) -> Span | None:
    """Return the youngest and the oldest that somebody may be after this text."""
    relations: Mapping[str, str] = {
        key: _either(_phrases(words, key))
        for key in ("over", "under", "soon", "about", "between", "to", "tens")
    }
    born = re.search(rf"(?<!\w)(?:{_either(_phrases(words, 'born'))})(?: i| in)? ((?:19|20)\d\d)(?!\d)", said)
    if born:
        age = today.year - int(born[1])
        return _human(age - 1, age)
    if match := re.search(rf"(?<!\d)(\d\d) ?(?:{relations['tens']})(?!\w)", said):
        return _human(int(match[1]), int(match[1]) + 9)
    if match := re.search(rf"(?<!\d)(\d\d?) (?:år )?(?:-|{relations['to']}) (\d\d?)(?!\d)", said):
        return _human(int(match[1]), int(match[2]))
    ages = [int(number) for number in re.findall(r"(?<![\d.,/])(\d\d?)(?![\d.,/])", said)]
    if len(set(ages)) != 1:
        return None
    return _related(relations, said, ages[0])


def _group(words: Words, said: str) -> Span | None:
    """Return the ages of "voksen" and the like."""
    if _has(words, "groups.minor", said):
        return YOUNGEST + 5, 17
    return (18, OLDEST) if _has(words, "groups.grown", said) else None


def _related(relations: Mapping[str, str], said: str, age: int) -> Span | None:
    def before(key: str) -> bool:  # one pattern for all ages: to make one costs more than to search by it
        found = re.finditer(rf"(?<!\w)(?:{relations[key]}) (?:\w+ )?(?=(\d+))", said)
        return any(int(match[1]) == age for match in found)

    if not YOUNGEST <= age <= OLDEST:
        return None
    if before("under"):
        return YOUNGEST, age - 1
    if before("soon"):
        return age - 1, age - 1
    if before("over"):
        return age, OLDEST
    return (age - ABOUT, age + ABOUT) if before("about") else (age, age)


def _human(low: int, high: int) -> Span | None:
    return (low, high) if YOUNGEST <= low <= high <= OLDEST else None
