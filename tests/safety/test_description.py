"""Identifying without a name: met by a question, nothing stored."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.domain.message.message import Inbound, Tone
from bot.domain.turn.outcome import CountQuestion, OutcomeKind
from bot.domain.turn.session import Session
from bot.safety import Seen, identifying
from bot.safety.inspection import DESCRIBED as DESCRIPTION
from bot.safety.weights import weights
from tests.handlers.talk import LANGS, decide, say

SETS = Path(__file__).resolve().parent.parent / "guard_set"
DESCRIBED = {
    "nb": "hun er kona til ordføreren og vil ikke at noen skal vite det",
    "nn": "han er einaste vietnamesaren i Vik",
    "en": "the only psychiatrist on the island is now my client",
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_description_is_met_by_a_question(lang: str) -> None:
    """It is asked whether anybody can be recognised; nothing of it is kept, quoted or searched."""
    outcome = decide(Inbound("1", text=DESCRIBED[lang]), Session(lang=lang))
    (reply,) = outcome.replies
    assert reply.text == say(outcome.lang, "guard.described")
    assert reply.do == (say(outcome.lang, "guard.describe_instead"),)
    assert (outcome.kind, outcome.erase, reply.tone) == (OutcomeKind.IDENTIFYING, True, Tone.WARNING)
    assert [type(effect) for effect in outcome.effects] == [CountQuestion]


@pytest.mark.parametrize("text", DESCRIBED.values())
def test_what_fits_one_person_is_a_description(text: str) -> None:
    """The only one in a place, a relative of somebody known."""
    assert identifying(text) == {Seen.DESCRIPTION}


def test_the_written_lines_are_met() -> None:
    """What was learned is not lost: shares, by the words alone."""
    texts = [path.read_text("utf-8") for path in sorted(SETS.glob("identifying_written*.jsonl"))]
    rows = [json.loads(row) for text in texts for row in text.splitlines()]
    found = [bool(identifying(row["q"])) for row in rows if row["label"] == "identifying"]
    false = [bool(identifying(row["q"])) for row in rows if row["label"] == "harmless"]
    assert sum(found) >= 0.95 * len(found)
    assert sum(false) <= 0.03 * len(false)


@pytest.mark.parametrize(
    "text", ["spelar tuba i korpset på Hafslo og er sjuk", "ho som styrer butikken på Vikse er deltakar"]
)
def test_a_place_counts_whatever_it_is_called(text: str) -> None:
    """A place that is on no list is known by where it stands; without it the same says much less."""
    without = re.sub(r" på (?=[A-Z])\w+", "", text)
    assert weights(DESCRIPTION).score(text, None) > weights(DESCRIPTION).score(without, None)
