"""Reads an answer: as an age, as a day, as a choice."""

from __future__ import annotations

import datetime as dt

from bot.knowledge.entry import Words
from bot.understanding.answer.ages import read_age
from bot.understanding.answer.choice import read_choice, readings
from bot.understanding.answer.days import read_day
from bot.understanding.answer.facts import GIVING, is_anothers, said_to_step
from bot.understanding.answer.lexicon import is_question, lexicon, with_signs
from bot.understanding.answer.text import asks, clauses, plain
from bot.understanding.answer.values import Asked, NoDay, Reading, Said, Unclear
from bot.understanding.said.ages import without_dates

COMMAND = "/"

LONGEST = 20
"""Words around a day; in a longer text it may be the day of anything."""


def read(words: Words, asked: Asked, text: str, today: dt.date) -> Reading | None:
    """Return what a text says to the open question, or None when it is no answer; a command never is."""
    if text.lstrip().startswith(COMMAND):
        return None
    said = with_signs(words, text)
    reading = _read(words, asked, said, today)
    if reading is None or isinstance(reading, Unclear):
        return _outright(words, asked, said) or reading
    if isinstance(reading, Said) and is_anothers(words, asked, reading.value, said):
        return Unclear(readings(asked, reading.value))
    return reading


def _read(words: Words, asked: Asked, said: str, today: dt.date) -> Reading | None:
    if asked.ages and not asks(said) and (age := read_age(words, asked, said, today)):
        return _not_hedged(words, asked, said, age)
    if asked.dated and not asks(said) and (day := _day(words, asked, said, today)):
        return day
    reading = read_choice(words, asked, said)
    if isinstance(reading, Said) or not asked.ahead or asked.dated:
        return reading
    without = without_dates(words, said)  # a day said in the same breath says nothing against the answer
    return (read_choice(words, asked, without) if without != said else None) or reading


def _outright(words: Words, asked: Asked, text: str) -> Said | None:
    """Return what a text says in whole phrases, where nothing in it weakens that or says otherwise."""
    value = "" if is_question(words, text) else said_to_step(words, asked, text)
    if not value:
        return None
    known = lexicon(words, asked)
    roles = {role for clause in clauses(text) for mark in known.marks(clause) for role in mark.roles}
    against = {"hedge", "unsure", "soft"} if value in GIVING else set()
    if "yes" in asked.options and value in ("yes", "no"):
        against |= {"no", "but"} if value == "yes" else {"yes"}
    return None if roles & against else Said(value)


def _day(words: Words, asked: Asked, text: str, today: dt.date) -> Reading | None:
    if sum(map(len, clauses(text))) > LONGEST:
        return None
    day = read_day(words, text, today)
    if day is None or isinstance(day, NoDay):
        return day
    return _not_hedged(words, asked, text, Said(day.isoformat()))


def _not_hedged(words: Words, asked: Asked, text: str, reading: Reading) -> Reading:
    """Return the reading; one that was said with a "perhaps" is unclear between it and not knowing."""
    known = lexicon(words, asked)
    marks = [mark for clause in clauses(text) for mark in known.marks(clause)]
    told = {
        phrase for key in ("soon", "about", "to") for phrase in words.typed_as(f"answers.ages.{key}", plain)
    }
    hedged = any(
        {"hedge", "unsure"} & mark.roles
        and not mark.options
        and not (asked.ages and " ".join(mark.words) in told)
        for mark in marks
    )
    other = next((option for option in ("unknown", "doubt") if option in asked.options), "")
    return Unclear((reading.value, other)) if hedged and isinstance(reading, Said) else reading
