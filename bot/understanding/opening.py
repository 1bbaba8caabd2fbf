"""Tells whether a first message begins a referral, or only asks about referring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.domain.case import code
from bot.knowledge.base.entry import Words
from bot.understanding.answer.facts import read_facts
from bot.understanding.answer.lexicon import is_question
from bot.understanding.answer.text import clauses
from bot.understanding.answer.values import Asked
from bot.understanding.said import Clauses, Hit, book, prepared, told_at_length
from bot.understanding.said.clauses import ASKS as ASKED

NOW, SPEAKS, ABOUT, ASKS, TELLS = "now", "speaks", "about", "asks", "tells"
FEWEST = {NOW: 1, SPEAKS: 2, TELLS: 2, ABOUT: 3}
"""Things that must be said of a patient: the less plainly a text speaks of referring, the more of them."""


def begins_referral(
    words: Words, asked: Sequence[Asked], text: str, today: dt.date, *, heard: bool = False
) -> bool:
    """Tell whether a text begins a referral: it says so, or tells things of a patient and asks nothing.

    `heard` tells that the search takes it for the wish to refer. What stands in a question itself ("how do I
    refer somebody who is sick-listed?") is a question; what names a code speaks of a referral there is;
    what is told at length is a story.
    """
    if code.found(text) or told_at_length(text):
        return False
    said = prepared(words, text)
    kinds = {kind: (f"said.opening.{kind}",) for kind in (NOW, SPEAKS, ABOUT, ASKS)}
    hits = book(words, "opening", kinds, first=(NOW, ASKS)).hits(said)
    named = {hit.value for hit in hits}
    outright = heard or any(hit.value == NOW and not _in_question(said, hit) for hit in hits)
    tells = _tells(words, text, said)
    if not named and not heard and not tells:
        return False
    speaks = {NOW, SPEAKS} & named and not said.asks
    way = NOW if outright and ASKS not in named else SPEAKS if speaks else TELLS if tells else ABOUT
    return len(read_facts(words, asked, _without_questions(said, hits), today)) >= FEWEST[way]


def _tells(words: Words, text: str, said: Clauses) -> bool:
    """Tell whether a text speaks of somebody, and asks nothing in any of its clauses."""
    if ASKED in said.said or any(is_question(words, " ".join(clause)) for clause in clauses(text)):
        return False
    asking = ("said.opening.asks", "said.opening.wonders", "said.share.ask", "said.share.asking")
    kinds = {"asks": asking, "of": ("said.opening.of",)}
    named = {hit.value for hit in book(words, "opening tells", kinds, first=("asks",)).hits(said)}
    return named == {"of"}


def _in_question(said: Clauses, hit: Hit) -> bool:
    _, end = said.sentence(hit.start, hit.end)
    return said.said[end : end + 1] == ASKED


def _without_questions(said: Clauses, hits: Sequence[Hit]) -> str:
    """Return the text without what stands in a question about referring."""
    told = said.said
    for hit in reversed([hit for hit in hits if hit.value == ASKS]):
        told = f"{told[: hit.start]}, {told[said.sentence(hit.start, hit.end)[1] :]}"
    return told
