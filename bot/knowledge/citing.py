"""How the places in a source are said: in order, each word once, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.knowledge.entry import Words

KEYS = "cited."
NUMBERED = re.compile(r"(§+|punkt|kulepunkt) ([\d.\-]+(?: [a-z])?(?:, [\d.\-]+(?: [a-z])?)*)( i rapporten)?")
"""A kind of place, its numbers, and where the numbers were counted. A law's "§ 29 c" has a letter."""


def cited(words: Words, lang: str, sections: Iterable[str]) -> str:
    """Return the places as a reader sees them: "§§ 21, 22", "kulepunkt 2, 5 i rapporten".

    Numbers of one kind stand together, sorted; everything else follows in the order given. A paragraph sign
    is a law's: guidelines and letters have points.
    """
    numbers: dict[tuple[str, str], set[str]] = {}
    others: dict[str, None] = {}
    for section in sections:
        if found := NUMBERED.fullmatch(section):
            kind = ("§" if found[1].startswith("§") else found[1], found[3] or "")
            numbers.setdefault(kind, set()).update(found[2].split(", "))
        else:
            others[section] = None
    told = [_told(kind, at, where) for (kind, where), at in numbers.items()]
    return ", ".join(_translated(words, lang, one) for one in (*told, *others))


def _told(kind: str, numbers: set[str], where: str) -> str:
    sign = "§§" if kind == "§" and len(numbers) > 1 else kind
    return f"{sign} {', '.join(sorted(numbers, key=_order))}{where}"


def _order(number: str) -> tuple[tuple[int, str], ...]:
    """Return what a number sorts by: "3-2" before "21", "29" before "29 c"."""
    return tuple((int(digits or 0), letter) for digits, letter in re.findall(r"(\d+)|([a-z])", number))


def _translated(words: Words, lang: str, section: str) -> str:
    """Return the section with the words that mean a kind of place in the reader's language."""
    for key in words.keys("nb", KEYS):
        told, said = key.removeprefix(KEYS).replace("_", " "), words.say(lang, key)
        section = re.sub(rf"(?<!\w){told}(?!\w)", said, section, flags=re.IGNORECASE)
    return section
