"""Reads somebody's age in a text that says other things, too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from bot.knowledge.base.entry import Words
from bot.knowledge.remembered import Remembered
from bot.understanding.answer.ages import in_digits, read_age
from bot.understanding.answer.text import plain
from bot.understanding.answer.values import Asked, Said
from bot.understanding.said import book, prepared

BEFORE, AFTER = 3, 3
"""Words around a number that tell what it is a number of."""

REMEMBERED = 500
"""Texts whose age is kept: every dialog that asks about it reads the same one."""

LATEST = dt.date(2000, 1, 1)
"""No year of birth is read here: a year in a longer text may be that of anything."""

_NO_AGE = (
    r"\d{1,2}[./]\s?\d{1,2}(?:[./]\s?\d{2,4})?|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b|\d+\s?%|\d+(?:st|nd|rd|th)\b"
)


_SINGLE = re.compile(r"\d")
"""No age of anybody who is spoken of here: "på rom 4", "2 barn"."""


def age_group(words: Words, text: str, ages: Mapping[str, tuple[int, int]]) -> str:
    """Return the group that holds every age named in a text, or nothing."""
    remembered = words.worked_out(f"ages of {ages}", lambda: Remembered[str](REMEMBERED))
    return remembered.of(text, lambda: _age_group(words, text, ages))


def _age_group(words: Words, text: str, ages: Mapping[str, tuple[int, int]]) -> str:
    asked = Asked("age", "age", tuple(ages), ages=ages)
    parts = [plain(part) for part in re.split(r"[,;:!?()\n–—]+|\.(?!\d)", without_dates(words, text))]
    groups = {group for part in parts for group in _groups(words, asked, in_digits(words, part))}
    groups = groups or _named(words, text, tuple(ages))
    return groups.pop() if len(groups) == 1 else ""


def without_dates(words: Words, text: str) -> str:
    """Return a text without its dates, years and percentages."""
    return words.worked_out("dates in a text", lambda: _dates(words)).sub(" ", text)


def _dates(words: Words) -> re.Pattern[str]:
    months = _either(words, "answers.days.months.")
    days = _either(words, "answers.days.units.")
    dates = (
        rf"{_NO_AGE}|\b\d{{1,2}}\.\s?(?:{days})\b"
        rf"|\b\d{{1,2}}\.?\s(?:of\s)?(?:{months})\b|\b(?:{months})\s\d{{1,2}}\b"
    )
    return re.compile(dates, re.IGNORECASE)


def _either(words: Words, prefix: str) -> str:
    names = (name for key in words.phrase_keys(prefix) for name in words.typed(key))
    return "|".join(re.escape(name) for name in names)


def _groups(words: Words, asked: Asked, clause: str) -> list[str]:
    said = clause.split()
    found = []
    for at, word in enumerate(said):
        if not re.search(r"(?<!\d)\d\d(?!\d)", word):
            continue
        window = [one for one in said[max(0, at - BEFORE) : at + AFTER + 1] if not _SINGLE.fullmatch(one)]
        if words.typed_as("answers.days.since", plain) & set(window[-AFTER:]):
            continue
        if isinstance(reading := read_age(words, asked, " ".join(window), LATEST), Said):
            found.append(reading.value)
    return found


def _named(words: Words, text: str, groups: tuple[str, ...]) -> set[str]:
    """Return the groups that are named without a number ("voksen")."""
    kinds = {group: (f"said.steps.age.{group}",) for group in groups}
    hits = book(words, f"ages {groups}", kinds).hits(prepared(words, text))
    return {hit.value for hit in hits if not hit.denied}
