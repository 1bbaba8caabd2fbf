"""Dates of birth, and initials with a year of birth, an age or a place."""

from __future__ import annotations

import re
from typing import Final

from bot.safety.lexicon import words

_ABBREVIATIONS: Final = words("abbreviations")
_YEAR: Final = r"(?:19[2-9]\d|20[01]\d)"
_MONTH: Final = r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]{0,7}\.?"
_BIRTH: Final = re.compile(
    r"(?:\bfødt|\bfødd|\bfødsels?da(?:to|g)\w*|\bf\.|\bborn|\bdate of birth|\bdob\b|\bbirthda(?:y|te))"
    r"[^\w\n]{0,3}(?:(?:er|is|den|on|the|i|in)\s){0,3}"
    r"(?:\d{1,2}[./\- ]{1,2}\d{1,2}[./\- ]{1,2}\d{2,4}|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{6}\b|\d{8}\b"
    rf"|(?:\w{{4,12}}(?:de|dje|te|ande|ende|st|nd|rd|th)|\d{{1,2}}(?:\.|st|nd|rd|th)?)\s(?:of\s)?{_MONTH}\s\d{{2,4}}|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|"
    r"th)?,?\s\d{4})"
)
_INITIALS: Final = r"(?<![\w.])(?P<initials>(?:[A-ZÆØÅ]\.[ -]?){2,4}|[A-ZÆØÅ]{2,3}|[A-ZÆØÅ]\s[A-ZÆØÅ])(?!\w)"
_BORN: Final = r"(?:født|fødd|f\.?|born|b\.|dob|fødselsår|årgang|year of birth)"
_INITIALS_BORN: Final = re.compile(
    rf"{_INITIALS}[\s,(:;-]{{0,4}}{_BORN}\s?(?:i |in |er |"
    rf"is )?['´]?(?:{_YEAR}|\d{{2}}\b)"
)
_INITIALS_YEAR: Final = re.compile(rf"{_INITIALS}[\s,(/:;-]{{0,4}}(?:{_YEAR}\b|'\d{{2}}\b)")
_INITIALS_AGE: Final = re.compile(
    rf"{_INITIALS}[\s,]{{0,3}}(?:\(\d{{2}}(?:\s?år)?\)|(?:er |is |på |aged? )?\d{{2}}\s?(?:år|years?|yrs?|"
    r"yo\b|y/o))"
)
_LOWER_INITIALS: Final = re.compile(
    rf"(?<![\w.])(?:[a-zæøå]\.\s?){{2,4}}[\s,(]{{0,3}}{_BORN}\s?(?:i |"
    rf"in )?(?:{_YEAR}|\d{{2}}\b)"
)
_INITIALS_WORD: Final = re.compile(
    r"\b(?:[Ii]nitial(?:er|ene|ane|ar|s|en)?|[Pp]asient(?:en)?|[Bb]rukaren|[Bb]rukeren|"
    r"[Dd]elta[kg][ea]ren|[Pp]atient|[Cc]lient)"
    r"(?:\s(?:er|is|are|min|mi|med|with))?[\s:]{1,2}(?P<initials>(?:[A-ZÆØÅ]\.\s?){2,4}(?!\w))"
)
_INITIALS_NAMED: Final = re.compile(
    r"\b[Ii]nitial(?:er|ene|ane|ar|s|en)?(?:\s(?:er|is|are|hans|hennes|"
    r"sine))?[\s:]{1,2}(?P<initials>[A-ZÆØÅ]{2,3})(?!\w)"
)
_PERSON_BEFORE: Final = re.compile(
    r"\b(?i:pasient(?:en)?|bruk[ea]r(?:en)?|delta[kg][ea]r(?:en)?|klient(?:en)?|kandidat(?:en)?|patient|client|"
    r"participant)[\s:]{1,2}\Z"
)
_LETTER: Final = "A-ZÆØÅa-zæøå"
_SEX: Final = r"(?:mann|kvinne|dame|gutt|gut|jente|male|female|man|woman|m|f|k)"
_AGED: Final = re.compile(
    rf"(?<![\w.])(?P<initials>(?:[{_LETTER}]\.\s?){{2,3}}),?\s?(?:på |er |is |aged? )?"
    r"(?:\(\d{2}\)|\d{2})(?:[MFKmfk]\b|\b)"
    r"(?!\s?(?:%|kr|prosent|\.\d|:\d|timer|uker|dager))"
)
_BORN_LATER: Final = re.compile(
    rf"(?<![\w.])(?P<initials>(?:[{_LETTER}]\.\s?){{2,3}}),?\s(?:født|fødd|born)\b"
)
_SEXED: Final = re.compile(
    rf"(?<![\w.])(?P<initials>[{_LETTER}]{{2}}|[{_LETTER}]\.[{_LETTER}]\.),?\s(?:{_SEX},?\s\d{{2}}|\d{{2}},?\s?{_SEX})\b"
)
_ONE_LETTER: Final = re.compile(r"(?<![\w.])[A-ZÆØÅ]\.?,? (?:er |på )?\d{2} (?:år|years)\b")
_WORDS: Final = words("two_letter_words")
_DOTTED: Final = frozenset({"U.S.", "U.K.", "U.S.A.", "U.N.", "N.A.V.", "D.P.S.", "I.P.S.", "A.S."})
_LAST_BIRTH_YEAR: Final = (
    2013  # a bare year after initials is a year of birth only if it can be a participant's
)


def has_birth_date(lowered: str) -> bool:
    """Tell whether a full date of birth, announced as one, stands in the lower-case text."""
    return _BIRTH.search(lowered) is not None


def _are_initials(initials: str) -> bool:
    """Tell whether capitals are a person's initials and not a known short form."""
    if "." in initials:
        return initials.replace(" ", "") not in _DOTTED
    return initials.replace(" ", "").lower() not in _ABBREVIATIONS


def has_initials_with_year(text: str) -> bool:
    """Tell whether initials stand with a year of birth or an age ("A.B. født 1988", "KN (34)")."""
    if _INITIALS_BORN.search(text) or _BORN_LATER.search(text) or _ONE_LETTER.search(text):
        return True
    if any(_are_initials(m["initials"].upper()) for m in _AGED.finditer(text)):
        return True
    if any(
        _are_initials(m["initials"]) and m["initials"].lower() not in _WORDS for m in _SEXED.finditer(text)
    ):
        return True
    return _has_listed_initials(text)


def _has_listed_initials(text: str) -> bool:
    """Tell whether capitals are announced as initials, or stand with a year."""
    for pattern in (_INITIALS_AGE, _INITIALS_WORD, _INITIALS_NAMED):
        if any(_are_initials(m["initials"]) for m in pattern.finditer(text)):
            return True
    for match in _INITIALS_YEAR.finditer(text):
        if _PERSON_BEFORE.search(text[: match.start()]):
            return True
        year = int(match.group()[-4:]) if match.group()[-4:].isdigit() else 0
        short = len(re.sub(r"\W", "", match["initials"])) == 2 or "." in match["initials"]
        if year <= _LAST_BIRTH_YEAR and short and _are_initials(match["initials"]):
            return True
    return _LOWER_INITIALS.search(text) is not None
