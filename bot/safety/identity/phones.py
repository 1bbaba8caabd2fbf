"""Phone numbers of people; those of help lines and switchboards are none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import phonenumbers

from bot.safety.identity.digits import Cluster, clusters, windows
from bot.safety.lexicon import words

HELP_LINES: Final = words("help_lines")

_NORWEGIAN_PHONE: Final = re.compile(r"(?:4\d|9\d|2[1-4]|3[1-3578]|5[1-35-7]|6[1-4679]|7[0-8])\d{6}\Z")
_GROUPINGS: Final = frozenset(
    {(8,), (3, 2, 3), (2, 2, 2, 2), (4, 4), (3, 3, 2), (2, 3, 3), (2, 6), (5, 3), (3, 5), (2, 2, 4), (1,) * 8}
)
_MOBILE_ONLY: Final = frozenset({(4, 4), (2, 3, 3), (2, 6), (5, 3), (3, 5), (2, 2, 4), (3, 3, 2)})
_PHONE_WORD: Final = re.compile(
    r"\b(?:tlf|telefon\w*|mobil\w*|mob|phone|tel|cell\w*|ring\w*|call\w*|whatsapp|sms|reach\w*|"
    r"text(?:ed)?|nåes|treffes|(?:nummer(?:et)?|number)(?:\s(?:hans|hennes|hennar))?\s(?:is|"
    r"er))\b[^\d\n]{0,25}\Z"
)
_UNIT: Final = re.compile(r"\s?(?:kr\b|kroner|nok\b|mill|prosent|%|eur|usd|pasienter|personer)")


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
        if any(_is_norwegian_phone(cluster, first, end) for first, end in windows(cluster, 8, 8)):
            return True
        digits = "".join(g[0] for g in cluster.groups[:8])[:17]
        if cluster.international and 8 <= len(digits.removeprefix("00")) <= 15 and _is_foreign_phone(digits):
            return True
        if len(digits) == 10 and digits.startswith("47") and _NORWEGIAN_PHONE.match(digits[2:]):
            return digits[2:] not in HELP_LINES
        if _announced(cluster):
            return True
    return False
