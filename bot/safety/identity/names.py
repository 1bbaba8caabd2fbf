"""Names of people: every word, and every two, is weighed by its signs; enough of them make a name.

A single sign may be weak (a capital opens every sentence, "Stein" is a stone). How much each says is learned
(`python -m tools.safety.names`) and stands in a table. Authors of the sources and people of public life are
no names here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from bot.safety.identity.signs import Candidate, Reading, Token, candidates, signs, tokens
from bot.safety.identity.words import Sort, bare
from bot.safety.lexicon import lines, pairs, words

_SAINTS: Final = re.compile(
    r"\bs(?:t|ankt)\.? ?olavs?(?: hospital)?|\bolav thon|"
    r"\b(?:march|april|may|mai|june|july|august) \d{1,2}\b|"
    r"\d{1,2}\.? (?:mars|march|april|mai|may|juni|june|juli|july|august)\b",
    re.IGNORECASE,
)
"""Hospitals and days that have the names of people."""
_FREE: Final = pairs("authors", "public")
_AUTHORS: Final = words("author_surnames")
_SHOUTED: Final = 0.6  # the share of words in capitals from which capitals say nothing
_FEWEST_SHOUTED: Final = 3
UNNAMED: Final = -9.0
"""How much like a name a text looks in which no word can be one."""


@cache
def table() -> dict[str, float]:
    """Return how much each sign says; the sign "bound" is what a name must reach."""
    return {sign: float(score) for sign, score in (line.split("\t") for line in lines("names.tsv"))}


def weight(found: Iterable[str]) -> float:
    """Return what these signs say together; above 0 it is a name."""
    scores = table()
    return scores["base"] + sum(scores.get(sign, 0.0) for sign in found)


def read(text: str) -> list[Token]:
    """Return the words of a text, in small letters where it is written in capitals, or nearly."""
    found = tokens(text)
    shouted = sum(token.case == "c" for token in found)
    if len(found) >= _FEWEST_SHOUTED and shouted > _SHOUTED * len(found):
        return tokens(text.lower())
    if _titled(found):
        return tokens(text.lower())
    return found


def _titled(found: Sequence[Token]) -> bool:
    """Tell whether a text has a capital on most of its words, as headings have: capitals say nothing then."""
    ordinary = [t for t in found if not t.opens and t.case != "c" and t.sort in {Sort.WORD, Sort.NOUN}]
    return len(ordinary) > 1 and sum(t.case == "t" for t in ordinary) > _SHOUTED * len(ordinary)


def possible(text: str) -> list[Candidate]:
    """Return what may be a name in a plain text."""
    shown = _SAINTS.sub(lambda match: "x" * len(match.group()), text)
    return [one for one in candidates(Reading(shown, read(shown))) if not _is_free(one)]


def weighed(text: str) -> list[tuple[float, Candidate]]:
    """Return what may be a name in a plain text, with its weight."""
    return [(weight(signs(one)), one) for one in possible(text)]


def _is_free(one: Candidate) -> bool:
    """Tell whether a candidate is a name that everybody may write, alone or with the word beside it."""
    around = one.reading.all[max(0, one.at - 2) : one.end + 2]
    lows = [bare(token.low) for token in around]
    lows += [low.removesuffix("s") for low in lows]
    if any((a, b) in _FREE for a in lows for b in lows):
        return True
    return len(one.parts) == 1 and bare(one.parts[0].low).removesuffix("s") in _AUTHORS


def likeliest(text: str) -> float:
    """Return how much like a name the likeliest word or pair of a plain text looks; above 0 it is one."""
    return max((score for score, _ in weighed(text)), default=UNNAMED)


def has_name(text: str) -> bool:
    """Tell whether the name of a person stands in the text (plain, as typed)."""
    return likeliest(text) > 0


def places(text: str) -> list[tuple[int, int]]:
    """Return where names begin and end in a plain text."""
    return [(one.parts[0].start, one.parts[-1].end) for score, one in weighed(text) if score > 0]
