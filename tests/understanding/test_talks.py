"""Sentences that say several things at once are read as what they say; nothing is read that they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handlers.talk import Talk, knowing
from tools.score.said import KINDS, lines

HERE = Path(__file__).parent
FLOORS = {"openings": 0.90, "sharing": 0.85, "typed": 0.92}


@pytest.mark.parametrize("kind", FLOORS)
def test_the_development_lines_are_read(kind: str, counted: list[str]) -> None:
    """At least so many are right; no consent is invented, no verdict wrong, no doubtful consent a yes."""
    score = KINDS[kind](lines(HERE / f"{kind}_dev.jsonl"), knowing())
    counted.append(f"{kind}: {score.right} of {score.wanted} development lines right")
    assert score.grave == []
    assert score.share >= FLOORS[kind], "\n".join(score.missed)


@pytest.mark.parametrize(
    "text",
    [
        "hvordan henviser jeg en pasient som er sykmeldt?",
        "Kan jeg henvise en pasient som er 17 og i behandling?",
        "korleis tilviser eg ein som er sjukmeld og 17 år?",
        "How do I refer a patient who is 17 and on sick leave?",
        "hvem kan henvise til IPS?",
    ],
)
def test_a_question_about_referring_begins_none(text: str) -> None:
    """What stands in the question itself is a question."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is None


DOUBTFUL = [
    "vil henvise en voksen pasient, tror han har samtykket skriftlig",
    "vil henvise, 34 år, hun har sikkert sagt ja til at Nav får vite det",
    "jeg vil henvise en voksen pasient, moren har samtykket skriftlig i går",
    "jeg vil henvise en voksen pasient. Har hun samtykket skriftlig?",
    "vil henvise en voksen pasient, hvis hun har samtykket skriftlig til IPS",
    "vil henvise en voksen pasient, har ikke samtykket skriftlig ennå",
    "eg vil tilvise ein vaksen pasient, ho verka positiv til å vere med i IPS",
    "I want to refer an adult patient, I think he consented in writing yesterday",
    "I want to refer an adult patient, his wife says he agreed to IPS",
    "I want to refer an adult patient, he hasn't agreed to Nav getting anything in writing",
    "jeg vil henvise en voksen pasient, han skal signere i morgen, og jeg skriver det i journalen da",
    "ønsker å henvise en voksen pasient. Ektefellen har skrevet under på samtykket i går",
    "skal henvise en voksen pasient, har gitt henne skriftlig informasjon om IPS i går",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_consent_is_never_guessed(text: str) -> None:
    """Hearsay, a "perhaps", a condition, a question: nothing about the consent is filled in that shares."""
    talk = Talk()
    talk.say(text)
    assert talk.session.dialog is not None
    answers = talk.session.dialog.answers
    assert answers["age"] == "adult"
    assert not {"take_part", "scope", "form", "when", "recorded"} & answers.keys()
    assert answers.get("nav", "no") == "no"
