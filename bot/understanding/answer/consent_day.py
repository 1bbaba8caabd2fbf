"""Finds the day on which a consent was given, in a text that says other things, too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from bot.knowledge.base.entry import Words
from bot.knowledge.remembered import Remembered
from bot.understanding.answer.days import read_day
from bot.understanding.said import Book, book, prepared

STEPS = ("take_part", "scope", "nav", "form")
NOT_GIVEN = (".nothing", ".unsure", ".no", ".none", ".silent")
"""Endings of the keys of what gives no consent: it has no day."""

REMEMBERED = 500
"""Texts whose day is kept: what begins a referral and what fills it in read the same one."""

ALONE = 5
"""Words of a clause that is nothing but a day: it belongs to the clause before."""


def consent_day(words: Words, text: str, today: dt.date) -> dt.date | None:
    """Return the one day that is named of the consent; of what is weakened or is no single day, none."""
    remembered = words.worked_out("days of consent", lambda: Remembered[dt.date | None](REMEMBERED))
    return remembered.of(f"{today} {text}", lambda: _consent_day(words, text, today))


def _consent_day(words: Words, text: str, today: dt.date) -> dt.date | None:
    found = {day for sentence in _sentences(words, text) for day in _of_sentence(words, sentence, today)}
    return found.pop() if len(found) == 1 else None


def _sentences(words: Words, text: str) -> list[str]:
    """Return the sentences of a text; "16. november" is not two of them."""
    return words.worked_out("ends of sentences", lambda: _ends(words)).split(text)


def _ends(words: Words) -> re.Pattern[str]:
    months = "|".join(
        re.escape(name) for key in words.phrase_keys("answers.days.months.") for name in words.typed(key)
    )
    return re.compile(rf"[!?\n]+|\.(?!\d)(?!\s*(?:{months})\b)", re.IGNORECASE)


def _joints(words: Words) -> re.Pattern[str]:
    joints = "|".join(re.escape(joint) for joint in words.typed("said.day.joins"))
    return re.compile(rf"[,;:()–—]|\s-\s|\s(?:{joints})\s")


def _of_sentence(words: Words, sentence: str, today: dt.date) -> list[dt.date]:
    joints = words.worked_out("joints of a sentence", lambda: _joints(words))
    parts = [part for part in joints.split(sentence) if part.strip()]
    about = [_about_consent(words, part) for part in parts]
    days = [_day(words, part, today) for part in parts]
    return [day for at, day in enumerate(days) if day is not None and _belongs(words, parts, about, at)]


def _belongs(words: Words, parts: Sequence[str], about: Sequence[bool], at: int) -> bool:
    """Tell whether a clause with a day speaks of the consent, or one beside it that leans on the day."""
    if about[at]:
        return True
    before = at
    while before and len(parts[before].split()) <= ALONE:
        before -= 1
        if about[before]:
            return True
    follows = at + 1 < len(parts) and about[at + 1]
    return follows and bool(_named(words, "then").hits(prepared(words, parts[at + 1])))


def _day(words: Words, part: str, today: dt.date) -> dt.date | None:
    day = read_day(words, part, today)
    said = prepared(words, part)
    if not isinstance(day, dt.date) or _named(words, "other_day").hits(said):
        return None
    if _named(words, "to_come").hits(said):
        return None  # "skal be om samtykke på torsdag" is no Thursday that was
    return None if book(words, "hedges", {"hedge": ("said.hedges",)}).hits(said) else day


def _about_consent(words: Words, part: str) -> bool:
    said = prepared(words, part)
    return any(hit.value != "nothing" for hit in _consents(words).hits(said))


def _consents(words: Words) -> Book:
    keys = tuple(
        key
        for step in STEPS
        for key in words.phrase_keys(f"said.steps.{step}.")
        if not key.endswith(NOT_GIVEN)
    )
    nothing = tuple(f"said.steps.{step}.nothing" for step in STEPS)
    return book(words, "consents", {"consent": (*keys, "said.day.consent"), "nothing": nothing})


def _named(words: Words, name: str) -> Book:
    return book(words, f"day {name}", {name: (f"said.day.{name}",)})
