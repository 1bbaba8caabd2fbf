"""Tells bokmål, nynorsk (with the dialects written like it) and English apart.

By small words, spellings and endings that belong to one language, weighed by hand. The terms of the
field say nothing: an English question with "jobbspesialist" in it is as common here as a Norwegian one
about "supported employment". Western dialect ("ka", "kem", "eg e") counts as nynorsk; northern and
eastern dialect ("æ", "itj", "åssen") counts as bokmål.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from bot.language import marks

_ENOUGH_WORDS = 3
_ENOUGH_LEAD = 1.0


@dataclass(frozen=True, slots=True)
class Guess:
    """The language of a text; `sure` when the text has enough of it to go by."""

    lang: str
    sure: bool


def _weights() -> MappingProxyType[str, tuple[tuple[str, float], ...]]:
    table: dict[str, list[tuple[str, float]]] = {}
    for lang, weight, listed in marks.WORDS:
        for word in listed.split():
            if all(lang != known for known, _ in table.get(word, ())):
                table.setdefault(word, []).append((lang, weight))
    return MappingProxyType({word: tuple(pairs) for word, pairs in table.items()})


_WEIGHTS = _weights()
_SPELLINGS = tuple((re.compile(pattern), lang, weight) for lang, weight, pattern in marks.SPELLINGS)
_WORD = re.compile(r"[^\W\d_]+")
# English names of methods that Norwegian questions use as they are.
_TERMS = re.compile(
    r"individual placement and support|supported employment|zero exclusion"
    r"|(?:train|place) then (?:place|train)"
    r"|recovery|fidelity|onboarding|job spe[sc]ialist\w*"
)
# A word with a capital within a sentence: mostly a name, and those end in every way in every language.
_NAME = re.compile(r"(?<=[^\W\d_])([ ,]+(?:[-–] )?)([A-ZÆØÅ][a-zæøåéèüäö]+)\b")
_LEFT_OUT = "Xx"


def _unless_known(found: re.Match[str]) -> str:
    return found[0] if found[2].lower() in _WEIGHTS else f"{found[1]}{_LEFT_OUT}"


def detect(text: str) -> Guess:
    """Return the likeliest language of `text`.

    Unsure for two words or fewer, and when nothing in the text tells one language from another.
    """
    lower = _NAME.sub(_unless_known, text.replace("’", "'")).lower()
    words = _WORD.findall(lower)
    score = _score(_WORD.findall(_TERMS.sub(" ", lower)))
    norwegian = _norwegian(score)
    if score["en"] >= norwegian and score["en"]:  # a term may still be what makes the question English
        score = _score(words)
        norwegian = _norwegian(score)
    if score["en"] > norwegian:
        return Guess("en", _sure(words, score["en"] - norwegian))
    best, other = ("nn", "nb") if score["nn"] > score["nb"] else ("nb", "nn")
    return Guess(best, _sure(words, score[best] - score[other]))


def _score(words: list[str]) -> dict[str, float]:
    score = {"nb": 0.0, "nn": 0.0, "en": 0.0, "no": 0.0}
    for word in words:
        for lang, weight in _evidence(word):
            score[lang] += weight
    return score


def _norwegian(score: dict[str, float]) -> float:
    # Half: a Norwegian noun in an English question is common here, the other way round is not.
    return score["no"] + 0.5 * max(score["nb"], score["nn"])


def _sure(words: list[str], lead: float) -> bool:
    return len(words) >= _ENOUGH_WORDS and lead >= _ENOUGH_LEAD


def _evidence(word: str) -> tuple[tuple[str, float], ...]:
    known = _WEIGHTS.get(word)
    if known is not None:
        return known
    for pattern, lang, weight in _SPELLINGS:
        if pattern.search(word):
            return ((lang, weight), ("no", 1.0)) if lang != "en" else ((lang, weight),)
    return (("no", 1.0),) if any(letter in word for letter in "æøå") else ()
