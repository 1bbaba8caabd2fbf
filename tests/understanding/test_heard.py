"""What is heard in a message: two questions, a case that is told, and consent that is denied."""

from __future__ import annotations

import pytest

from bot.domain.message.message import Inbound
from bot.knowledge.search.search import Found, Hit, MatchKind
from bot.understanding.heard import NOTHING, Heard, Subject, subject_of, understand
from bot.understanding.leads import without_lead
from bot.understanding.questions import asked, told
from tests.handlers.talk import knowledge

WORDS = knowledge().base.words

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
            return Found(MatchKind.ANSWER, (Hit(topic, 0.9),))
        return Found(MatchKind.CHOICES, (Hit("wait", 0.3), Hit("age", 0.2)))


def test_two_plain_questions_are_both_heard() -> None:
    """Each has an answer of its own."""
    found = subject_of(f"{AGE} {CONSENT}", Known(), WORDS)
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
    assert subject_of(text, Known(), WORDS).parts == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hva er aldersgrensen, og hvor lang er ventetiden?", ["age", "wait"]),
        ("Kva er aldersgrensa og kor lang er ventetida", ["age", "wait"]),
        ("what is the age limit and how long is the wait?", ["age", "wait"]),
        ("hva er aldersgrensen, og hvem gjelder den for?", []),
        ("jeg lurer på aldersgrensen og hvor lang ventetiden er", []),
        ("hva er aldersgrensen og ventetiden for dem som bor her", []),
    ],
)
def test_two_questions_of_one_sentence(text: str, parts: list[str]) -> None:
    """Each has its answer where both can stand alone: what points back to the first cannot."""
    assert [hit.topic for hit in subject_of(text, ByWord(), WORDS).parts] == parts


class ByWord(Known):
    """A search that is sure of a question with one word of ours, and not of one with two."""

    def find(self, text: str) -> Found:
        """See heard.Finder."""
        self.asked.append(text)
        words = {"alder": "age", "age": "age", "ventetid": "wait", "wait": "wait"}
        topics = {topic for word, topic in words.items() if word in text.lower()}
        kind = MatchKind.ANSWER if len(topics) == 1 else MatchKind.CHOICES
        return Found(kind, tuple(Hit(topic, 0.9 / len(topics)) for topic in sorted(topics)))


def test_a_case_is_answered_by_what_is_asked_in_it() -> None:
    """Where the whole is not clear, the question is taken, as a guess beside what the whole is like."""
    found = subject_of(f"Vi har en ny pasient. Hun vil gjerne i jobb. {CONSENT}", Known(), WORDS).found
    assert found.kind is MatchKind.LIKELY
    assert [hit.topic for hit in found.hits] == ["consent", "wait", "age"]


def test_sentences_that_cannot_stand_alone_are_no_questions() -> None:
    """Two words are completed by what stands around them, not searched for."""
    assert asked("Hva er aldersgrensen? Og da?") == (AGE,)
    assert not told("Hva er aldersgrensen? Og da?")
    assert told("Jeg er ny. Jeg jobber på DPS. Hva er aldersgrensen?")


def test_a_message_is_heard_as_one_value() -> None:
    """Its language, what the guard sees in it, and what it is about."""
    found = understand(Inbound("1", text=AGE), Known(), WORDS)
    assert found.message.harmless
    assert found.language is not None
    assert found.language.lang == "nb"
    assert found.subject.topics == ("age",)


def test_what_identifies_is_not_searched_for() -> None:
    """A name goes no further than the guard."""
    search = Known()
    found = understand(Inbound("1", text="Pasienten heter Kari Nordmann"), search, WORDS)
    assert found.answer.identifying
    assert found.subject == Subject()
    assert search.asked == []


def test_a_press_says_nothing() -> None:
    """Buttons are known by their ids."""
    assert understand(Inbound("1", press="help:"), Known(), WORDS) is NOTHING
    assert Heard() == NOTHING


class Polite(Known):
    """The same, which takes what begins with thanks for thanks, and a made-up sentence for nothing."""

    def find(self, text: str) -> Found:
        """See heard.Finder."""
        if text.casefold().startswith(("takk", "hvordan har du", "det var det")):
            kind = MatchKind.SMALLTALK if not text.startswith("det") else MatchKind.UNKNOWN
            return Found(kind, detail="" if kind is MatchKind.UNKNOWN else "thanks")
        return super().find(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("takk, men hva med Nav?", "hva med Nav?"),
        ("Tusen takk! Og hvem bestemmer det?", "hvem bestemmer det?"),
        ("Hei, takk for svaret. Hva med Nav?", "Hva med Nav?"),
        ("thanks but what about Nav", "what about Nav"),
        ("ok, så hvor står det", "hvor står det"),
        ("nei vent, hva er ips for noe", "hva er ips for noe"),
        ("vent litt, kven får sjå dette", "kven får sjå dette"),
        ("no hang on, what does Nav need it for", "what does Nav need it for"),
        ("ventetid, hvor lang er den", "ventetid, hvor lang er den"),
        ("takk for hjelpa", "takk for hjelpa"),
        ("takk", "takk"),
        ("takk!!!", "takk!!!"),
        ("jeg forstår ikke", "jeg forstår ikke"),
        ("takksigelse, men hva er det", "takksigelse, men hva er det"),
        ("heisveis - hva er det", "heisveis - hva er det"),
    ],
)
def test_thanks_and_greetings_are_no_part_of_the_matter(text: str, said: str) -> None:
    """They are left out where what follows is set off from them."""
    assert without_lead(WORDS, text) == said


@pytest.mark.parametrize(
    "text",
    [
        f"takk, men {AGE}",
        f"Takk! {AGE}",
        f"takk {AGE}",
        f"Takk for maten. {AGE}",
        f"takk {AGE.casefold()[:-1]}",
    ],
)
def test_small_talk_never_wins_over_a_question(text: str) -> None:
    """Whatever it begins with: the rest is what is heard."""
    assert subject_of(text, Polite(), WORDS).found.kind is not MatchKind.SMALLTALK


@pytest.mark.parametrize("text", ["takk", "Takk, hvordan har du det?", "takk, det var det jeg lurte på"])
def test_small_talk_alone_is_small_talk(text: str) -> None:
    """A question that is small talk itself, and a remark that no topic answers, change nothing."""
    assert subject_of(text, Polite(), WORDS).found.kind is MatchKind.SMALLTALK


def test_a_long_sentence_is_not_taken_apart() -> None:
    """Each part would be searched for: nobody can make one message cost many."""
    search = ByWord()
    text = "hva er aldersgrensen og hvor lang er ventetiden " * 30
    assert subject_of(text, search, WORDS).parts == ()
    assert len(search.asked) <= 1
