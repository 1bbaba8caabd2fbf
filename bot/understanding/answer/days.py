"""Reads a day that has been: as digits, with the month as a word, or as people say it.

A small grammar over word lists, rather than a library: dateparser, tried for this, misses "forrige mandag",
"i forgårs" and nynorsk, reads "23.11" wrongly, and makes an exact day of "i fjor".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from bot.knowledge.base.entry import Words
from bot.understanding.answer.lexicon import numbered
from bot.understanding.answer.text import plain
from bot.understanding.answer.values import NoDay, Why

KEY = "answers.days"
WEEK = 7
MOST = 5
"""Days that are shown as buttons: those one works on in a week."""

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?<![\d.:])(\d{1,2})[./-] ?(\d{1,2})(?:[./ -] ?(\d{4}|\d{2}))?(?![\d:]|\.\d)")
_SPACED = re.compile(r"\s*(\d{1,2}) (\d{1,2}) (\d{4}|\d{2})\s*")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


SOON = dt.timedelta(days=35)
"""A day without a year that comes within this time is that one: "on 4 December we shall take the consent"
tells of no consent a year ago."""


def read_day(words: Words, text: str, today: dt.date) -> dt.date | NoDay | None:
    """Return the day that a text names, why it cannot be one, or None when it names none.

    Without a year the latest such day up to today is meant. Of what is no single day ("i fjor") none is made.
    """
    said = f" {_spaced(text)} "
    for reader in (_in_digits, _with_month, _ahead, _counted, _spoken, _span, _weekday):
        found = reader(words, said, today)
        if found is not None:
            return NoDay(Why.AHEAD) if isinstance(found, dt.date) and found > today else found
    return None


def _spaced(text: str) -> str:
    """Return the text lower-cased, without punctuation but that within dates."""
    return " ".join(re.sub(r"[^\w\s./:-]", " ", text.casefold()).split())


def _either(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _has(words: Words, key: str, said: str) -> bool:
    return words.worked_out(f"day phrases {key}", lambda: _phrases(words, key)).search(said) is not None


def _phrases(words: Words, key: str) -> re.Pattern[str]:
    phrases = words.typed_as(f"{KEY}.{key}", plain)
    return re.compile(rf"(?<![\w-])(?:{_either(phrases)})(?![\w-])")


def _in_digits(words: Words, said: str, today: dt.date) -> dt.date | NoDay | None:
    if iso := _ISO.search(said):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]), today)
    found = [match for match in (_SPACED.fullmatch(said), *_DIGITS.finditer(said)) if match]
    dates = [_date(_year(match[3]), int(match[2]), int(match[1]), today) for match in found]
    if len(set(dates)) > 1:
        return NoDay(Why.VAGUE)
    return dates[0] if dates else None


def _year(digits: str | None) -> int | None:
    return None if not digits else int(digits) + (2000 if len(digits) == 2 else 0)


def _date(year: int | None, month: int, day: int, today: dt.date) -> dt.date | NoDay:
    """Return a date; without a year the latest one up to today, or that it lies ahead where it comes soon."""
    try:
        if year is not None:
            return dt.date(year, month, day)
        dt.date(2000, month, day)  # a leap year: raises for a day that no year has
    except ValueError:
        return NoDay(Why.NONE_SUCH)
    years = _of_years(month, day, today.year)
    if any(today < date <= today + SOON for date in years):
        return NoDay(Why.AHEAD)
    return next((date for date in years if date <= today), NoDay(Why.NONE_SUCH))


def _of_years(month: int, day: int, this_year: int) -> list[dt.date]:
    """Return this date next year, this year and the year before, as far as it exists, the latest first."""
    found = []
    for year in (this_year + 1, this_year, this_year - 1):
        try:
            found.append(dt.date(year, month, day))
        except ValueError:
            continue
    return found


def _with_month(words: Words, said: str, today: dt.date) -> dt.date | NoDay | None:
    months, ordinals = numbered(words, f"{KEY}.months"), _ordinals(words)
    *dated, undated = words.worked_out("forms of a day in a month", lambda: _months(words))
    for form in dated:
        if match := form.search(said):
            day = int(match["day"]) if match["day"].isdigit() else ordinals[match["day"]]
            return _date(_year(match["year"]), months[match["month"]], day, today)
    if match := undated.search(said):
        return _some_day_of(months[match["month"]], _year(match["year"]), today)
    return None


def _months(words: Words) -> tuple[re.Pattern[str], ...]:
    """Return the ways to write a day with its month, the last one without a day."""
    months = numbered(words, f"{KEY}.months")
    number = rf"(?P<day>\d{{1,2}}|{_either(_ordinals(words))})(?:\.|st|nd|rd|th)?"
    month = rf"(?P<month>{_either(months)})\.?"
    year = r"(?:,? (?P<year>\d{4}|\d{2}(?![\d:.])))?"
    names = _either(name for name in months if len(name) > 3 or name == "mai")
    forms = (
        rf"(?<![\w.]){number} ?(?:of |i )?{month}(?!\w){year}",
        rf"(?<![\w.]){month} (?:the )?{number}(?![\w.:]){year}",
        rf"(?<!\w)(?P<month>{names})(?!\w){year}",
    )
    return tuple(re.compile(form) for form in forms)


def _ordinals(words: Words) -> Mapping[str, int]:
    """Return "tolvte" and the like, those above twenty put together ("tjuetredje", "twenty-third")."""
    return words.worked_out("ordinals", lambda: _joined_ordinals(words))


def _joined_ordinals(words: Words) -> Mapping[str, int]:
    single = numbered(words, "answers.ordinals")
    tens = {name: n for name, n in numbered(words, "answers.numbers").items() if n in (20, 30)}
    joined = {
        f"{ten}{sign}{name}": n + unit
        for ten, n in tens.items()
        for name, unit in single.items()
        if unit < 10 and n + unit <= 31
        for sign in ("", "-", " ", "og")
    }
    return {**single, **joined}


def _some_day_of(month: int, year: int | None, today: dt.date) -> NoDay:
    """Return that a month is not a day; it is long ago when all of it is."""
    latest = year if year is not None else today.year - (month > today.month)
    return NoDay(Why.VAGUE, long_ago=(latest, month) < (today.year - 1, today.month))


def _ahead(words: Words, said: str, today: dt.date) -> NoDay | None:
    within = words.worked_out("a day within", lambda: _within(words)).search(said)
    return NoDay(Why.AHEAD) if within or _has(words, "ahead", said) else None


def _within(words: Words) -> re.Pattern[str]:
    unit = _either(name for units in _units(words).values() for name in units)
    return re.compile(rf"(?<!\w)(?:om|in|within) (?:\w+ ){{1,2}}(?:{unit})(?!\w)")


def _units(words: Words) -> Mapping[str, frozenset[str]]:
    return {unit: words.typed_as(f"{KEY}.units.{unit}", plain) for unit in ("day", "week", "month", "year")}


def _counted(words: Words, said: str, today: dt.date) -> dt.date | NoDay | None:
    """Read "for to uker siden"; "for et år siden" is no day."""
    if _has(words, "spans.long_ago", said):
        return NoDay(Why.VAGUE, long_ago=True)
    numbers = numbered(words, "answers.numbers")
    for unit, form in words.worked_out("days counted back", lambda: _forms(words, numbers)).items():
        if match := form.search(said):
            return _back(int(match["n"]) if match["n"].isdigit() else numbers[match["n"]], unit, today)
    return None


def _forms(words: Words, numbers: Mapping[str, int]) -> Mapping[str, re.Pattern[str]]:
    """Return how so many units ago is said, by the unit."""
    since, number = _either(words.typed_as(f"{KEY}.since", plain)), rf"(?P<n>\d{{1,3}}|{_either(numbers)})"
    return {
        unit: re.compile(rf"(?<!\w){number} (?:{_either(names)}) (?:{since})(?!\w)")
        for unit, names in _units(words).items()
    }


def _back(number: int, unit: str, today: dt.date) -> dt.date | NoDay:
    if unit == "year":
        return NoDay(Why.VAGUE, long_ago=number > 1)
    if unit == "month":
        if number > 12:
            return NoDay(Why.VAGUE, long_ago=True)
        return NoDay(Why.VAGUE) if number > 11 else _months_back(number, today)
    return today - dt.timedelta(days=number * (WEEK if unit == "week" else 1))


def _months_back(number: int, today: dt.date) -> dt.date:
    """Return the same day so many months ago, or the last one of a month that is shorter."""
    year, month = divmod(today.year * 12 + today.month - 1 - number, 12)
    last = (dt.date(year + (month == 11), (month + 1) % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(today.day, last))


def _spoken(words: Words, said: str, today: dt.date) -> dt.date | None:
    """Read "i forgårs"."""
    found = {n for n in (2, 1, 0) if _has(words, f"ago.{n}", said)}
    return today - dt.timedelta(days=max(found)) if found else None


def _span(words: Words, said: str, today: dt.date) -> dt.date | NoDay | None:
    """Read "forrige uke", which is no day; with a weekday it is one."""
    monday = today - dt.timedelta(days=today.weekday())
    if _has(words, "spans.last_week", said):
        days = tuple(monday - dt.timedelta(days=WEEK - n) for n in range(MOST))
        named = _weekday_in(words, said)
        return monday - dt.timedelta(days=WEEK - named + 1) if named else NoDay(Why.VAGUE, days)
    if _weekday_in(words, said):
        return None
    if _has(words, "spans.this_week", said):
        before = (monday + dt.timedelta(days=n) for n in range(MOST))
        return NoDay(Why.VAGUE, tuple(day for day in before if day <= today))
    if any(_has(words, f"spans.{span}", said) for span in ("last_month", "this_year", "last_year")):
        return NoDay(Why.VAGUE)
    if match := _YEAR.search(said):
        year = int(match[1])
        return NoDay(Why.AHEAD) if year > today.year else NoDay(Why.VAGUE, long_ago=year < today.year - 1)
    return None


def _weekday_in(words: Words, said: str) -> int:
    """Return the number of the weekday that is named (Monday is 1), 0 for none."""
    names = numbered(words, f"{KEY}.weekdays")
    match = re.search(rf"(?<!\w)({_either(names)})\.?(?!\w)", said)
    return names[match[1]] if match else 0


def _weekday(words: Words, said: str, today: dt.date) -> dt.date | None:
    """Read "forrige mandag" or "mandag": the latest one before today."""
    named = _weekday_in(words, said)
    return today - dt.timedelta(days=(today.isoweekday() - named - 1) % WEEK + 1) if named else None
