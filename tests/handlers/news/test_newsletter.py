"""The newsletter as the coordinator and its readers meet it; what the guard sees does not go out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.news.markdown import readable
from bot.domain.news.newsletter import Move, Newsletter, Newsletters, Phase
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Audit, MoveNewsletter, Subscribe, WriteNewsletter
from tests.handlers.talk import ANNA, LANGS, Talk, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
GUS = Person("gus", Role.GUEST)
TEXTS = {lang: f"# {lang}" for lang in LANGS}
DRAFT = Newsletter(3, Phase.DRAFT, TEXTS)


def desk(known: Newsletter | None, person: Person = KARI) -> Talk:
    """Return a talk of somebody while a newsletter stands so, with seven subscribers."""
    talk = Talk(person)
    news = Newsletters(current=known, subscribers=7)
    talk.snapshot = replace(talk.snapshot, newsletters=news)
    return talk


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Overskrift\n\nTekst **med** _trykk_ og `kode`.", "Overskrift\n\nTekst med trykk og kode."),
        ("* en\n- to\n  + tre", "– en\n– to\n  – tre"),
        ("[Les mer](https://example.org/a)", "Les mer (https://example.org/a)"),
        ("![bilde av kaffe](x.png)\n> sagt\n---\nslutt", "bilde av kaffe\nsagt\n\nslutt"),
        ("2 * 3 * 4 og fil_navn_her", "2 * 3 * 4 og fil_navn_her"),
        ("a\n\n\n\nb", "a\n\nb"),
    ],
)
def test_markdown_reads_well_without_its_signs(text: str, shown: str) -> None:
    """In every channel it is the same plain text; signs that are none stay."""
    assert readable(text) == shown


@pytest.mark.parametrize("lang", LANGS)
def test_each_phrase_leads_here(lang: str) -> None:
    """A reader who types one can subscribe with one press, and leave with one."""
    for phrase in knowledge().base.words.phrases[lang]["intents.newsletter"]:
        talk = Talk(ANNA, lang)
        talk.say(phrase)
        assert talk.text == say(talk.session.lang, "newsletter.you_have_not")
    assert talk.press("newsletter:on").effects == (Subscribe("anna", True),)
    assert talk.press("newsletter:off").effects == (Subscribe("anna", False),)
    assert "newsletter:on" in {choice.id for choice in talk.choices}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("said", ["on", "off"])
def test_who_writes_it_needs_no_button(lang: str, said: str) -> None:
    """Each phrase is done at once, and answered with the way back."""
    for phrase in knowledge().base.words.phrases[lang][f"newsletter.typed.{said}"]:
        talk = Talk(ANNA, lang)
        assert talk.say(phrase).effects == (Subscribe("anna", said == "on"),)
        assert talk.text == say(lang, f"newsletter.{said}")
    assert desk(None, GUS).say(phrase).effects == ()


def test_a_guest_cannot_subscribe() -> None:
    """Nobody could be told anything."""
    assert desk(None, GUS).press("newsletter:on").effects == ()


@pytest.mark.parametrize("press", ["write", "preview", "sure", "send:3", "stop:3", "resume:3", "drop:3"])
def test_only_the_coordinator_sends(press: str) -> None:
    """Others learn so, nothing happens, and the refusal is on record."""
    outcome = desk(DRAFT, ANNA).press(f"newsletter:{press}")
    assert outcome.effects == ()
    assert [audit.action for audit in outcome.record] == ["denied"]


def test_a_text_goes_into_the_draft() -> None:
    """The reply stays in the language of the command, whatever the text is written in."""
    talk = desk(None)
    outcome = talk.say("nyhetsbrev engelsk: # Open house\nAll of you are welcome to coffee and cake.")
    assert outcome.effects == (
        WriteNewsletter("en", "# Open house\nAll of you are welcome to coffee and cake."),
    )
    assert outcome.lang == "nb"


def test_what_points_at_a_patient_is_never_written() -> None:
    """The guard stands before it, as before everything that is typed."""
    outcome = desk(None).say("nyhetsbrev bokmål: Pasienten Ola Nordmann, født 12.03.1985, har fått jobb")
    assert not any(isinstance(effect, WriteNewsletter) for effect in outcome.effects)
    assert outcome.erase


@pytest.mark.parametrize("press", ["sure", "send:3"])
def test_the_guard_looks_again_before_it_goes_out(press: str) -> None:
    """What stands in the database and would be stopped today is not sent."""
    known = replace(DRAFT, texts={**TEXTS, "nn": "Ring Ola Nordmann på 99 88 77 66"})
    outcome = desk(known).press(f"newsletter:{press}")
    assert not any(isinstance(effect, MoveNewsletter) for effect in outcome.effects)


def test_it_is_sent_in_all_languages_or_not_at_all() -> None:
    """A draft without one of them has no button to send, and the press does nothing."""
    half = replace(DRAFT, texts={"nb": "# Hei"})
    talk = desk(half)
    assert talk.press("newsletter:send:3").effects == ()
    assert "newsletter:sure" not in {choice.id for choice in talk.choices}


@pytest.mark.parametrize(
    ("move", "before", "action"),
    [
        (Move.SEND, Phase.DRAFT, "letter.sent"),
        (Move.STOP, Phase.SENDING, "letter.stopped"),
        (Move.RESUME, Phase.STOPPED, "letter.resumed"),
        (Move.DROP, Phase.DRAFT, "letter.dropped"),
    ],
)
def test_each_step_is_on_record(move: Move, before: Phase, action: str) -> None:
    """It goes from where it stands, and a second press finds it elsewhere and does nothing."""
    talk = desk(replace(DRAFT, phase=before))
    outcome = talk.press(f"newsletter:{move}:3")
    assert outcome.effects == (MoveNewsletter(3, move), Audit("kari", action, "3"))
    others = {phase for phase in Phase if phase is not before}
    assert all(
        desk(replace(DRAFT, phase=phase)).press(f"newsletter:{move}:3").effects == () for phase in others
    )


def test_the_bar_shows_how_far_it_came() -> None:
    """The same in words, in the picture, and for whoever does not see it."""
    talk = desk(replace(DRAFT, phase=Phase.SENDING, told=1250, readers=5000))
    talk.press("newsletter:")
    (picture,) = talk.replies[-1].pictures
    assert picture.kind == "places"
    assert (picture.groups[0].rows[0].taken, picture.groups[0].rows[0].places) == (5, 20)
    assert "1250 av 5000" in picture.description
    assert "1250 av 5000" in talk.text
