"""Wordings of danger that are told outright: a line each in `data/danger_phrases.<language>.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.safety.danger.kinds import Danger
from bot.safety.lexicon import lines

LANGUAGES: Final = ("nb", "nn", "en")
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_BREAK: Final = re.compile(r"\s+")
_PART: Final = re.compile(r"\(([^)]*)\)|(\.\.)|(\*)|([^\s*()]+)|\s+")
_LONGEST: Final = 600  # characters of a sentence that are read at once; the next part overlaps
_OVERLAP: Final = 100


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording, what it tells of, and a line that it must find."""

    kind: Danger
    written: str
    example: str

    @property
    def pattern(self) -> str:
        """The wording as a pattern."""
        return r"\b" + _pattern(self.written) + r"(?!\w)"


def _pattern(written: str) -> str:
    out: list[str] = []
    for match in _PART.finditer(written):
        group, gap, star, word = match.groups()
        if group is not None:
            out.append("(?:" + "|".join(_pattern(part) for part in group.split("/")) + ")")
        elif gap:
            out.append("~")
        elif star:
            out.append(r"\w*")
        else:
            out.append(re.escape(word) if word else " ")
    return "".join(out).replace(" ~ ", r" (?:[^\s]+ ){0,3}").replace(" ~", r"(?: [^\s]+){0,3}")


@cache
def phrases(lang: str) -> tuple[Phrase, ...]:
    """Return the wordings of a language. Raises ValueError for a line that is none."""
    parts = (tuple(part.strip() for part in line.split("|")) for line in lines(f"danger_phrases.{lang}.txt"))
    return tuple(Phrase(Danger(kind), written, example) for kind, written, example in parts)


@cache
def _patterns() -> tuple[tuple[Danger, re.Pattern[str]], ...]:
    every = [phrase for lang in LANGUAGES for phrase in phrases(lang)]
    return tuple(
        (kind, re.compile("|".join(p.pattern for p in every if p.kind is kind)))
        for kind in (Danger.CHILD, Danger.VIOLENCE, Danger.MEDICAL, Danger.SUICIDE)
    )


@cache
def _frames() -> re.Pattern[str]:
    read = (line.partition(": ")[2] for line in lines("danger_frames.txt"))
    return re.compile("|".join(f"(?:{pattern})" for pattern in read))


def worded(lowered: str) -> bool:
    """Tell whether a wording of danger stands in a lower-case text, in whatever sentence."""
    return any(pattern.search(lowered) for _, pattern in _patterns())


def explicit(lowered: str) -> Danger | None:
    """Return the danger that a lower-case text tells of outright: no question, condition, past or denial."""
    # One line break may stand in the middle of a sentence; an empty line ends it.
    joined = _BREAK.sub(lambda match: ". " if match.group().count("\n") > 1 else " ", lowered)
    for match in _SENTENCE.finditer(joined):
        whole = match.group()
        for start in range(0, len(whole), _LONGEST - _OVERLAP):
            part = whole[start : start + _LONGEST]
            kind = next((kind for kind, pattern in _patterns() if pattern.search(part)), None)
            if kind and not _frames().search(part):
                return kind
    return None
