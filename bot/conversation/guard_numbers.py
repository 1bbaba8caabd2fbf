"""Numbers that tell who somebody is: identity numbers, phone numbers, dates of birth, initials with a year.

An identity number counts by its shape (a plausible date and five digits), not by its check digits: a
mistyped one tells as much. The shape covers Norwegian birth numbers, D-numbers (day + 40), H-numbers
(month + 40), the synthetic series (month + 40, + 65 or + 80) and the numbers given from 2032 on, whose
check digits follow another rule but whose date stands in the same place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import phonenumbers

from bot.conversation.data.terms import ABBREVIATIONS

_CLUSTER: Final = re.compile(
    r"(?<![\w+])(?:\+\s?)?\(?\+?\d+\)?(?:[\s.\-/_()·|]{1,3}\d+)*|"
    r"\d+(?:[\s.\-/_()·|]{1,3}\d+)*"
)
_GROUP: Final = re.compile(r"\d+")

_ID_WORD: Final = re.compile(
    r"(?:fødselsn(?:umme)?r\w*|fødselsnummer\w*|person\s?n(?:umme)?r\w*|birth\s?numbers?|personal\s(?:id|"
    r"identity)?\s?number"
    r"|\bfnr\b|\bpnr\b|\bdnr\b|\b[dh]-?n(?:umme)?r\w*|\bduf\w*|\bnpr-?(?:id|nr|nummer)\w*|"
    r"\bid-?n(?:umme)?r\w*|\bcpr\b|\bssn\b"
    r"|(?:pasient|journal|sak|pass|klient)-?\s?(?:id|nr|n(?:umme)r)\w*|(?:patient|client|record|case|"
    r"passport|national)\s?"
    r"(?:id|no|number|identity number)\b|social security(?: number)?|siste (?:fem )?sif\w+)"
    r"[^\d\n]{0,20}(?P<number>\d[\d \t.\-]{3,20})"
)
_NORDIC: Final = re.compile(
    r"(?<![\d-])(?:(?:19|20)?\d{2}(?:0[1-9]|1[0-2])"  # Sweden
    r"(?:0[1-9]|[12]\d|3[01]|[67]\d|8\d|9[01])[-+]\d{4}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{3}[\dA-Y])(?![\d-])"  # Denmark, Finland
)
_FULL_DATE: Final = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[./\- ](?:0?[1-9]|1[0-2])[./\- ](?:19|20)\d{2}[\s.\-/]{0,3}\d{5}(?!\d)"
)
"""A date with its whole year before five digits: an identity number written out."""
_SSN: Final = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")

_NORWEGIAN_PHONE: Final = re.compile(r"(?:4\d|9\d|2[1-4]|3[1-3578]|5[1-35-7]|6[1-4679]|7[0-8])\d{6}\Z")
_GROUPINGS: Final = frozenset(
    {(8,), (3, 2, 3), (2, 2, 2, 2), (4, 4), (3, 3, 2), (2, 3, 3), (2, 6), (5, 3), (3, 5), (2, 2, 4), (1,) * 8}
)
_MOBILE_ONLY: Final = frozenset({(4, 4), (2, 3, 3), (2, 6), (5, 3), (3, 5), (2, 2, 4), (3, 3, 2)})
_YEAR_GROUP: Final = re.compile(r"(?:19|20)\d\d\Z")  # "2009-12-18-131" is a law
_PHONE_WORD: Final = re.compile(
    r"\b(?:tlf|telefon\w*|mobil\w*|mob|phone|tel|cell\w*|ring\w*|call\w*|whatsapp|sms|reach\w*|"
    r"text(?:ed)?|nåes|treffes|(?:nummer(?:et)?|number)(?:\s(?:hans|hennes|hennar))?\s(?:is|"
    r"er))\b[^\d\n]{0,25}\Z"
)
HELP_LINES: Final = frozenset(
    [
        "110",
        "112",
        "113",
        "1412",
        "116117",
        "116123",
        "116111",
        "116006",
        "22400040",
        "22591300",
        "80033321",
        "80057000",
        "08588",
        "91508588",
        "90904848",
        "21494921",
        "81533300",
        "55553333",
        "21070000",
        "81020050",
        "23327000",
        "22396900",
        "55975000",
        "05300",
        "02800",
        "80040000",
        "81544544",
        "40404015",
        "40003300",
        "988",
        "911",
        "999",
        "111",
        "116116",
    ]
)
"""Emergency numbers, help lines and switchboards: numbers of services, not of people."""
_UNIT: Final = re.compile(r"\s?(?:kr\b|kroner|nok\b|mill|prosent|%|eur|usd|pasienter|personer)")

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
_DOTTED: Final = frozenset({"U.S.", "U.K.", "U.S.A.", "U.N.", "N.A.V.", "D.P.S.", "I.P.S.", "A.S."})
_LAST_BIRTH_YEAR: Final = (
    2013  # a bare year after initials is a year of birth only if it can be a participant's
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Groups of digits that stand together, with their places in the text."""

    text: str
    groups: tuple[tuple[str, int, int], ...]
    international: bool


def clusters(text: str) -> Iterator[Cluster]:
    """Yield the clusters of digits of a text, in order."""
    for match in _CLUSTER.finditer(text):
        base = match.start()
        groups = tuple((g.group(), base + g.start(), base + g.end()) for g in _GROUP.finditer(match.group()))
        yield Cluster(text, groups, "+" in match.group()[:3] or match.group().startswith("00"))


def _plausible_date(digits: str) -> bool:
    """Tell whether the first six digits can be the date of a Norwegian identity number."""
    day, month = int(digits[:2]), int(digits[2:4])
    day_fits = 1 <= day <= 31 or 41 <= day <= 71
    month_fits = any(1 <= month - offset <= 12 for offset in (0, 40, 65, 80))
    return day_fits and month_fits


def _check_digits_fit(digits: str) -> bool:
    """Tell whether the check digits fit: remainder 0 until 2032, 0 to 3 for the first one from then on."""
    values = [int(d) for d in digits]
    first = sum(w * v for w, v in zip((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), values, strict=False)) % 11
    second = sum(w * v for w, v in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), values, strict=True)) % 11
    return first in (0, 1, 2, 3) and second == 0


def _is_identity(groups: tuple[str, ...]) -> bool:
    """Tell whether groups of eleven digits in all have the shape of an identity number."""
    digits = "".join(groups)
    if digits[0] in "89" and len(groups) <= 2:  # FH-number: no date in it
        return _check_digits_fit(digits)
    if not _plausible_date(digits) or _YEAR_GROUP.match(groups[0]):
        return False
    ends = {sum(len(g) for g in groups[: i + 1]) for i in range(len(groups))}
    return 6 in ends or len(groups) == 1 or len(groups) == 11 or _check_digits_fit(digits)


def _windows(cluster: Cluster, total: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of the runs of groups with `total` digits, at most `most` groups long."""
    sizes = [len(group[0]) for group in cluster.groups]
    for first in range(len(sizes)):
        digits = 0
        for last in range(first, min(first + most, len(sizes))):
            digits += sizes[last]
            if digits >= total:
                if digits == total:
                    yield first, last + 1
                break


def has_identity_number(text: str, lowered: str) -> bool:
    """Tell whether an identity number, or a number announced as one, stands in the text."""
    for cluster in clusters(text):
        for first, end in _windows(cluster, 11, 11):
            if _is_identity(tuple(g[0] for g in cluster.groups[first:end])):
                return True
    if any(sum(c.isdigit() for c in m["number"]) >= 5 for m in _ID_WORD.finditer(lowered)):
        return True
    return (
        _NORDIC.search(text) is not None
        or _FULL_DATE.search(text) is not None
        or _SSN.search(text) is not None
    )


def _free_edge(cluster: Cluster, first: int, end: int) -> bool:
    """Tell whether the groups are not tied to other groups by a dash, dot or slash."""
    before = cluster.text[cluster.groups[first - 1][2] : cluster.groups[first][1]] if first else " "
    after = (
        cluster.text[cluster.groups[end - 1][2] : cluster.groups[end][1]]
        if end < len(cluster.groups)
        else " "
    )
    return all(edge.isspace() or ")" in edge or "(" in edge for edge in (before, after))


def _counts_up(groups: tuple[str, ...]) -> bool:
    """Tell whether the groups are an enumeration (weeks 41 42 43 44)."""
    return len(groups) > 2 and all(int(b) - int(a) == 1 for a, b in pairwise(groups))


def _is_norwegian_phone(cluster: Cluster, first: int, end: int) -> bool:
    """Tell whether these groups are written as a Norwegian phone number of a person."""
    groups = tuple(g[0] for g in cluster.groups[first:end])
    digits, shape = "".join(groups), tuple(map(len, groups))
    if digits in HELP_LINES or shape not in _GROUPINGS or not _NORWEGIAN_PHONE.match(digits):
        return False
    if shape in _MOBILE_ONLY and (digits[0] not in "49" or digits.endswith("000")):
        return False
    if _counts_up(groups) or not _free_edge(cluster, first, end):
        return False
    return not _UNIT.match(cluster.text, cluster.groups[end - 1][2])


def _is_foreign_phone(digits: str) -> bool:
    """Tell whether digits with a country code are a possible phone number."""
    number = digits.removeprefix("00")
    national = number.removeprefix("47")
    if national in HELP_LINES or number in HELP_LINES:
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + number))
    except phonenumbers.NumberParseException:
        return False


def _announced(cluster: Cluster) -> bool:
    """Tell whether the number is announced as somebody's phone number ("tlf", "ring ham på")."""
    start = cluster.groups[0][1]
    if not _PHONE_WORD.search(cluster.text[max(0, start - 45) : start].lower().rstrip("+( ") + " "):
        return False
    for count in range(1, len(cluster.groups) + 1):
        digits = "".join(g[0] for g in cluster.groups[:count])
        if digits in HELP_LINES:
            return False
        if 7 <= len(digits) <= 15 and count == len(cluster.groups):
            return not digits.startswith(("800", "810", "815"))
    return False


def has_phone_number(text: str) -> bool:
    """Tell whether a phone number of a person stands in the text; help lines are none."""
    for cluster in clusters(text):
        whole = "".join(g[0] for g in cluster.groups[:8])
        if whole.removeprefix("00").removeprefix("47") in HELP_LINES:
            continue
        if any(_is_norwegian_phone(cluster, first, end) for first, end in _windows(cluster, 8, 8)):
            return True
        digits = "".join(g[0] for g in cluster.groups[:8])[:17]
        if cluster.international and 8 <= len(digits.removeprefix("00")) <= 15 and _is_foreign_phone(digits):
            return True
        if len(digits) == 10 and digits.startswith("47") and _NORWEGIAN_PHONE.match(digits[2:]):
            return digits[2:] not in HELP_LINES
        if _announced(cluster):
            return True
    return False


def has_birth_date(lowered: str) -> bool:
    """Tell whether a full date of birth, announced as one, stands in the lower-case text."""
    return _BIRTH.search(lowered) is not None


def _are_initials(initials: str) -> bool:
    """Tell whether capitals are a person's initials and not a known short form."""
    if "." in initials:
        return initials.replace(" ", "") not in _DOTTED
    return initials.replace(" ", "").lower() not in ABBREVIATIONS


def has_initials_with_year(text: str) -> bool:
    """Tell whether initials stand with a year of birth or an age ("A.B. født 1988", "KN (34)")."""
    if _INITIALS_BORN.search(text):
        return True
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
