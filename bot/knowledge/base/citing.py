"""How the places in a source are said: in order, each word once, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.knowledge.base.entry import Words

WORDS, NUMBERED, MANY, OWN = "cited.words.", "cited.numbered.", "cited.many.", "cited.own."
PLACE = re.compile(r"(§+|punkt|kulepunkt) ([\d.\-]+(?: ?[a-z])?(?:, [\d.\-]+(?: ?[a-z])?)*)")
"""A kind of place and its numbers. A law's number may have a letter: "§ 29 c"."""

EVERY = re.compile(r"alle (punkt|kulepunkt)(?:a|ene)\b.*")
"""All places of a kind: to number some of them beside it says nothing more."""


def cited(words: Words, lang: str, sections: Iterable[str]) -> str:
    """Return the places as a reader sees them: "§§ 21, 22", "kulepunkt 2, 5 i rapporten".

    Numbers of one kind stand together, sorted; everything else follows in the order given. A paragraph sign
    is a law's: a guideline has points ("punkt"), and the report has bullets about the letter ("kulepunkt").
    """
    numbers: dict[str, set[str]] = {}
    others: dict[str, None] = {}
    for section in sections:
        if found := PLACE.fullmatch(section):
            kind = "§" if found[1].startswith("§") else found[1]
            numbers.setdefault(kind, set()).update(found[2].split(", "))
        else:
            others[section] = None
    for section in others:
        if every := EVERY.fullmatch(section):
            numbers.pop(every[1], None)
    told = (_told(words, lang, kind, sorted(at, key=_order)) for kind, at in numbers.items())
    return ", ".join((*told, *(_said(words, lang, one) for one in others)))


def _told(words: Words, lang: str, kind: str, numbers: list[str]) -> str:
    at = ", ".join(numbers)
    if kind == "§":
        return f"{'§§' if len(numbers) > 1 else '§'} {at}"
    return words.say(lang, f"{MANY if len(numbers) > 1 else NUMBERED}{kind}", at=at)


def _order(number: str) -> tuple[tuple[int, str], ...]:
    """Return what a number sorts by: "3-2" before "21", "29" before "29 c"."""
    return tuple((int(digits or 0), letter) for digits, letter in re.findall(r"(\d+)|([a-z])", number))


def _said(words: Words, lang: str, section: str) -> str:
    return words.worked_out(f"cited {lang} {section}", lambda: _translated(words, lang, section))


def _translated(words: Words, lang: str, section: str) -> str:
    """Return the section in the reader's language, as far as it means a kind of place or a part of ours."""
    own = OWN + re.sub(r"\W+", "_", section.lower()).strip("_")
    if own in words.keys("nb", OWN):
        return words.say(lang, own)
    for key in words.keys("nb", WORDS):
        told, said = key.removeprefix(WORDS).replace("_", " "), words.say(lang, key)
        section = re.sub(rf"(?<!\w){told}(?!\w)", said, section, flags=re.IGNORECASE)
    return section
