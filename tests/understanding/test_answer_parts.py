"""Days, clock times, changes and things said ahead, each for itself."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.conversation.dialog import open_question as asking
from bot.understanding.answer import NoDay, Why
from bot.understanding.answer.change import Change, read_change
from bot.understanding.answer.clock import read_time
from bot.understanding.answer.days import read_day
from bot.understanding.answer.facts import read_facts
from handlers.referral.beginning.questions import ReferralDialog
from tests.handlers.talk import knowledge
from tests.understanding.reading import QUESTIONS, TODAY, told

WORDS = knowledge().base.words


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("31.02", Why.NONE_SUCH),
        ("31.02.2026", Why.NONE_SUCH),
        ("31. november", Why.NONE_SUCH),
        ("12.13.2026", Why.NONE_SUCH),
        ("i morgen", Why.AHEAD),
        ("12.12.2026", Why.AHEAD),
        ("på fredag 4. desember skal vi ta det", Why.AHEAD),
        ("om to uker", Why.AHEAD),
        ("i fjor", Why.VAGUE),
        ("førre veke", Why.VAGUE),
        ("last week", Why.VAGUE),
        ("i oktober", Why.VAGUE),
        ("for to år siden", Why.VAGUE),
        ("12.11 eller 13.11", Why.VAGUE),
    ],
)
def test_a_day_that_cannot_be_taken(said: str, why: Why) -> None:
    """A day that no calendar has, one to come, and what is no single day are told apart."""
    found = read_day(WORDS, said, TODAY)
    assert isinstance(found, NoDay)
    assert found.why is why


def test_a_week_offers_its_days() -> None:
    """Last week is no day; its working days are what may be meant."""
    found = read_day(WORDS, "forrige uke", TODAY)
    assert isinstance(found, NoDay)
    assert [day.isoformat() for day in found.days] == [f"2026-11-{n:02}" for n in range(9, 14)]


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("10:30", dt.time(10, 30)),
        ("10.30", dt.time(10, 30)),
        ("kl 12 passer fint", dt.time(12)),
        ("ja kl 12 passer fint", dt.time(12)),
        ("halv ti", dt.time(9, 30)),
        ("half past ten", dt.time(10, 30)),
        ("kvart over to", dt.time(14, 15)),
        ("2 pm", dt.time(14)),
        ("klokka ni", dt.time(9)),
        ("12", dt.time(12)),
        ("25:00", None),
        ("passer fint", None),
    ],
)
def test_a_clock_time(said: str, time: dt.time | None) -> None:
    """One clock time is read, in digits or as people say it."""
    assert read_time(WORDS, said) == time


@pytest.mark.parametrize(
    ("said", "change"),
    [
        ("endre Nav til ja", Change("nav", "ja")),
        ("nr 7", Change("scope")),
        ("endre 2", Change("wish")),
        ("bytt alder til 34", Change("age", "34")),
        ("change the Nav counsellor to yes", Change("nav", "yes")),
        ("endra dato for samtykket", Change("when")),
        ("endre samtykke", Change("")),
        ("ja", None),
        ("jeg vil henvise", None),
    ],
)
def test_a_change(said: str, change: Change | None) -> None:
    """An earlier answer is named by its number or its name; where two are meant as well, none is."""
    steps = [q for q in ReferralDialog.questions if q.step not in ("capacity", "supervisor_agrees")]
    assert read_change(WORDS, asking.names(WORDS, "refer", steps), said) == change


@pytest.mark.parametrize("said", ["-", "/ ,", "/ , ja", ", - ,", "–", "?", "²", "👍 -", "0 - 99"])
def test_signs_alone_break_nothing(said: str) -> None:
    """What has no word in it is read at every step without a fault."""
    assert {step: told(step, said) for step in QUESTIONS}


def facts(said: str) -> dict[str, str]:
    """Return what is said ahead, by step."""
    asked = [asking.asked(WORDS, "refer", q) for q in ReferralDialog.questions]
    return {key.rpartition(".")[2]: value for key, value in read_facts(WORDS, asked, said, TODAY).items()}


def test_several_things_at_once() -> None:
    """What is said in so many words of later questions counts for them; a perhaps or a question does not."""
    told = {"form": "written", "when": "2026-11-20", "recorded": "yes"}
    assert facts("skriftlig i går, og det står i journalen") == told
    assert facts("in writing yesterday, and it is documented in the record") == told
    assert facts("tror det står i journalen") == {}
    assert facts("skriftlig, men det er ikke journalført") == {"form": "written"} | {"recorded": "no"}
    assert facts("må det stå skriftlig i journalen?") == {}
    assert facts("i går var hun her") == {}


@pytest.mark.parametrize(
    "said",
    [
        "mann 30 i behandling hos oss, vil i jobb. Skal be om samtykke på torsdag.",
        "kvinne 41, ho vil ut i arbeid. eg skal ta samtykket med ho på fredag",
        "She is 34 and wants a job. I will ask for her consent on Thursday.",
    ],
)
def test_a_consent_that_is_to_be_asked_for_has_no_day(said: str) -> None:
    """A weekday that is to come is not the last one that was."""
    assert "when" not in facts(said)


@pytest.mark.parametrize(
    "said",
    [
        "han er 40 og i behandling. Det eneste som er signert er den generelle klausulen ved innleggelsen.",
        "ho er 40 og i behandling. Det einaste som er signert er den generelle klausulen ved innlegginga.",
        "he is 40 and in treatment. All that was signed is the general clause on admission.",
    ],
)
def test_what_was_signed_with_everything_is_no_consent_in_writing(said: str) -> None:
    """The clause that everybody signs at intake is named as such, whoever signed it."""
    assert facts(said).get("form", "intake") == "intake"
