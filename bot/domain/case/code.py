"""The codes by which referrals and inquiries are known ("IPS-7K3F"): how one is drawn, and found in a text.

The one place that knows their form: turns, handlers, letters, the audit trail and the guard ask here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NewType

from bot.domain.text.shown import visible

SIGNS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
"""What new codes are drawn from: no sign that is taken for another, and no vowel: none spells a word."""

LENGTH: Final = 4
_LEET: Final = str.maketrans("2345678", "zeasgtb")
_RUDE: Final = ("fck", "fkk", "fat", "sex", "tit", "ass", "asz", "kkk", "ss", "nzs", "pzz", "fag")
"""What digits that are read as letters must not spell ("F4TT")."""


Code = NewType("Code", str)
"""A code as it is stored: drawn here, or found in a text; no text becomes one otherwise."""


class Prefix(StrEnum):
    """What a code is of."""

    REFERRAL = "IPS"
    INQUIRY = "SPM"


_DASH: Final = r"[\s\-_.:/\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u00b7]"
_WHOLE: Final = re.compile(r"(?:IPS|SPM)-[0-9A-Z]{4,5}")
_FOUND: Final = re.compile(
    rf"\b(?P<plain>IPS|SPM)-(?P<any>[0-9A-Z]{{4,5}})\b"
    # typed carelessly only with both letters and digits: "ips-teamet" is no code
    rf"|(?i:\b(?P<spaced>I ?P ?S|S ?P ?M){_DASH}{{0,3}}(?=[A-Z]*\d)(?=\d*[A-Z])(?P<sign>[0-9A-Z]{{4,5}})\b)"
    # taken apart only in capitals, after a dash, with the signs that are drawn
    rf"|\b(?P<apart>IPS|SPM) ?- ?(?P<signs>(?:[2-9A-HJKMNP-Z]{_DASH}{{0,2}}){{3}}[2-9A-HJKMNP-Z])\b"
)


def _shown(text: str) -> str:
    """Return a text without what nobody sees, its dashes and blanks plain."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", visible(text)).replace("\u00a0", " ")


def _code(match: re.Match[str]) -> Code:
    prefix = match["plain"] or match["spaced"] or match["apart"]
    sign = match["any"] or match["sign"] or match["signs"]
    return Code(re.sub(r"[^0-9A-Z]", "", prefix.upper()) + "-" + re.sub(r"[^0-9A-Z]", "", sign.upper()))


def found(text: str) -> tuple[Code, ...]:
    """Return the codes in a text as they are stored, in order, whatever dash or blank is in them."""
    return tuple(_code(match) for match in _FOUND.finditer(_shown(text)))


def first(text: str, prefix: Prefix) -> Code | None:
    """Return the first code of a kind in a text, None where there is none."""
    return next((code for code in found(text) if code.startswith(f"{prefix}-")), None)


def without(text: str) -> str:
    """Return a text with a blank in place of each code."""
    return _FOUND.sub(" ", _shown(text))


def parsed(text: str) -> Code | None:
    """Return the code that a text is, None for a text that is none, or more than one."""
    return Code(text) if _WHOLE.fullmatch(text) else None


def is_code(text: str, prefix: Prefix | None = None) -> bool:
    """Tell whether a text is a code as it is stored, and nothing else."""
    return parsed(text) is not None and (prefix is None or text.startswith(f"{prefix}-"))


def fresh(prefix: Prefix, choose: Callable[[str], str], stopped: Callable[[str], bool]) -> Code:
    """Return a new code, with a letter and a digit in it, that spells nothing.

    `choose` picks a sign by chance; `stopped` tells whether the guard would stop a message of it,
    as people write it: also in small letters, and without what it begins with.
    """
    while True:
        sign = "".join(choose(SIGNS) for _ in range(LENGTH))
        code = Code(f"{prefix}-{sign}")
        written = (code, sign, code.lower(), sign.lower())
        if not (sign.isalpha() or sign.isdigit() or _spells(sign) or any(map(stopped, written))):
            return code


def _spells(sign: str) -> bool:
    read = sign.lower().translate(_LEET)
    return any(word in read for word in _RUDE)
