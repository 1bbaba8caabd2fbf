"""Acute danger in what somebody writes: suicide, a medical emergency, violence, a child in danger.

Each sentence is read for the wording of danger. A hit does not count when the sentence asks about a rule
("hva gjør jeg hvis …"), tells of the past ("i fjor"), denies ("har ikke sagt at …") or is an idiom ("dør av
latter"). A definite now ("i kveld", "står på brua") outweighs the question: rather one call too many.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from bot.conversation import guard_danger_learned
from bot.conversation.guard_danger_filters import (
    CONDITION,
    DENIED,
    EVERYDAY,
    IDIOM,
    JOKE,
    NOW,
    PAST,
    RULE,
    SOME_PERSON,
    SOMEBODY,
    THING_KILLS,
)
from bot.conversation.guard_danger_general import GENERAL, UNCONDITIONAL
from bot.conversation.guard_danger_patterns import (
    GRAVE,
    PATTERNS,
    SAID_GOODBYE,
    SILENT,
    SOMEONE_THERE,
    WEAPON_WORD,
    Danger,
)
from bot.conversation.guard_danger_slips import righted
from bot.conversation.guard_danger_stems import (
    STEMS,
)

__all__ = ["Danger", "danger"]

_ALL_STEMS: Final = tuple(sorted({stem for stems in STEMS.values() for stem in stems}))
_BLANKS: Final = re.compile(r"\s+")
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_LONGEST_SENTENCE: Final = 600  # characters read at once; the next piece overlaps by 100


def _sentences(text: str) -> list[tuple[str, bool]]:
    """Return the sentences of a text in pieces of bounded length, each with whether it is a question."""
    pieces: list[tuple[str, bool]] = []
    # One line break may stand in the middle of a sentence; an empty line ends it.
    joined = _BLANKS.sub(lambda m: ". " if m.group().count("\n") > 1 else " ", text)
    for match in _SENTENCE.finditer(joined):
        sentence = match.group().strip()
        question = "?" in sentence
        for start in range(0, max(1, len(sentence)), _LONGEST_SENTENCE - 100):
            pieces.append((sentence[start : start + _LONGEST_SENTENCE], question))
    return pieces


def _harmless(sentence: str, question: bool, start: int, end: int) -> bool:
    """Tell whether a hit at [start, end) of a sentence asks for a rule, is past or denied."""
    if DENIED.search(sentence):
        return True
    if PAST.search(sentence) and not NOW.search(sentence):
        return True
    if NOW.search(sentence):
        return False
    before = sentence[: start + 1]
    if CONDITION.search(before) or CONDITION.search(sentence[max(0, start - 12) : end]):
        return True
    return (question and RULE.search(before) is not None) or RULE.match(sentence) is not None


def _about_anybody(sentence: str, end: int, rule_asked: bool) -> bool:
    """Tell whether a threat is told of "somebody", or of "a patient" while the text asks for the rule."""
    if NOW.search(sentence):
        return False
    told = sentence[:end]
    return bool(SOMEBODY.search(told) or (rule_asked and SOME_PERSON.search(told)))


def danger(text: str) -> Danger | None:
    """Return the acute danger that a plain lower-case text tells of, or None."""
    text = righted(_SHORT_FORMS.sub(lambda m: f"{m[1]} {_LONG_FORMS[m[2]]}", text))
    rule_asked = RULE.search(text) is not None
    asked = rule_asked or "?" in text
    for sentence, question in _sentences(text):
        if kind := _by_parts(sentence, question, rule_asked):
            return kind
        if not any(stem in sentence for stem in _ALL_STEMS):
            continue
        if IDIOM.search(sentence) or THING_KILLS.search(sentence):
            sentence = THING_KILLS.sub(" ", IDIOM.sub(" ", sentence))
        joke = JOKE.search(sentence) is not None
        for kind, patterns in PATTERNS.items():
            if joke and kind is not Danger.SUICIDE:
                continue
            if not any(stem in sentence for stem in STEMS[kind]):
                continue
            for pattern in patterns:
                match = pattern.search(sentence)
                if match and not (
                    _harmless(sentence, question, match.start(), match.end())
                    or _about_anybody(sentence, match.end(), rule_asked)
                ):
                    return kind
        if _grave(sentence, question, rule_asked):
            return Danger.VIOLENCE if WEAPON_WORD.search(sentence) else Danger.MEDICAL
    if kind := _goodbye(text):
        return kind
    sounds = (_by_sound(sentence, question, asked) for sentence, question in _sentences(text))
    return next((kind for kind in sounds if kind), None)


def _by_parts(sentence: str, question: bool, rule_asked: bool) -> Danger | None:
    """Return the danger that the parts of a sentence make up together, or None."""
    if IDIOM.search(sentence) or THING_KILLS.search(sentence):
        return None
    if not (question or RULE.search(sentence)) and any(p.search(sentence) for p in UNCONDITIONAL):
        return Danger.SUICIDE
    for kind, patterns in GENERAL:
        for pattern in patterns:
            match = pattern.search(sentence)
            if match and not (
                _harmless(sentence, question, match.start(), match.end())
                or _about_anybody(sentence, match.end(), rule_asked)
            ):
                return kind
    return None


def _by_sound(sentence: str, question: bool, asked: bool) -> Danger | None:
    """Return the danger that a sentence sounds like to the learned weights, or None.

    `asked` tells that the text asks something: who asks about a case tells of it first.
    """
    filters = (IDIOM, THING_KILLS, JOKE, DENIED, CONDITION, EVERYDAY)
    bound = guard_danger_learned.BOUND_ASKED if asked else guard_danger_learned.BOUND
    if RULE.search(sentence) or guard_danger_learned.score(sentence) < bound:
        return None
    if any(pattern.search(sentence) for pattern in filters) or _about_anybody(sentence, len(sentence), True):
        return None
    if (question or PAST.search(sentence)) and not NOW.search(sentence):
        return None
    return guard_danger_learned.kind_of(sentence)


def _grave(sentence: str, question: bool, rule_asked: bool) -> bool:
    """Tell whether a statement about a person names a weapon or a mortal danger, however it is worded."""
    if question or rule_asked or not GRAVE.search(sentence) or not SOMEONE_THERE.search(sentence):
        return False
    harmless = (CONDITION, PAST, DENIED, JOKE, EVERYDAY)
    return not any(pattern.search(sentence) for pattern in harmless)


_SHORT_FORMS: Final = re.compile(r"\b(he|she|it|they|i|we|you|who|there|that)'(s|m|re|ll|ve)\b")
_LONG_FORMS: Final = MappingProxyType({"s": "is", "m": "am", "re": "are", "ll": "will", "ve": "have"})


def _goodbye(text: str) -> Danger | None:
    """Return SUICIDE when a farewell and silence stand together, also in two sentences."""
    near = text[:2000]
    said, silent = SAID_GOODBYE.search(near), SILENT.search(near)
    if said and silent and abs(said.start() - silent.start()) < 150 and not CONDITION.search(near):
        return Danger.SUICIDE
    return None
