"""The instruction: its sentences are those of the printed page; a leader sees who has read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.news.instruction import Receipt
from bot.domain.person.person import Person, Role
from bot.domain.sharing.rules import VERSION
from bot.domain.turn.outcome import AskToRead, NoteRead
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, LANGS, METTE, Talk, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
GUS = Person("gus", Role.GUEST)
TODAY = NOW.date()
PEOPLE = (
    Receipt("anna", "Anna", VERSION, NOW),
    Receipt("jonas", "Jonas", "2025-01-01", NOW),
    Receipt("nils", "Nils", asked_until=TODAY - dt.timedelta(days=1)),
    Receipt("nora", "Nora"),
)


def leading(person: Person = KARI) -> Talk:
    """Return a talk of a leader who sees four people."""
    talk = Talk(person)
    talk.snapshot = replace(talk.snapshot, receipts=PEOPLE)
    return talk


@pytest.mark.parametrize("lang", LANGS)
def test_each_phrase_leads_here(lang: str) -> None:
    """The text has every sentence of the page, and its day."""
    words = knowledge().base.words
    for phrase in words.phrases[lang]["intents.instruction"]:
        talk = Talk(ANNA, lang)
        talk.say(phrase)
        said = ("remember", "before", "call")
        keys = [key for part in said for key in words.keys(talk.session.lang, f"dialog.share.print.{part}.")]
        for key in keys:
            assert words.say(talk.session.lang, key) in talk.text
    assert talk.press(f"instruction:read:{VERSION}").effects == (NoteRead("anna", VERSION),)


def test_an_old_button_notes_nothing() -> None:
    """Who confirms a version that no longer holds is shown the one that does."""
    talk = Talk()
    assert talk.press("instruction:read:2025-01-01").effects == ()
    assert f"instruction:read:{VERSION}" in {choice.id for choice in talk.choices}


def test_a_guest_confirms_nothing() -> None:
    """Nobody would know who it was."""
    assert Talk(GUS).press(f"instruction:read:{VERSION}").effects == ()


@pytest.mark.parametrize("leader", [KARI, METTE])
def test_a_leader_sees_who_has_read_what(leader: Person) -> None:
    """Today's version, an older one, asked and late, not asked; with a table to keep, and on record."""
    talk = leading(leader)
    outcome = talk.say("hvem har lest instruksen")
    for part in ("Anna, utgaven fra", "Jonas, utgaven fra 01.01.2025", "Nils, skulle ha lest", "– Nora"):
        assert part in talk.text
    assert talk.replies[0].files[0].text.count("\r\n") == 1 + len(PEOPLE)
    assert [audit.action for audit in outcome.record] == ["reading.seen"]


def test_only_those_who_were_not_asked_are_asked() -> None:
    """Each person is asked once about a version."""
    (asked, _) = leading().press("instruction:ask").effects
    until = TODAY + dt.timedelta(days=14)
    assert asked == AskToRead("kari", VERSION, until, frozenset({"jonas", "nora"}))


@pytest.mark.parametrize("press", ["who", "ask"])
def test_nobody_else_sees_it(press: str) -> None:
    """A colleague is told who can, and that they asked is on record."""
    talk = leading(ANNA)
    outcome = talk.press(f"instruction:{press}")
    assert outcome.effects == ()
    assert talk.text == say("nb", "instruction.not_for_you")
    assert [audit.action for audit in outcome.record] == ["denied"]
