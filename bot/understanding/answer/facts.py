"""Reads what a text says about questions that have not been asked yet.

Only what is said in so many words, in a clause without a "perhaps": the phrases stand with each question,
under `said`. A day belongs to the consent when the text says how the consent was given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from bot.knowledge.entry import Words
from bot.understanding.answer.ages import read_age
from bot.understanding.answer.days import read_day
from bot.understanding.answer.lexicon import Mark, lexicon
from bot.understanding.answer.text import asks, clauses, plain
from bot.understanding.answer.values import Asked, Said

SAID = "said"
OPPOSITE = {"yes": "no", "no": "yes"}


def read_facts(words: Words, asked: Sequence[Asked], text: str, today: dt.date) -> Mapping[str, str]:
    """Return answers by the key of their question. A question says nothing, nor does a day alone."""
    if asks(text):
        return {}
    facts = {one.key: value for one in asked if (value := _fact(words, one, text))}
    for one in asked:
        if one.ages and one.key not in facts and isinstance(age := read_age(words, one, text, today), Said):
            facts[one.key] = age.value
    about_consent = any(one.consent and one.key in facts for one in asked)
    for one in asked:
        if one.dated and about_consent and (day := _day_of(words, one, text, today)):
            facts[one.key] = day
    return facts


def _day_of(words: Words, asked: Asked, text: str, today: dt.date) -> str:
    """Return the day that is named, if nothing but a day of the past can be meant."""
    day = read_day(words, text, today)
    return day.isoformat() if isinstance(day, dt.date) and not _hedged(words, asked, text) else ""


def _hedged(words: Words, asked: Asked, text: str) -> bool:
    known = lexicon(words, asked)
    return any("hedge" in mark.roles for clause in clauses(text) for mark in known.marks(clause))


def _fact(words: Words, asked: Asked, text: str) -> str:
    """Return the one option of a question that the text names; nothing where it names two."""
    known = lexicon(words, asked, told=True)
    found = {value for clause in clauses(text) if (value := _of_clause(asked, known.marks(clause)))}
    return found.pop() if len(found) == 1 else ""


def _of_clause(asked: Asked, marks: Sequence[Mark]) -> str:
    if any("hedge" in mark.roles or "unsure" in mark.roles for mark in marks):
        return ""
    since_not, found = len(marks), ""
    for mark in marks:
        since_not = 0 if "not" in mark.roles else since_not + 1
        if mark.options:
            if found:
                return ""
            turned = since_not <= 2 and since_not < len(marks)
            found = OPPOSITE.get(mark.options[0], "") if turned else mark.options[0]
    return found if found in asked.options else ""


def names_any(words: Words, key: str, text: str) -> bool:
    """Tell whether a text holds one of the phrases of `key`."""
    said = f" {plain(text)} "
    return any(f" {phrase} " in said for phrase in words.typed_as(key, plain))
