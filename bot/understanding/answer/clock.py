"""Reads a clock time: "10:30", "kl 12 passer fint", "halv ti", "2 pm"."""

from __future__ import annotations

import datetime as dt
import re

from bot.knowledge.base.entry import Words
from bot.understanding.answer.lexicon import numbered
from bot.understanding.answer.text import plain

_DIGITS = re.compile(r"(?<![\d.:])(\d{1,2})[:.](\d{2})(?![\d.:])(?:\s*([ap])\.?m)?")
_TWELVE = re.compile(r"(?<![\d.:])(\d{1,2})\s*([ap])\.?m(?!\w)")
MORNING = 7
"""The hour from which a spoken "halv to" is of the morning; earlier ones are of the afternoon."""


def read_time(words: Words, text: str) -> dt.time | None:
    """Return the one clock time that a text names, or None."""
    said = " ".join(text.casefold().split())
    found = {_time(int(m[1]), int(m[2]), m[3]) for m in _DIGITS.finditer(said)}
    found |= {_time(int(m[1]), 0, m[2]) for m in _TWELVE.finditer(said)}
    found = found or _spoken(words, plain(said))
    return found.pop() if len(found) == 1 else None


def _time(hour: int, minute: int, half: str | None = None) -> dt.time | None:
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _spoken(words: Words, said: str) -> set[dt.time | None]:
    numbers = {name: n for name, n in numbered(words, "answers.numbers").items() if n <= 12}
    number = rf"(?P<hour>\d{{1,2}}|{'|'.join(sorted(numbers, key=len, reverse=True))})"
    minutes = {"half": -30, "past": 15, "to": -15}
    for key, minute in minutes.items():
        for phrase in words.typed(f"answers.clock.{key}"):
            if match := re.search(rf"(?<!\w){re.escape(phrase)} {number}(?!\w)", said):
                after = 30 if phrase in words.phrases["en"]["answers.clock.half"] else minute
                return {_day_time(_hour(match["hour"], numbers) * 60 + after)}
    at = "|".join(map(re.escape, words.typed("answers.clock.at")))
    if match := re.search(rf"(?<!\w)(?:{at}) ?{number}(?![\w:.])|^{number.replace('hour', 'alone')}$", said):
        return {_time(_hour(match["hour"] or match["alone"], numbers), 0)}
    return set()


def _hour(said: str, numbers: dict[str, int]) -> int:
    return int(said) if said.isdigit() else numbers[said]


def _day_time(minutes: int) -> dt.time | None:
    """Return a time of the working day: "halv to" is 13:30."""
    minutes += 12 * 60 if minutes < MORNING * 60 else 0
    return _time(*divmod(minutes, 60))
