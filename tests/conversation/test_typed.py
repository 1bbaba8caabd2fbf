"""What is typed means the same as the button: labels, numbers, synonyms, in any of the three languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import safety
from bot.conversation import engine, typed
from bot.conversation.dialog import flow
from bot.conversation.dialog import open_question as asking
from bot.conversation.dialog.dialog import SUMMARY, Question
from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice, Inbound
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.understanding import answer
from bot.understanding.answer import NoDay, Said, Unclear
from bot.understanding.answer.days import read_day
from handlers import ORDER
from handlers.referral.beginning.questions import STEPS
from tests.conversation.test_flow import TO_STEP, at_step
from tests.domain.making import NOW, TODAY
from tests.handlers.talk import ANNA, LANGS, Talk, context, knowledge, say

QUESTIONS = [*(question for question, _ in STEPS), Question(SUMMARY, ("send",))]
WORDS = knowledge().base.words
OPTIONS = [(question, option) for question in QUESTIONS for option in question.options]
BUTTONS = [pytest.param(question, option, id=f"{question.step}-{option}") for question, option in OPTIONS]


def meaning(question: Question, option: str) -> set[str]:
    """Return everything that may be typed for an option: labels and phrases of all languages."""
    words = knowledge().base.words
    own = words.typed(f"dialog.refer.{question.step}.typed.{option}")
    return {
        *own,
        *words.typed(f"flow.typed.{option}"),
        *(flow.shown_answer(context(lang=lang), "refer", question, option) for lang in LANGS),
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("question", "option"), BUTTONS)
def test_typed_is_as_good_as_pressed(question: Question, option: str, lang: str) -> None:
    """Each label, number and phrase leads to the answers that the button leads to."""
    pressed = at_step(question.step, lang)
    number = str(pressed.choices.index(pressed.button(option)) + 1)
    pressed.choose(option)
    wrong = []
    for said in sorted({number, *meaning(question, option)}):
        talk = at_step(question.step, lang)
        talk.say(said)
        if (talk.session, len(talk.referrals())) != (pressed.session, len(pressed.referrals())):
            wrong.append(said)
    assert not wrong


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("way", ["back", "cancel", "change"])
def test_ways_are_typed_too(way: str, lang: str) -> None:
    """Back, change and cancel are understood in every language, at the summary as anywhere."""
    words = knowledge().base.words
    said = {*words.typed(f"flow.typed.{way}"), *(say(other, f"flow.{way}") for other in LANGS)}
    for text in sorted(said):
        pressed, talk = at_step(SUMMARY, lang), at_step(SUMMARY, lang)
        pressed.choose(f"!{way}")
        talk.say(text)
        assert talk.session.dialog == pressed.session.dialog, text


@pytest.mark.parametrize("lang", LANGS)
def test_steps_are_chosen_by_name_and_number(lang: str) -> None:
    """In the list of answers a step is chosen by its short name or its number."""
    for number, step in enumerate(TO_STEP[SUMMARY], 1):
        for text in (str(number), say(lang, f"dialog.refer.{step}.short")):
            talk = at_step(SUMMARY, lang)
            talk.choose("!change")
            talk.say(text)
            assert talk.step() == step


def test_a_typed_answer_changes_an_earlier_one() -> None:
    """While an earlier step is asked anew, what is typed is the answer to that one."""
    talk = Talk().fill()
    for value in ("!change", "!edit.scope"):
        talk.choose(value)
    talk.say("bare kontaktinfo")
    assert talk.answers["scope"] == "contact"
    assert talk.step() == SUMMARY


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("12.11.2026", "2026-11-12"),
        ("12.11.26", "2026-11-12"),
        ("12/11", "2026-11-12"),
        ("12.11.", "2026-11-12"),
        ("2026-11-12", "2026-11-12"),
        ("21.11", "2026-11-21"),
        ("22.11.2025", "2025-11-22"),
        ("20.11.2025", "2025-11-20"),
        ("19.11.2025", "older"),
        ("1.1.1970", "older"),
    ],
)
def test_a_typed_day(said: str, kept: str) -> None:
    """A day is kept as it was meant; one of more than a year ago ends the dialog like the button does."""
    talk = at_step("when")
    talk.say(said)
    assert talk.answers["when"] == kept


@pytest.mark.parametrize("said", ["22.11.2026", "22.11", "1.1.2099", "2026-11-22"])
def test_a_day_to_come(said: str) -> None:
    """A day that is still to come is refused with a reason, and asked again."""
    talk = at_step("when")
    talk.say(said)
    assert talk.replies[0].text == say("nb", "flow.in_future")
    assert talk.step() == "when"


@pytest.mark.parametrize("said", ["31.2.2026", "0.0.2026", "99.99", "2026-13-01", "12.11.202", "12", "30.2"])
def test_no_day(said: str) -> None:
    """What is no day is no answer."""
    talk = at_step("when")
    talk.say(said)
    assert talk.step() == "when"


@given(st.dates(TODAY - dt.timedelta(days=5000), TODAY))
def test_any_day_is_read_as_it_is_written(day: dt.date) -> None:
    """Whatever way people write a full date, it is that day."""
    for form in ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %m %Y", "%Y-%m-%d"):
        assert read_day(WORDS, day.strftime(form), TODAY) == day
    assert read_day(WORDS, f"{day.day}.{day.month}.{day.year}", TODAY) == day


@given(st.integers(1, 31), st.integers(1, 12))
def test_without_a_year_the_last_such_day_is_meant(month_day: int, month: int) -> None:
    """A day without a year is never in the future, and not more than a year ago."""
    found = read_day(WORDS, f"{month_day}.{month}", TODAY)
    assert found is not None
    if not isinstance(found, NoDay):
        assert TODAY - dt.timedelta(days=366) < found <= TODAY


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all(text: str) -> None:
    """Nothing that can be typed breaks the reading of answers."""
    choices = [Choice(ButtonId("a"), "Ja"), Choice(ButtonId("b"), "Nei")]
    for question in QUESTIONS:
        asked = asking.asked(WORDS, "refer", question, QUESTIONS)
        reading = answer.read(WORDS, asked, text, TODAY)
        assert reading is None or isinstance(reading, Said | Unclear | NoDay)
    chosen = typed.chosen(text, choices)
    assert chosen is None or chosen in choices


def test_no_answer_is_taken_for_identifying_or_danger() -> None:
    """Nothing that the assistant itself offers as an answer trips the guard."""
    said = {text for question, option in OPTIONS for text in meaning(question, option)}
    assert not [text for text in sorted(said) if safety.identifying(text) or safety.acute(text)]


@pytest.mark.parametrize(
    ("lang", "said", "heard"),
    [
        ("en", "hjelp", "nb"),
        ("en", "Ledige plasser", "nb"),
        ("en", "ledige plassar", "nn"),
        ("en", "help", "en"),
        ("nb", "my referrals", "en"),
        ("nb", "restart", "nb"),
        ("nb", "hjelp", "nb"),
        ("nn", "hjelp", "nn"),
        ("nn", "emner", "nn"),
        ("nn", "noko heilt anna", "nn"),
    ],
)
def test_a_phrase_shows_the_language(lang: str, said: str, heard: str) -> None:
    """Who writes "hjelp" in a program that speaks English is answered in Norwegian."""
    assert typed.spoken(knowledge().base.words, said, lang) == heard


def test_the_answer_comes_in_the_language_of_the_phrase() -> None:
    """The talk goes on in it, too; a language that was chosen stays."""
    turn, session = Inbound("1", text="hjelp"), Session("en")
    for person, lang in ((ANNA, "nb"), (replace(ANNA, lang="en"), "en")):
        outcome = engine.decide(turn, session, person, TurnSnapshot(), knowledge(), NOW, ORDER)
        assert outcome.replies[0].title == say(lang, "help.title")
        assert outcome.session.lang == lang


@pytest.mark.parametrize(
    "text", ["nei forresten, endre 1 til nei", "no wait, change 1 to no", "nei vent, endre nr 1 til nei"]
)
def test_a_change_may_follow_a_word_or_two(text: str) -> None:
    """The "no" before it answers nothing: the first question is changed, the open one stays open."""
    talk = at_step("wish")
    talk.say(text)
    assert talk.session.dialog is not None
    assert talk.session.dialog.answers.get("informed") == "no"
    assert "wish" not in talk.session.dialog.answers


def test_what_answers_another_question_is_noted_for_it() -> None:
    """After going back, "over 18" at the second question is an age, and the question stays open."""
    talk = at_step("wish")
    before = dict(talk.session.dialog.answers) if talk.session.dialog else {}
    talk.say("over 18")
    assert talk.session.dialog is not None
    assert talk.session.dialog.answers == {**before, "age": "adult"}
