"""Figures as the coordinator sees them: found by plain words, of many people, for nobody else."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

import pytest

from bot.conversation import engine
from bot.domain.case.referral import Reason
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Outcome
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.domain.turn.statistics import Asked, AskedFrom, Passage, Statistics
from handlers import ORDER
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, LANGS, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
DPS, NAV = "oyane-dps-allmenn", "nav-askoy"
SEPTEMBER, JUNE = dt.date(2026, 9, 9), dt.date(2026, 6, 9)
HIDDEN = {lang: say(lang, "statistics.hidden") for lang in LANGS}


def many(count: int, service: str, sent: dt.date = SEPTEMBER, waits: bool = False) -> tuple[Passage, ...]:
    """Return referrals from a service that were declined after six days."""
    no = ((sent, Reason.FULL),)
    return (Passage(service, "dps-general", sent, 1, 6, waits, no),) * count


KNOWN = Statistics(
    (
        *many(9, "oyane-dps-allmenn"),
        *many(7, "askoy-fact"),
        *many(2, "askoy-gp"),
        *many(6, "gone", JUNE, True),
    ),
    (Asked(SEPTEMBER, "referral.age", 8), Asked(SEPTEMBER, "referral.how", 3), Asked(SEPTEMBER, "", 12)),
    tuple(AskedFrom(*one) for one in ((SEPTEMBER, DPS, 14), (SEPTEMBER, NAV, 6), (JUNE, "", 9))),
)


def asked(text: str, person: Person = KARI, lang: str = "nb", known: Statistics = KNOWN) -> Outcome:
    """Return what somebody is answered."""
    snapshot = TurnSnapshot(statistics=known)
    turn = Inbound("1", text=text)
    return engine.decide(turn, Session(lang=lang), person, snapshot, knowledge(), NOW, ORDER)


def pressed(button: str, person: Person = KARI, lang: str = "nb") -> Outcome:
    """Return what a press leads to."""
    snapshot = TurnSnapshot(statistics=KNOWN)
    turn = Inbound("1", press=button)
    return engine.decide(turn, Session(lang=lang), person, snapshot, knowledge(), NOW, ORDER)


@pytest.mark.parametrize(
    "text",
    [
        "statistikk",
        "vis meg tallene",
        "kan eg få sjå statistikken",
        "hvilke tjenester henviser aldri",
        "hvor mange venter",
        "Kor mange ventar?",
        "statistics",
        "how many are waiting?",
    ],
)
def test_found_by_plain_words(text: str) -> None:
    """Whatever the language, the figures come, with the period they are of."""
    (reply,) = asked(text).replies
    assert "01.08.2026" in reply.text
    assert "31.10.2026" in reply.text


def test_questions_without_an_answer_are_found_by_plain_words() -> None:
    """They have a list of their own."""
    assert asked("hvilke spørsmål har ikke fått svar").replies[0].title == say("nb", "unanswered.title")


@pytest.mark.parametrize("lang", LANGS)
def test_what_counts_a_few_is_hidden(lang: str) -> None:
    """Two from one service are not told, and nor the next smallest: or they could be worked out."""
    (reply,) = asked(
        {"nb": "statistikk", "nn": "vis statistikken", "en": "statistics"}[lang], lang=lang
    ).replies
    rows = list(csv.reader(io.StringIO(reply.files[0].text.lstrip("\ufeff")), delimiter=";"))
    cells = {(row[0], row[1]): row[2:] for row in rows[1:]}
    services = say(lang, "statistics.by_service")
    names = {id: one.name for id, one in knowledge().directory.services.items()}
    assert cells[say(lang, "statistics.referrals"), say(lang, "statistics.sent")] == ["18", "6"]
    assert cells[services, names["oyane-dps-allmenn"]] == ["9", "0"]
    assert cells[services, names["askoy-gp"]] == [HIDDEN[lang], "0"]
    assert cells[services, names["askoy-fact"]] == [HIDDEN[lang], "0"]
    assert cells[services, say(lang, "statistics.rest")] == ["0", "6"]
    numbers = [int(cell) for row in rows[1:] for cell in row[2:] if cell.isdigit()]
    days = {1, 6}
    assert all(number == 0 or number >= 5 or number in days for number in numbers)
    assert say(lang, "statistics.waiting_now") in reply.text


@pytest.mark.parametrize("lang", LANGS)
def test_questions_are_counted_by_service(lang: str) -> None:
    """Each service stands with its questions, be it none; who belongs to no service is one line."""
    text = {"nb": "statistikk", "nn": "vis statistikken", "en": "statistics"}[lang]
    (reply,) = asked(text, lang=lang).replies
    rows = csv.reader(io.StringIO(reply.files[0].text.lstrip("\ufeff")), delimiter=";")
    cells = {row[1]: row[2:] for row in rows if row[0] == say(lang, "statistics.asked_from")}
    names = {id: one.name for id, one in knowledge().directory.services.items()}
    assert cells[names["oyane-dps-allmenn"]] == ["14", "0"]
    assert cells[names[NAV]] == ["6", "0"]
    assert cells[names["askoy-gp"]] == ["0", "0"]
    assert cells[say(lang, "statistics.no_service")] == ["0", "9"]


def test_a_service_that_never_refers_is_seen() -> None:
    """It stands with its nought."""
    (reply,) = asked("statistikk").replies
    silent = knowledge().directory.services["oyane-dps-fact"].name
    (none,) = [line for line in reply.text.splitlines() if line.startswith("Ingen henvisning fra: ")]
    assert silent in none
    assert knowledge().directory.services[DPS].name not in none
    (everything,) = pressed("statistics:all").replies
    assert f"- {silent}: 0 (0)" in everything.text


@pytest.mark.parametrize("lang", LANGS)
def test_the_chat_says_what_matters_and_the_rest_for_the_asking(lang: str) -> None:
    """The first reply is read in half a minute, and leads to everything, to the page and to the file."""
    text = {"nb": "hvor mange venter", "nn": "kor mange ventar", "en": "how many are waiting"}[lang]
    (reply,) = asked(text, lang=lang).replies
    assert len(reply.text.split()) < 150
    assert say(lang, "statistics.where") in reply.text
    assert reply.choices[0].id == "statistics:all"
    (everything,) = pressed("statistics:all", lang=lang).replies
    assert say(lang, "statistics.by_week") in everything.text
    assert everything.files == reply.files


def test_others_do_not_see_everything_either() -> None:
    """By a button that was handed on."""
    assert pressed("statistics:all", ANNA).replies[0].text == say("nb", "statistics.not_for_you")


def test_the_questions_of_a_few_people_are_hidden() -> None:
    """Fourteen questions of a service with three people are theirs; with them the next smallest is hidden."""
    known = replace(KNOWN, staff={DPS: 3, NAV: 40, "": 9}, in_role={"clinician": 40, "coordinator": 1})
    (reply,) = asked("statistikk", known=known).replies
    rows = list(csv.reader(io.StringIO(reply.files[0].text.lstrip("\ufeff")), delimiter=";"))
    cells = {row[1]: row[2:] for row in rows if row[0] == say("nb", "statistics.asked_from")}
    names = {id: one.name for id, one in knowledge().directory.services.items()}
    assert cells[names[DPS]] == [HIDDEN["nb"], "0"]
    assert cells[names[NAV]] == [HIDDEN["nb"], "0"]
    assert cells[names["askoy-gp"]] == ["0", "0"]
    assert cells[say("nb", "statistics.no_service")] == ["0", "9"]


def test_with_nothing_counted_it_says_so() -> None:
    """Noughts are figures, too."""
    (reply,) = asked("statistikk", known=Statistics()).replies
    assert "Sendt: 0 (0)" in reply.text


def test_others_do_not_see_it() -> None:
    """A clinician is told whose it is."""
    assert asked("statistikk", ANNA).replies[0].text == say("nb", "statistics.not_for_you")


def test_it_stands_on_the_first_page() -> None:
    """The coordinator's help has the button."""
    assert "statistics:" in {choice.id for choice in asked("hjelp").replies[0].choices}
