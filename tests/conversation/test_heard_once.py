"""What was heard before any lock is not heard again in the turn; what was read once is not read again."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from bot.conversation import engine
from bot.conversation.focus import thread_of
from bot.domain.message.message import Inbound
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.understanding.heard import Heard, understand
from bot.understanding.said import matching
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.house import real_knowing
from tests.handlers.talk import ANNA, knowledge

QUESTIONS = ("hva er ips", "kem kan tilvisast?", "what may I tell the job specialist", "venteliste ips")
IDENTIFYING = "Pasienten heter Kari Nordmann"


def before_the_turn(text: str, topic: str) -> Heard:
    """Return what is heard in a text by whoever listens before the turn."""
    know = real_knowing()
    thread = thread_of(know.base, know.follow_ups, "nb", topic)
    return understand(Inbound("1", text=text), know.search, know.base.words, thread)


@pytest.mark.parametrize("text", [*QUESTIONS, IDENTIFYING, "hva " * 600])
@pytest.mark.parametrize("topic", ["", "ips.definition", "no.such_topic"])
def test_nothing_is_heard_twice(text: str, topic: str) -> None:
    """Whatever it says, and whatever was shown before it: also a topic that is no longer there."""
    heard = before_the_turn(text, topic)
    turn, session = Inbound("1", text=text), Session("nb", topic=topic or None)
    assert engine.listened_to(turn, session, "nb", real_knowing(), heard) is heard


def test_it_is_heard_anew_where_the_talk_is_about_something_else() -> None:
    """Another replica answered in between: the turn goes by what is true now."""
    heard = before_the_turn("og hva gjør de?", "ips.definition")
    turn, session = Inbound("1", text="og hva gjør de?"), Session("nb", topic="role.job_specialist")
    anew = engine.listened_to(turn, session, "nb", real_knowing(), heard)
    assert anew.focus == "role.job_specialist"


def test_without_what_reads_follow_ups_nothing_is_heard_twice() -> None:
    """A base without talks reads no message by the topic before it."""
    know, turn = knowledge(), Inbound("1", text="hva er ips")
    heard = understand(turn, know.search, know.base.words)
    assert engine.listened_to(turn, Session("nb", topic="ips.definition"), "nb", know, heard) is heard


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_asked_before_is_read_by_no_phrase(text: str) -> None:
    """It is what most questions are: what they say is remembered, so that such a turn costs very little."""
    know, turn, session = real_knowing(), Inbound("1", text=text), Session("nb", topic="ips.definition")

    def decided() -> object:
        heard = before_the_turn(text, "ips.definition")
        return engine.decide(turn, session, ANNA, TurnSnapshot(), know, NOW, ORDER, heard)

    first, tried = decided(), 0

    def count(frame: FrameType, event: str, _: Any) -> None:
        nonlocal tried
        tried += event == "call" and frame.f_code is matching.Row.ends.__code__

    sys.setprofile(count)
    try:
        again = decided()
    finally:
        sys.setprofile(None)
    assert again == first
    assert tried == 0
