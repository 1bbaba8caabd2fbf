"""Beside the course: whatever is asked or done, the way back into it stands below, in every language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.turn.outcome import NoteLearned
from bot.domain.turn.snapshot import TurnSnapshot
from bot.knowledge.base.course import Course
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.house import House
from tests.handlers.talk import ANNA, LANGS, Talk, knowledge, say
from tests.transcripts.test_transcripts import PEOPLE


def learning(lang: str = "nb") -> Talk:
    """Return a talk in the middle of the course, at the second lesson."""
    talk = Talk(ANNA, lang)
    talk.press("course:2")
    return talk


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "beside",
    ["topic:referral.age", "topics:", "help:", "my_data:", "newsletter:", "events:", "human:", "referrals:"],
)
def test_each_side_question_leads_back(beside: str, lang: str) -> None:
    """A topic, the list of topics, help and all the others: the last answer has the button."""
    talk = learning(lang)
    talk.press(beside)
    assert talk.replies[-1].choices[0].id == "course:2"
    assert talk.replies[-1].choices[0].label == say(lang, "course.onward", number=2)


@pytest.mark.parametrize("said", ["hei", "takk", "hva betyr FACT?", "hvor står det?", "hjelp", "xyzzy plugh"])
def test_what_is_typed_leads_back_too(said: str) -> None:
    """Small talk, a term, a question about the answer, a command, and what nobody understands."""
    talk = learning()
    talk.say(said)
    assert "course:2" in {choice.id for choice in talk.replies[-1].choices}


def test_a_dialog_comes_first_and_an_emergency_alone() -> None:
    """While a question waits, or where one must stop, the course keeps out of the way."""
    talk = learning()
    talk.press("refer:")
    assert not any(choice.id.startswith("course:") for choice in talk.choices)
    talk = learning()
    talk.say("Pasienten sier at han skal ta livet sitt nå")
    assert not any(choice.id.startswith("course:") for choice in talk.choices)


def test_who_comes_back_is_led_on() -> None:
    """The first page of another day, on any channel, has the way back."""
    session = learning().session
    outcome = engine.welcome(session, ANNA, TurnSnapshot(), knowledge(), NOW + dt.timedelta(days=9), ORDER)
    assert outcome.replies[-1].choices[0].id == "course:2"


def test_the_first_answer_is_noted() -> None:
    """From then on it is known which content somebody learned; no answer after that is."""
    talk = Talk(ANNA)
    first = talk.press("course:1:work")
    second = talk.press("course:2:x")
    course = knowledge().base.course
    assert course is not None
    assert [one for one in first.effects if isinstance(one, NoteLearned)] == [
        NoteLearned("anna", course.version)
    ]
    assert not [one for one in second.effects if isinstance(one, NoteLearned)]


def test_who_learned_the_old_content_is_told_once() -> None:
    """A lesson that says something else is named, in the reader's language, and leads to it; once."""
    house, anna = House(), {"id": "anna", **PEOPLE["anna"]}
    house.play(anna, press="course:1:work")
    base = house.know.base
    assert base.course is not None
    later = base.course.version + dt.timedelta(days=20)
    changed = Course(later, base.course.lessons, {"consent": later})
    house.know = replace(house.know, base=replace(base, course=changed))
    house.restart()
    house.pass_time(30)
    for _ in range(3):
        house.sweep()
    told = [row for row in house.rows("outbox") if row["text_key"] == "course.news"]
    assert [row["person"] for row in told] == ["anna"]
    assert told[0]["places"]["lessons.nb"] == f"«{base.lesson('nb', 'consent').title}»"
    shown = house.play({"id": "bjorn", **PEOPLE["bjorn"]}, say="hei")
    notice = next(one for one in shown["notices"] if one["to"] == "anna")
    number = base.course.lessons.index("consent") + 1
    assert [choice["id"] for choice in notice["choices"]] == [f"course:{number}"]
    right = base.lesson("nb", "consent").case_for("clinician").right
    house.play(anna, press=f"course:{number}:{right}")
    assert house.session("anna").content_of == later.isoformat()
    house.close()
