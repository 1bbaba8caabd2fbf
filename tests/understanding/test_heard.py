"""What is heard in a message: two questions, a case that is told, and consent that is denied."""

from __future__ import annotations

import pytest

from bot.domain.message import Inbound
from bot.knowledge.search import Found, Hit, Kind
from bot.understanding.heard import NOTHING, Heard, Subject, subject_of, understand
from bot.understanding.questions import asked, told

AGE, WAIT, CONSENT = "Hva er aldersgrensen?", "Hvor lang er ventetiden?", "Hvordan henter jeg inn samtykke?"


class Known:
    """A search that is sure of three questions, and offers two topics for everything else."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def vector(self, text: str) -> None:
        """See heard.Finder."""

    def find(self, text: str) -> Found:
        """See heard.Finder."""
        self.asked.append(text)
        sure = {AGE: "age", WAIT: "wait", CONSENT: "consent"}
        if topic := sure.get(text.strip()):
            return Found(Kind.ANSWER, (Hit(topic, 0.9),))
        return Found(Kind.CHOICES, (Hit("wait", 0.3), Hit("age", 0.2)))


def test_two_plain_questions_are_both_heard() -> None:
    """Each has an answer of its own."""
    found = subject_of(f"{AGE} {CONSENT}", Known())
    assert [hit.topic for hit in found.parts] == ["age", "consent"]
    assert set(found.topics) == {"age", "wait", "consent"}


@pytest.mark.parametrize(
    "text",
    [
        AGE,
        f"{AGE} {AGE}",
        f"{AGE} Og hva så med det andre?",
        f"{AGE} {WAIT} {CONSENT}",
        f"Pasienten har ikke samtykket. {AGE} {WAIT}",
    ],
)
def test_other_messages_are_heard_as_a_whole(text: str) -> None:
    """One question, the same twice, one that is not plain, three, or consent that is denied: no parts."""
    assert subject_of(text, Known()).parts == ()


def test_a_case_is_answered_by_what_is_asked_in_it() -> None:
    """Where the whole is not clear, the question is taken, as a guess beside what the whole is like."""
    found = subject_of(f"Vi har en ny pasient. Hun vil gjerne i jobb. {CONSENT}", Known()).found
    assert found.kind is Kind.LIKELY
    assert [hit.topic for hit in found.hits] == ["consent", "wait", "age"]


def test_sentences_that_cannot_stand_alone_are_no_questions() -> None:
    """Two words are completed by what stands around them, not searched for."""
    assert asked("Hva er aldersgrensen? Og da?") == (AGE,)
    assert not told("Hva er aldersgrensen? Og da?")
    assert told("Jeg er ny. Jeg jobber på DPS. Hva er aldersgrensen?")


def test_a_message_is_heard_as_one_value() -> None:
    """Its language, what the guard sees in it, and what it is about."""
    found = understand(Inbound("1", text=AGE), Known())
    assert found.message.harmless
    assert found.language is not None
    assert found.language.lang == "nb"
    assert found.subject.topics == ("age",)


def test_what_identifies_is_not_searched_for() -> None:
    """A name goes no further than the guard."""
    search = Known()
    found = understand(Inbound("1", text="Pasienten heter Kari Nordmann"), search)
    assert found.answer.identifying
    assert found.subject == Subject()
    assert search.asked == []


def test_a_press_says_nothing() -> None:
    """Buttons are known by their ids."""
    assert understand(Inbound("1", press="help:"), Known()) is NOTHING
    assert Heard() == NOTHING
