"""Misspelt words of danger put right, so that a slip in fear hides nothing ("bevistløs", "suiside")."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.conversation.guard_names_lists import is_word

_MEANT_TEXT: Final = """
selvmord sjølvmord selvmordstanker selvmordsplaner suicidal suicide overdose overdosed bevisstløs medvitslaus
livløs unconscious unresponsive hjertestans hjartestans hjerteinfarkt krampeanfall kramper breathing bleeding
strangling threatening threatens knivstikke barberblad tabletter tablettene paracet ambulanse ambulance
pistol knife pills tablets swallowed poison gissel hostage kvelertak avskjedsbrev
"""
_MEANT: Final = tuple(_MEANT_TEXT.split())
_SAME: Final = frozenset(
    [
        "breathings",
        "breeding",
        "bleedings",
        "tablett",
        "tabletten",
        "tablet",
        "table",
        "tables",
        "krampe",
        "selvord",
        "knive",
        "poisons",
    ]
)
_WORD: Final = re.compile(r"[^\W\d_]{5,20}")
_SPELT: Final = (
    (re.compile(r"\b(?:sj?[eø]l?[vf]?|selv|sjøl)mord"), "selvmord"),
    (re.compile(r"\bsu[iei]*s[ie]d(al|e|alt)?\b"), r"suicid\1"),
    (re.compile(r"\bcom+it+\b(?= s)"), "commit"),
    (re.compile(r"\bun ?alive\b"), "kill"),
    (re.compile(r"\b(?:kms|kill my self)\b"), "kill myself"),
    (
        re.compile(r"\b(?:wanna|wants? to) (?:dye|dy|di)\b(?! (?:my|his|her|hair|it|the|a|some)\b)"),
        "wants to die",
    ),
    (re.compile(r"\b(?:im|i m)\b(?= )"), "i am"),
    (re.compile(r"\bshes\b"), "she is"),
    (re.compile(r"\bhes\b"), "he is"),
    (re.compile(r"\b(?:wont|cant|dont|doesnt|isnt)\b"), lambda m: f"{m.group()[:-1]}'t"),
)


def righted(text: str) -> str:
    """Return a lower-case text with words of danger spelt as the patterns expect them."""
    for pattern, meant in _SPELT:
        text = pattern.sub(meant, text)
    return _WORD.sub(_right, text)


def _right(match: re.Match[str]) -> str:
    word = match.group()
    if word in _SAME or word in _MEANT or is_word(word):
        return word
    most = 2 if len(word) > 8 else 1
    found = process.extractOne(word, _MEANT, scorer=OSA.distance, score_cutoff=most)
    return found[0] if found and found[0][0] == word[0] else word
