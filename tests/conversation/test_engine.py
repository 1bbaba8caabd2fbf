"""The order in which a turn is understood, and that nothing a person can do raises."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import engine
from bot.conversation.context import norwegian
from bot.domain.message.message import Inbound, Tone
from bot.domain.turn.outcome import CountQuestion, OutcomeKind
from bot.domain.turn.session import OpenDialog, Session
from bot.domain.turn.snapshot import TurnSnapshot
from handlers import ORDER
from tests.deep import deep
from tests.domain.making import NOW, referral
from tests.handlers.talk import ANNA, DINA, JONAS, METTE, NORA, Talk, decide, knowledge, say

IDENTIFYING = "Kari Nordmann født 12.03.1988 vil ta livet sitt nå"
DANGER = "pasienten vil ta livet sitt nå"


def test_danger_and_identifying_data_go_before_everything() -> None:
    """Together they stop the turn: numbers to call first, nothing is searched, all is erased."""
    outcome = Talk().say(IDENTIFYING)
    assert (outcome.kind, outcome.erase) == (OutcomeKind.IDENTIFYING, True)
    assert [reply.tone for reply in outcome.replies] == [Tone.DANGER, Tone.WARNING]
    kinds = [effect.kind for effect in outcome.effects if isinstance(effect, CountQuestion)]
    assert kinds == [OutcomeKind.EMERGENCY, OutcomeKind.IDENTIFYING]
    assert len(kinds) == len(outcome.effects)
    assert "Kari" not in repr(outcome)


@pytest.mark.parametrize("said", ["A.B. født 1988", "født 12.03.1988", "tlf 41 23 45 67", "kari@nordmann.no"])
def test_every_kind_of_identifying_data_has_words(said: str) -> None:
    """Whatever is seen is named to the person, and no text is missing for it."""
    assert Talk().say(said).kind is OutcomeKind.IDENTIFYING


def test_danger_goes_before_the_dialog() -> None:
    """Acute danger is answered with numbers to call, and the dialog is there afterwards."""
    talk = Talk()
    talk.press("refer:")
    before = talk.session
    outcome = talk.say(DANGER)
    assert outcome.kind is OutcomeKind.EMERGENCY
    assert {call.number for call in outcome.replies[0].calls} >= {"113", "112"}
    assert talk.session == before


def test_a_command_goes_before_the_dialog() -> None:
    """What begins with a slash is a command, and the open question is shown again below."""
    talk = Talk()
    talk.press("refer:")
    shown = talk.replies[-1]
    for command, key in (("/help", "help.title"), ("/refer", "flow.resumed"), ("/hjelp", "help.title")):
        talk.say(command)
        assert say("nb", key) in {talk.replies[0].title, talk.replies[0].text}
        assert shown.card is not None
        asked = (shown.card.parts[0].ask, say("nb", "dialog.refer.informed.ask"))
        assert any(one in str(talk.replies[-1]) for one in asked)
        assert talk.step() == "informed"


def test_the_dialog_goes_before_intents() -> None:
    """A word that is both an answer and a wish is an answer while the question is open."""
    talk = Talk()
    talk.say("avbryt")
    assert talk.text != say("nb", "flow.cancelled")
    talk.press("refer:")
    talk.say("avbryt")
    assert talk.text == say("nb", "flow.cancelled")


def test_too_long_and_empty() -> None:
    """A text without words, and one that is too long, are refused with a reason, and lose nothing."""
    talk = Talk().fill()
    before = talk.session
    for said, key in (("", "flow.empty"), (" \u200b\n", "flow.empty"), ("?!", "flow.empty")):
        talk.say(said)
        assert talk.replies[0].text == say("nb", key)
    talk.say("ja " * 50_000)
    assert talk.replies[0].text == say("nb", "flow.too_long", most=engine.LONGEST_TEXT)
    assert talk.session == before


def test_a_change_of_language_shows_the_question_in_it() -> None:
    """Changing the language in the middle asks the open question again, in the new language."""
    talk = Talk()
    talk.press("refer:")
    for lang in ("nn", "en", "nb"):
        talk.press(f"language:{lang}")
        assert say(lang, "dialog.refer.informed.ask") in talk.replies[-1].text


def test_an_answer_never_changes_the_language() -> None:
    """What is typed as an answer is no sign of the language, even where it looks like one."""
    talk = Talk().fill()
    talk.choose("!change")
    talk.say("Skrevet i journalen")
    assert (talk.step(), talk.session.lang) == ("recorded", "nb")


WORLD = TurnSnapshot(referrals={"IPS-7K3F": referral()}, fresh_code="IPS-AAA2", names={"anna": "Anna"})
PREFIXES = [f"{handler.name}:" for handler in ORDER]
RESTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "",
            "none",
            "IPS-7K3F",
            "ips-7k3f",
            "IPS-7K3F:1:accept",
            "IPS-7K3F:1:accept:yes",
            "IPS-7K3F:1:decline:full",
            "IPS-7K3F:withdraw:yes",
        ]
    ),
    st.sampled_from(
        ["IPS-7K3F:1:decline:by_clinician", "IPS-7K3F:cancel:yes", "nn", "privacy", "1:yes", "1:send"]
    ),
)
PRESSES = st.one_of(st.text(max_size=30), st.builds(str.__add__, st.sampled_from([*PREFIXES, "d:"]), RESTS))
TURNS = st.one_of(
    st.builds(lambda press: Inbound("1", press=press), PRESSES),
    st.builds(lambda text: Inbound("1", text=text), st.text(max_size=60)),
)
SESSIONS = [
    Session(),
    Talk().fill().session,
    Talk().fill(informed="no").session,
    Talk(lang="en").fill().session,
]


@settings(deadline=None, max_examples=deep(400))
@given(TURNS, st.sampled_from([ANNA, JONAS, METTE, NORA, DINA]), st.sampled_from(SESSIONS))
def test_nothing_raises(turn: Inbound, person: object, session: Session) -> None:
    """Whatever is typed or pressed by whomever, there is an answer with words in it."""
    outcome = engine.decide(turn, session, person, WORLD, knowledge(), NOW, ORDER)  # type: ignore[arg-type]
    assert outcome.replies
    assert all(reply.text for reply in outcome.replies)
    assert all(len(choice.id.encode()) <= 64 for reply in outcome.replies for choice in reply.choices)


def test_buttons_fit_into_every_channel() -> None:
    """The longest button of each topic is within the 64 bytes that channels allow."""
    for topic in knowledge().base.topic_ids():
        outcome = decide(Inbound("1", press=f"topic:{topic}"), Session())
        assert all(len(choice.id.encode()) <= 64 for choice in outcome.replies[0].choices)


@pytest.mark.parametrize(
    ("utc", "here"),
    [
        ("2026-01-15T23:30", "2026-01-16T00:30"),
        ("2026-07-15T22:30", "2026-07-16T00:30"),
        ("2026-03-29T00:59", "2026-03-29T01:59"),
        ("2026-03-29T01:00", "2026-03-29T03:00"),
        ("2026-10-25T00:59", "2026-10-25T02:59"),
        ("2026-10-25T01:00", "2026-10-25T02:00"),
    ],
)
def test_norwegian_time(utc: str, here: str) -> None:
    """The clocks in Norway are an hour ahead of UTC, two in summer."""
    moment = norwegian(dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC))
    assert moment.replace(tzinfo=None) == dt.datetime.fromisoformat(here)


def test_today_is_today_in_norway() -> None:
    """Half an hour after midnight the new day is today, and can be given as the day of the consent."""
    talk = Talk(now=dt.datetime(2026, 7, 15, 22, 30, tzinfo=dt.UTC)).fill(when="16.7.2026")
    talk.choose("send")
    assert talk.referrals()[0].consent.given_on == dt.date(2026, 7, 16)
    assert "16.07.2026 00:30" in talk.press("referrals:IPS-7K3F").replies[0].more


def test_a_dialog_of_another_version_is_dropped() -> None:
    """A stored dialog that no handler leads any more is put away, and the talk goes on."""
    gone = Session(dialog=OpenDialog("gone", {"a": "b"}), paused=OpenDialog("gone too"))
    outcome = engine.decide(Inbound("1", text="hjelp"), gone, ANNA, TurnSnapshot(), knowledge(), NOW, ORDER)
    assert outcome.replies[0].title == say("nb", "help.title")
    assert outcome.session.dialog is None
    assert outcome.session.paused is None
