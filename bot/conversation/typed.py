"""Understands typed answers: phrases, numbers of buttons, dates. It never guesses."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.domain.message import Choice
from bot.knowledge.entry import Words

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_DAY = re.compile(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2}))?\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def plain(text: str) -> str:
    """Return the text lower-cased, without invisible characters, punctuation and doubled spaces."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(re.sub(r"[^\w\s/-]", " ", shown).split())


@lru_cache(maxsize=1)  # every handler asks about the same text; no other is remembered
def _last(text: str) -> str:
    return plain(text)


def means(words: Words, key: str, text: str) -> bool:
    """Tell whether the typed text is one of the phrases of `key`, in any language."""
    return _last(text) in words.typed_as(key, plain)


def spoken(words: Words, text: str, lang: str) -> str:
    """Return the language that a phrase of ours shows to somebody spoken to in `lang`; `lang` if none.

    Many who read Norwegian have programs that speak English, and write "hjelp". The other way round a single
    word shows nothing: "restart" and "inbox" are said in Norwegian, too. Nor are the two kinds of Norwegian
    told apart by it.
    """
    langs = words.spoken("intents.", _last(text), plain)
    if not langs or lang in langs:
        return lang
    if lang == "en":
        return "nb" if "nb" in langs else "nn"
    return "en" if langs == {"en"} and " " in _last(text) else lang


def chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the button that was typed: its label, or its number in the row as shown."""
    said = plain(text)
    if said.isascii() and said.isdigit():
        number = int(said) if len(said) < 3 else 0
        return choices[number - 1] if 0 < number <= len(choices) else None
    return next((choice for choice in choices if plain(choice.label) == said), None)


def day(text: str, today: dt.date) -> dt.date | None:
    """Return the date that was typed ("12.11.2026", "12.11", "2026-11-12"), or None.

    Without a year the latest such day up to today is meant.
    """
    said = text.strip()
    if iso := _ISO.fullmatch(said):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _DAY.fullmatch(said)
    if not match:
        return None
    month_day = (int(match[2]), int(match[1]))
    if match[3]:
        return _date(int(match[3]) + (2000 if len(match[3]) == 2 else 0), *month_day)
    this_year = _date(today.year, *month_day)
    return this_year if this_year is None or this_year <= today else _date(today.year - 1, *month_day)


def _date(year: int, month: int, month_day: int) -> dt.date | None:
    try:
        return dt.date(year, month, month_day)
    except ValueError:
        return None
