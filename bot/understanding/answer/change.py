"""Reads that an earlier answer is to be changed: "endre Nav til ja", "nr 7"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.knowledge.base.entry import Words
from bot.understanding.answer.text import plain

NEAR = 80
"""From 0 to 100: how alike the beginnings of two words must be."""

SHORTEST = 3
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A step to be answered anew ("" when it is not clear which), and the new answer if it was said."""

    step: str
    answer: str = ""


def read_change(words: Words, names: Mapping[str, Sequence[str]], text: str) -> Change | None:
    """Return the change that a text asks for, or None. `names` are what each step is called, in order."""
    said = _from_where_it_changes(words, plain(text))
    if not names or len(said.split()) > MOST_WORDS:
        return None
    lead, number, to = (_either(words, key) for key in ("lead", "number", "to"))
    numbered = re.match(rf"(?:(?:{lead}) )?(?:{number}) ?(\d{{1,2}})(?: (?:{to}) (.+))?$", said)
    numbered = numbered or re.match(rf"(?:{lead}) (\d{{1,2}})(?: (?:{to}) (.+))?$", said)
    if numbered:
        at = int(numbered[1]) - 1
        return Change(list(names)[at], numbered[2] or "") if 0 <= at < len(names) else Change("")
    named = re.match(rf"(?:{lead}) (.+?)(?: (?:{to}) (.+))?$", said)
    return Change(_step(names, named[1].split()), named[2] or "") if named else None


def _from_where_it_changes(words: Words, said: str) -> str:
    """Return a text without the words that people say before they come to it ("nei forresten, …")."""
    before = re.match(rf"(?:(?:{_either(words, 'before')}) )+(?=(?:{_either(words, 'lead')}) )", said)
    return said[before.end() :] if before else said


def read_should_be(words: Words, names: Mapping[str, Sequence[str]], text: str) -> Change | None:
    """Return which step is said to be another ("Nav skal være ja"), or None where none is named."""
    said = plain(text)
    if len(said.split()) > MOST_WORDS:
        return None
    found = re.search(rf"(?<!\w)(\S+(?: \S+){{0,3}}) (?:{_either(words, 'should')}) (.+)$", said)
    step = _step(names, found[1].split()) if found and names else ""
    return Change(step, found[2]) if found and step else None


def _either(words: Words, key: str) -> str:
    phrases = words.typed_as(f"answers.change.{key}", plain)
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _step(names: Mapping[str, Sequence[str]], said: Sequence[str]) -> str:
    """Return the step that the words name best; nothing where two are named as well, or none."""
    scores = {
        step: max(_alike(plain(name).split(), said) for name in called) for step, called in names.items()
    }
    best = max(scores.values())
    steps = [step for step, score in scores.items() if score == best]
    return steps[0] if best and len(steps) == 1 else ""


def _alike(name: Sequence[str], said: Sequence[str]) -> int:
    """Return how many of the words said are in a name; compound words begin alike."""
    return sum(any(_begins_alike(word, one) for one in name) for word in said if len(word) >= SHORTEST)


def _begins_alike(word: str, one: str) -> bool:
    length = min(len(word), len(one))
    return length >= SHORTEST and fuzz.ratio(word[:length], one[:length]) >= NEAR
