"""Reads an answer: as an age, as a day, as a choice."""

from __future__ import annotations

import datetime as dt

from bot.knowledge.base.entry import Words
from bot.understanding.answer.age_in_text import without_dates
from bot.understanding.answer.ages import read_age
from bot.understanding.answer.beside import without_what_is_beside
from bot.understanding.answer.choice import UNCERTAIN, read_choice, readings
from bot.understanding.answer.days import read_day
from bot.understanding.answer.facts import GIVING, begins_naming, is_anothers, said_to_step
from bot.understanding.answer.lexicon import is_question, lexicon, with_signs
from bot.understanding.answer.text import asks, clauses, norwegian_now, plain
from bot.understanding.answer.values import Asked, NoDay, Reading, Said, Unclear

COMMAND = "/"

UNKNOWN = "unknown"
DOUBT = "doubt"
"""Of an age: who doubts says so, whatever number stands beside it."""

LONGEST = 20
"""Words around a day; in a longer text it may be the day of anything."""


def read(words: Words, asked: Asked, text: str, today: dt.date) -> Reading | None:
    """Return what a text says to the open question, or None when it is no answer.

    A command is none, nor is a word or two before a question ("nei vent, hva er IPS").
    """
    said = norwegian_now(with_signs(words, text))
    if text.lstrip().startswith(COMMAND) or _turns_to_a_question(words, asked, said):
        return None
    reading = _read(words, asked, said, today)
    if reading is None or isinstance(reading, Unclear):
        return _outright(words, asked, said) or _first_of_all(words, asked, said) or reading
    if isinstance(reading, Said) and is_anothers(words, asked, reading.value, said):
        return Unclear(readings(asked, reading.value))
    return _outweighed(words, asked, said, reading)


def _first_of_all(words: Words, asked: Asked, said: str) -> Said | None:
    """Return what the first clause answers, where the others speak of other questions."""
    if asked.ages or asked.dated or not (first := without_what_is_beside(words, asked, said)):
        return None
    reading = read_choice(words, asked, first)
    return reading if isinstance(reading, Said) else _outright(words, asked, first)


def _outweighed(words: Words, asked: Asked, said: str, reading: Reading) -> Reading:
    """Return the reading; where whole phrases say a no against a yes, or a doubt, what these say."""
    if asked.ages or asked.dated or not isinstance(reading, Said):
        return reading
    told = said_to_step(words, asked, said)
    heavier = told in UNCERTAIN or (told == "no" and reading.value in GIVING)
    return Said(told) if heavier and told != reading.value else reading


def _turns_to_a_question(words: Words, asked: Asked, said: str) -> bool:
    """Tell whether the last part of a text begins as questions do, and another comes before it."""
    *before, last = clauses(said) or ((),)
    return bool(before) and _asks(words, asked, " ".join(last), marked=asks(said))


def _asks(words: Words, asked: Asked, text: str, *, marked: bool) -> bool:
    """Tell whether a text asks; what names information ("hva hun tåler på jobb") only with its mark."""
    if not is_question(words, text):
        return False
    return marked or not asked.widening or not begins_naming(words, asked, text)


def _read(words: Words, asked: Asked, said: str, today: dt.date) -> Reading | None:
    if asked.ages and said_to_step(words, asked, said) == DOUBT:
        return Said(DOUBT)
    if asked.ages and not asks(said) and (age := read_age(words, asked, said, today)):
        return _not_hedged(words, asked, said, age)
    if asked.dated and not asks(said) and (day := _day(words, asked, said, today)):
        forgotten = isinstance(day, NoDay) and said_to_step(words, asked, said) == UNKNOWN
        return Said(UNKNOWN) if forgotten else day  # "husker ikke, en gang i høst"
    reading = read_choice(words, asked, said)
    if isinstance(reading, Said) or not asked.ahead or asked.dated:
        return reading
    without = without_dates(words, said)  # a day said in the same breath says nothing against the answer
    return (read_choice(words, asked, without) if without != said else None) or reading


def _outright(words: Words, asked: Asked, text: str) -> Said | None:
    """Return what a text says in whole phrases, where nothing in it weakens that or says otherwise."""
    value = "" if _asks(words, asked, text, marked=asks(text)) else said_to_step(words, asked, text)
    if not value:
        return None
    known = lexicon(words, asked)
    roles = {role for clause in clauses(text) for mark in known.marks(clause) for role in mark.roles}
    against = {"unsure"} if value in GIVING else set()
    against |= {"hedge", "soft"} if value in GIVING and asked.consent else set()
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
