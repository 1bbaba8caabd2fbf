"""Follow-ups: what a message means under an answer, and what it means alone. By letters: they cost least."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot import app
from bot.conversation.focus import thread_of
from bot.domain.turn.outcome import OutcomeKind as Outcome
from bot.knowledge.search.search import MatchKind
from bot.knowledge.search.training import is_topic
from bot.understanding.follow_up import from_mapping
from tests.domain.making import ROOT
from tests.handlers.house import real_knowing
from tools.score.talks import turns

TALKS = turns(ROOT / "knowledge_base/talks")
RIGHT = 0.78
"""Share of the talks learned from that is read right at once; blind figures stand in docs/quality.md."""


@pytest.mark.parametrize(
    ("lang", "topic", "said", "wanted"),
    [
        ("nb", "privacy.before_consent", "og når hun har sagt ja?", "privacy.after_consent"),
        ("nb", "privacy.what_can_i_share", "hva om hun er 16?", "privacy.consent_age"),
        ("nb", "role.job_specialist", "og hva gjør metodeveilederen?", "role.method_supervisor"),
        ("nn", "privacy.nav_sharing", "og arbeidsgjevaren?", "privacy.employer_sharing"),
    ],
)
def test_what_cannot_stand_alone_is_completed(lang: str, topic: str, said: str, wanted: str) -> None:
    """A changed receiver or condition leads on from the topic shown."""
    know = real_knowing()
    thread = thread_of(know.base, know.follow_ups, lang, topic)
    assert thread is not None
    read = thread.read(said)
    assert read is not None
    assert read.kind in (MatchKind.ANSWER, MatchKind.LIKELY)
    assert read.hits[0].topic == wanted


@pytest.mark.parametrize(
    ("topic", "said", "other"),
    [
        ("privacy.before_consent", "og etter samtykke?", "privacy.after_consent"),
        ("privacy.employer_sharing", "og til Nav da?", "privacy.nav_sharing"),
    ],
)
def test_two_near_readings_are_both_there(topic: str, said: str, other: str) -> None:
    """What the message says alone is offered beside what it says here, and neither is called sure."""
    know = real_knowing()
    thread = thread_of(know.base, know.follow_ups, "nb", topic)
    assert thread is not None
    read = thread.read(said)
    assert read is not None
    assert read.kind in (MatchKind.LIKELY, MatchKind.CHOICES)
    assert other in [hit.topic for hit in read.hits[:2]]


def test_a_new_question_is_not_held_back() -> None:
    """What stands alone is answered as if nothing had been shown; what nobody answers stays unknown."""
    asker = app.Asker(real_knowing())
    asker.ask("Hva kan jeg dele med arbeidsgiveren?")
    assert (
        asker.ask("Hvor mange deltakere kan en jobbspesialist ha?").topics[0]
        == "role.job_specialist.caseload"
    )
    assert asker.ask("hva er hovedstaden i Frankrike").kind is Outcome.UNKNOWN


def test_a_new_talk_follows_nothing() -> None:
    """After "ny samtale" there is no answer that a message could be about."""
    asker = app.Asker(real_knowing())
    asker.ask("Hva er aldersgrensen for IPS?")
    assert asker.ask("hvor står det?").kind is Outcome.ANSWER
    asker.ask("ny samtale")
    assert asker.ask("hvor står det?").kind is Outcome.UNKNOWN


def test_talks_are_followed() -> None:
    """Most of the follow-ups that were learned from are read right at once."""
    know = real_knowing()
    right = []
    for turn in TALKS:
        thread = thread_of(know.base, know.follow_ups, turn.lang, turn.focus or None)
        if thread and is_topic(turn.labels[0]):
            read = thread.read(turn.say)
            at_once = read is not None and read.kind in (MatchKind.ANSWER, MatchKind.LIKELY)
            right.append(bool(at_once and read and read.hits[0].topic in turn.labels))
    assert len(right) > 450
    assert sum(right) / len(right) >= RIGHT


def test_no_topic_no_thread() -> None:
    """Before anything was shown, and after a topic that is gone, a message stands alone."""
    know = real_knowing()
    assert thread_of(know.base, know.follow_ups, "nb", None) is None
    assert thread_of(know.base, know.follow_ups, "nb", "no.such") is None


@pytest.mark.parametrize(
    ("raw", "missing"),
    [
        ({}, "sure"),
        ({"sure": 0.9, "likely": True, "choice": 0.1}, "likely"),
        ({"sure": 0.9, "likely": 0.3, "choice": 0.1}, "weights"),
        ({"sure": 0.9, "likely": 0.3, "choice": 0.1, "weights": {"here": "much"}}, "here"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(raw: Mapping[str, object], missing: str) -> None:
    """What is missing or no number is named."""
    with pytest.raises(ValueError, match=missing):
        from_mapping(raw, frozenset(), frozenset())
