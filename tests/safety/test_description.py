"""Identifying without a name: met by a question, nothing stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.message import Inbound, Tone
from bot.domain.outcome import CountQuestion, Kind
from bot.domain.session import Session
from bot.safety import Seen, identifying
from tests.handlers.talk import LANGS, decide, say

SET = Path(__file__).resolve().parent.parent / "guard_set" / "identifying_written.jsonl"
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
    assert (outcome.kind, outcome.erase, reply.tone) == (Kind.IDENTIFYING, True, Tone.WARNING)
    assert [type(effect) for effect in outcome.effects] == [CountQuestion]


@pytest.mark.parametrize("text", DESCRIBED.values())
def test_what_fits_one_person_is_a_description(text: str) -> None:
    """The only one in a place, a relative of somebody known."""
    assert identifying(text) == {Seen.DESCRIPTION}


def test_the_written_lines_are_met() -> None:
    """What was learned is not lost: shares, by the words alone."""
    rows = [json.loads(row) for row in SET.read_text("utf-8").splitlines()]
    found = [bool(identifying(row["q"])) for row in rows if row["label"] == "identifying"]
    false = [bool(identifying(row["q"])) for row in rows if row["label"] == "harmless"]
    assert sum(found) >= 0.95 * len(found)
    assert sum(false) <= 0.03 * len(false)
