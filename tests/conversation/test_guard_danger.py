"""Acute danger: what must be answered with emergency numbers, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.guard import Danger, acute

SETS = Path(__file__).resolve().parent.parent / "guard_set"


def lines(name: str) -> list[str]:
    """Return the lines of a handwritten list."""
    return (SETS / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", lines("acute"))
def test_acute_danger_is_seen(text: str) -> None:
    """A definite person's stated intent or state is seen, in three languages and dialect."""
    assert acute(text) is not None


@pytest.mark.parametrize("text", lines("not_acute"))
def test_idioms_rules_and_the_past_are_let_through(text: str) -> None:
    """Idioms, questions about the rule and things of the past set nothing off."""
    assert acute(text) is None


@pytest.mark.parametrize(
    ("fresh", "least", "most"), [("_2", 0.95, 0.02), ("_3", 0.90, 0.02), ("_5", 0.75, 0.15)]
)
def test_the_lists_written_to_be_missed_are_mostly_met(fresh: str, least: float, most: float) -> None:
    """Indirect, misspelt and third-person wordings: shares, since nobody can promise them all."""
    found = [acute(text) is not None for text in lines(f"acute{fresh}")]
    false = [acute(text) is not None for text in lines(f"not_acute{fresh}")]
    assert sum(found) / len(found) >= least
    assert sum(false) / len(false) <= most


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pasienten vil ta livet sitt i natt", Danger.SUICIDE),
        ("ho har teke overdose", Danger.MEDICAL),
        ("he is threatening us with a knife", Danger.VIOLENCE),
        ("han slår ungane sine", Danger.CHILD),
    ],
)
def test_the_kind_of_help_is_told(text: str, kind: Danger) -> None:
    """The kind of danger is told, so that the right number comes first."""
    assert acute(text) is kind


@pytest.mark.parametrize(
    "text",
    ["pasienten skal ta\nlivet sitt i kveld", "pasienten skal ta livet\u200b sitt", "HAN VIL TA LIVET SITT"],
)
def test_danger_is_seen_across_breaks_and_capitals(text: str) -> None:
    """Line breaks, invisible characters and capitals hide no danger."""
    assert acute(text) is Danger.SUICIDE
