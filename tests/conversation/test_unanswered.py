"""Which questions without an answer are kept, and what is left of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.conversation.gaps.unanswered import LONGEST, masked_text
from bot.domain.message.message import Inbound
from bot.domain.turn.outcome import KeepUnanswered, Outcome, OutcomeKind
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, Talk, knowledge

QUESTION = "Hvilken farge har bussen til møtet?"


def asked(text: str, session: Session | None = None, *, keep: bool = True) -> Outcome:
    """Ask something."""
    know = replace(knowledge(), keep_unanswered=keep)
    return engine.decide(
        Inbound("1", text=text), session or Session(), ANNA, TurnSnapshot(), know, NOW, ORDER
    )


def kept(outcome: Outcome) -> list[KeepUnanswered]:
    """Return what is kept of a question."""
    return [effect for effect in outcome.effects if isinstance(effect, KeepUnanswered)]


def test_a_question_without_an_answer_is_kept() -> None:
    """Its text and language are kept, grouped without capitals and signs; nothing says who asked."""
    outcome = asked(QUESTION)
    assert outcome.kind is OutcomeKind.UNKNOWN
    assert kept(outcome) == [KeepUnanswered(QUESTION, "hvilken farge har bussen til møtet", "nb")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kari Nordmann født 12.03.1988 vil jobbe på buss", OutcomeKind.IDENTIFYING),
        ("pasienten vil dø nå", OutcomeKind.EMERGENCY),
        ("hjelp", OutcomeKind.ANSWER),
        ("Hva er IPS?", OutcomeKind.ANSWER),
    ],
)
def test_what_is_stopped_or_answered_is_not_kept(text: str, kind: OutcomeKind) -> None:
    """What the guard stops never gets that far, and what has an answer needs no curator."""
    outcome = asked(text)
    assert (outcome.kind, kept(outcome)) == (kind, [])


def test_nothing_is_kept_inside_a_dialog() -> None:
    """What is typed while a dialog is open, or put aside, is about a case."""
    talk = Talk().fill()
    assert kept(asked(QUESTION, talk.session)) == []
    aside = replace(talk.session, dialog=None, paused=talk.session.dialog)
    assert kept(asked(QUESTION, aside)) == []


def test_the_service_can_switch_it_off() -> None:
    """With the setting off nothing is kept; the question is counted all the same."""
    outcome = asked(QUESTION, keep=False)
    assert (outcome.kind, len(outcome.effects), kept(outcome)) == (OutcomeKind.UNKNOWN, 1, [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("hva gjelder for IPS-7K3F nå", "hva gjelder for ▮ nå"),
        ("hva gjelder for ips-7k3f nå", "hva gjelder for ▮ nå"),
        ("hvor er rom B12 på møtet", "hvor er rom ▮ på møtet"),
        ("hva med sak 2024/1187", ""),
        ("hva skjer når man er 34 år", "hva skjer når man er ▮ år"),
        ("hva gjør Grabbelsnurr på møtet", "hva gjør ▮ på møtet"),
        ("12345", ""),
        ("???", ""),
        ("", ""),
        ("ring 98 76 54 32", ""),
        ("si det til ola.nordmann@example.org", ""),
        ("x" * (LONGEST + 1), ""),
        ("hva er dette " * 30, ""),
    ],
)
def test_numbers_codes_and_names_are_hidden(text: str, left: str) -> None:
    """Numbers, codes and what may be a name are hidden; long texts and those the guard stops are not kept."""
    assert masked_text(text) == left
