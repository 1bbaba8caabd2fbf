"""Reads yes, no, unsure, and the names of options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.base.entry import Words
from bot.understanding.answer.lexicon import Mark, lexicon
from bot.understanding.answer.text import asks, clauses
from bot.understanding.answer.values import Asked, Reading, Said, Unclear

LONGEST = 30
"""Words of an answer; a longer text tells a story."""

SHORT = 8
"""Words of an answer that says neither yes nor no ("hun nikket") and is asked back."""

REACH = 4
"""Words between "ikke" and what it turns round."""

UNCERTAIN = ("unsure", "doubt", "unknown")
REFUSING = ("no", *UNCERTAIN)
"""Options that send nothing: they need not be as plain as a yes."""


@dataclass(slots=True)
class _Clause:
    """What one clause says: the options it names, and how it says so."""

    hits: list[str]
    rejected: list[str]
    hedged: bool = False
    soft: bool = False
    firm: bool = False
    weak: str = ""
    unknown: int = 0
    ahead: bool = False


def read_choice(words: Words, asked: Asked, text: str) -> Reading | None:
    """Return which option a text names, that it is unclear, or None when it is no answer."""
    said = clauses(text)
    length = sum(map(len, said))
    if not 0 < length <= LONGEST:
        return None
    known = lexicon(words, asked)
    marked = [part for clause in said for part in _parts(known.marks(clause))]
    if "asks" in marked[0][0].roles and not marked[0][0].options:
        return None
    parts = [_clause(asked, marks) for marks in marked]
    reading = _together(asked, parts, length)
    if asks(text):
        doubtful = isinstance(reading, Said) and length <= REACH
        return Unclear(readings(asked, reading.value)) if doubtful and isinstance(reading, Said) else None
    return reading


def _parts(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return the marks of a clause, cut before each "but"."""
    parts: list[list[Mark]] = [[]]
    for mark in marks:
        if "but" in mark.roles and not mark.options and parts[-1]:
            parts.append([])
        parts[-1].append(mark)
    return parts


def _clause(asked: Asked, marks: Sequence[Mark]) -> _Clause:
    found = _Clause([], [])
    since_not = REACH + 1
    verb = wish = turned = False
    for mark in marks:
        roles, since_not = mark.roles, since_not + 1
        if mark.options:
            found.firm = True
            _named(asked, found, mark.options, since_not <= REACH)
        elif "unsure" in roles:
            _named(asked, found, ("unsure",), False)
        elif roles & {"yes", "soft", "no"}:
            found.firm, found.soft = found.firm or "yes" in roles, found.soft or "soft" in roles
            _named(asked, found, ("no" if "no" in roles else "yes",), since_not <= REACH)
        elif "not" in roles:
            since_not, turned = 0, True
        elif not roles:
            found.unknown += 1
        found.hedged = found.hedged or "doubtful" in roles or ("hedge" in roles and not mark.options)
        found.ahead = found.ahead or "ahead" in roles
        verb, wish = verb or "is" in roles, wish or "will" in roles
    if not found.hits and not found.rejected and not found.unknown and not found.hedged:
        found.weak = "no" if turned else "yes" if verb or wish else ""
        found.hedged = asked.consent and wish and not verb and not turned
    elif turned and (verb or wish) and found.hits == ["yes"]:
        found.hedged = True  # "ja det har hun ikke"
    return found


def _named(asked: Asked, found: _Clause, options: tuple[str, ...], turned: bool) -> None:
    """Note options that are named; one that is turned round is the other of yes and no, or rejected."""
    for option in options:
        if not turned:
            found.hits.append(option)
        elif option == "yes":
            found.hits.append("no")
        elif option == "no":
            found.hedged = True  # "har ikke sagt nei" is no yes
        else:
            found.rejected.append(option)


def _together(asked: Asked, parts: Sequence[_Clause], length: int) -> Reading | None:
    """Put the clauses together: one plain option is an answer, two are unclear."""
    hits = _options(asked, [hit for part in parts for hit in part.hits])
    rejected = {option for part in parts for option in part.rejected}
    hits = [hit for hit in hits if hit not in rejected]
    weak = [option for part in parts for option in _options(asked, [part.weak] if part.weak else [])]
    hedged = any(part.hedged for part in parts)
    if asked.consent and any("unsure" in part.hits for part in parts) and not set(UNCERTAIN) & set(hits):
        hedged = True  # "vet ikke om diagnosen er med"
    if asked.consent and any(part.soft for part in parts) and not any(part.firm for part in parts):
        hedged = True
    unknown = sum(part.unknown for part in parts)
    if asked.widening and (
        named := [option for option in asked.options if option in hits and option != "none"]
    ):
        hits = named[-1:]
        if rejected & set(asked.options[: asked.options.index(hits[0])]):
            return Unclear(readings(asked, hits[0]))  # "diagnosen, ikke det som gjelder jobb"
    if not asked.consent and parts[0].hits and not parts[0].hedged and len(parts) > 1:
        first = _options(asked, parts[0].hits)
        if len(first) == 1 and not any(part.hedged for part in parts):
            return Said(first[0])
    if not hits and rejected and asked.widening:
        return Unclear(tuple(option for option in asked.options if option not in {*rejected, "none"})[::-1])
    if not hits:
        open_to_both = hedged or any(part.ahead or "unsure" in part.hits for part in parts)
        return _without_a_name(asked, weak, open_to_both, unknown, length)
    return _named_by(asked, hits, weak, hedged, unknown)


def _named_by(asked: Asked, hits: list[str], weak: list[str], hedged: bool, unknown: int) -> Reading:
    if len(hits) > 1:
        return Unclear(tuple(hits[:2]))
    (hit,) = hits
    if hedged and hit not in UNCERTAIN:
        return Unclear(readings(asked, hit))
    if asked.consent and hit not in REFUSING and (unknown or any(option != hit for option in weak)):
        return Unclear(readings(asked, hit))
    return Said(hit)


def _without_a_name(
    asked: Asked, weak: list[str], open_to_both: bool, unknown: int, length: int
) -> Reading | None:
    if "yes" not in asked.options:
        return None
    if open_to_both:
        return Unclear(readings(asked, "yes")) if length <= SHORT else None
    if unknown or len(set(weak)) != 1:
        return None
    return Said(weak[0])


def _options(asked: Asked, hits: Sequence[str]) -> list[str]:
    """Return what was named as options of this question, each once; what is none of them is left out."""
    found: list[str] = []
    for hit in hits:
        ways = (hit, *UNCERTAIN) if hit == "unsure" else (hit,)
        option = next((way for way in ways if way in asked.options), None)
        if option and option not in found:
            found.append(option)
    return found


def readings(asked: Asked, first: str) -> tuple[str, ...]:
    """Return the likeliest reading, and the one to set against it."""
    others = ("no", "yes", *UNCERTAIN, *asked.options) if first in REFUSING else (*REFUSING, *asked.options)
    if first == "no":
        others = ("yes", *UNCERTAIN)
    second = next((option for option in others if option in asked.options and option != first), None)
    return (first, second) if second else (first,)
