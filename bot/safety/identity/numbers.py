"""Identity numbers: birth numbers and what is announced as the number of a person.

An identity number counts by its shape (a plausible date and five digits), not by its check digits: a
mistyped one tells as much. The shape covers Norwegian birth numbers, D-numbers (day + 40), H-numbers
(month + 40), the synthetic series (month + 40, + 65 or + 80) and the numbers given from 2032 on, whose
check digits follow another rule but whose date stands in the same place.
"""

from __future__ import annotations

import re
from typing import Final

from bot.safety.identity.digits import clusters, windows

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

_LOOSE: Final = re.compile(r"(?<![\w.,/-])(?P<date>[\dOolI]{6})[^\w\n]{0,3}(?P<rest>[\dOolI]{5})(?!\w)")
_LETTERS: Final = str.maketrans("OolI", "0011")
_FEWEST_DIGITS: Final = 5
"""Six signs and five, whatever stands between them, and letters that are taken for digits."""
_YEAR_GROUP: Final = re.compile(r"(?:19|20)\d\d\Z")  # "2009-12-18-131" is a law


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


def has_identity_number(text: str, lowered: str) -> bool:
    """Tell whether an identity number, or a number announced as one, stands in the text."""
    for cluster in clusters(text):
        for first, end in windows(cluster, 11, 11):
            if _is_identity(tuple(g[0] for g in cluster.groups[first:end])):
                return True
    if any(sum(c.isdigit() for c in m["number"]) >= 5 for m in _ID_WORD.finditer(lowered)):
        return True
    return _is_loose(text) or (
        _NORDIC.search(text) is not None
        or _FULL_DATE.search(text) is not None
        or _SSN.search(text) is not None
    )


def _is_loose(text: str) -> bool:
    """Tell whether an identity number stands there with odd signs in it, or letters for digits."""
    for match in _LOOSE.finditer(text):
        digits = (match["date"] + match["rest"]).translate(_LETTERS)
        if sum(char.isdigit() for char in match.group()) >= _FEWEST_DIGITS and _plausible_date(digits):
            return True
    return False
