"""What is refused unopened, what is edited or forwarded, and which numbers are shown for which danger."""

from __future__ import annotations

import pytest

from bot import safety
from bot.conversation.intercept import call, numbers
from bot.domain.message.message import Inbound, Tone, Unsupported
from bot.domain.turn.outcome import CountQuestion, OutcomeKind
from bot.domain.turn.session import Session
from bot.safety import Danger
from tests.handlers.talk import LANGS, Talk, context, decide, say


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("what", Unsupported)
def test_whatever_is_no_words_is_refused(what: Unsupported, lang: str) -> None:
    """It is named, erased, counted without anything of it, and the person is told how to ask instead."""
    outcome = decide(Inbound("1", unsupported=what), Session(lang=lang))
    (reply,) = outcome.replies
    assert say(lang, f"guard.sent.{what}") in reply.text
    assert reply.do == (say(lang, "guard.instead"),)
    assert (outcome.kind, outcome.erase, reply.tone) == (OutcomeKind.IDENTIFYING, True, Tone.WARNING)
    assert [type(effect) for effect in outcome.effects] == [CountQuestion]


@pytest.mark.parametrize(
    "turn",
    [
        Inbound("1", unsupported=Unsupported.PHOTO, caption="Dette er Kari Nordmann"),
        Inbound("1", unsupported=Unsupported.FILE, file_name="Kari_Nordmann-epikrise.pdf"),
        Inbound("1", unsupported=Unsupported.FILE, file_name="C:\\brev\\KariNordmann 12031988.docx"),
        Inbound("1", press="topic:Kari Nordmann"),
        Inbound("1", text="Kan jeg henvise Kari Nordmann?", edited=True),
        Inbound("1", text="Kari Nordmann, tlf 41 23 45 67", forwarded=True),
    ],
)
def test_the_guard_reads_whatever_comes_with_it(turn: Inbound) -> None:
    """Captions, file names, payloads, edited and forwarded messages: what was seen is named, not repeated."""
    outcome = decide(turn, Session())
    assert (outcome.kind, outcome.erase) == (OutcomeKind.IDENTIFYING, True)
    assert say("nb", "guard.seen.name") in outcome.replies[0].text
    assert "Kari" not in repr(outcome)


def test_danger_in_a_caption_comes_first() -> None:
    """A picture with a cry for help is refused, below the numbers to call."""
    turn = Inbound("1", unsupported=Unsupported.PHOTO, caption="han vil ta livet sitt nå")
    outcome = decide(turn, Session())
    assert [reply.tone for reply in outcome.replies] == [Tone.DANGER, Tone.WARNING]


@pytest.mark.parametrize(("turn", "key"), [("edited", "guard.edited"), ("forwarded", "guard.forwarded")])
def test_second_hand_words_change_nothing(turn: str, key: str) -> None:
    """An edited or forwarded "ja" is no answer to the question that waits, and starts nothing."""
    talk = Talk()
    outcome = talk._turn(Inbound("1", text="jeg vil henvise", **{turn: True}))  # type: ignore[arg-type]
    assert [reply.text for reply in outcome.replies] == [say("nb", key)]
    talk.press("refer:")
    before = talk.session
    outcome = talk._turn(Inbound("2", text="ja", **{turn: True}))  # type: ignore[arg-type]
    assert outcome.replies[0].text == say("nb", key)
    assert (talk.session, len(outcome.replies)) == (before, 2)


def test_an_edited_question_is_answered() -> None:
    """Who mends a misspelt question gets its answer without writing it again."""
    outcome = decide(Inbound("1", text="Hva gjør jeg når noen er i fare?", edited=True), Session())
    assert (outcome.kind, outcome.topics) == (OutcomeKind.ANSWER, ("privacy.danger",))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("young", [True, False])
@pytest.mark.parametrize("danger", Danger)
def test_numbers_fit_the_danger_and_the_age(danger: Danger, young: bool, lang: str) -> None:
    """Police first where somebody is hurt by another; the children's line where a child is spoken of."""
    calls = [call(context().know.base.words, lang, number).number for number in numbers(danger, young=young)]
    assert calls[0] == ("112" if danger in {Danger.VIOLENCE, Danger.CHILD} else "113")
    assert {"113", "112", "116 117"} <= set(calls)
    assert ("116 111" in calls) == (young or danger is Danger.CHILD)
    assert len(calls) == len(set(calls))


@pytest.mark.parametrize(
    "text", ["gutten på 15 år vil dø", "ei jente på 9 år", "my daughter", "a 15-year-old"]
)
def test_the_young_are_noticed(text: str) -> None:
    """A child or somebody under 18 is spoken of."""
    assert safety.about_the_young(text)


@pytest.mark.parametrize("text", ["pasienten på 45 år vil dø", "han fyller 18 år", "etter 115 år"])
def test_adults_are_adults(text: str) -> None:
    """Nothing tells of somebody under 18."""
    assert not safety.about_the_young(text)
