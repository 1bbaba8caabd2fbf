"""What people type about phone hours and absence, and what the others then see."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.domain.person.availability import Absence, PhoneHours, Reach
from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import SetAbsence, SetPhoneHours
from bot.domain.turn.snapshot import TurnSnapshot, Unread
from tests.domain.making import NOW, TODAY
from tests.handlers.talk import ANNA, JONAS, LANGS, NORA, Talk, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("jeg er borte fra 1.12 til 5.12", "2026-12-01", "2026-12-05"),
        ("Jeg er borte fra 24.11.2026 til 28.11.2026.", "2026-11-24", "2026-11-28"),
        ("eg er borte frå 28.12 til 3.1", "2026-12-28", "2027-01-03"),
        ("I am away from 2026-12-01 to 2026-12-05", "2026-12-01", "2026-12-05"),
        ("fravær 7/12", "2026-12-07", "2026-12-07"),
        ("jeg har ferie fra 20.11.26 til 24.11.26", "2026-11-20", "2026-11-24"),
    ],
)
@pytest.mark.parametrize("who", [JONAS, ANNA])
def test_days_away(who: Person, said: str, first: str, last: str) -> None:
    """A day without a year is the next one; whoever holds a post is away from the post."""
    outcome = Talk(who).say(said)
    days = Absence(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert SetAbsence(who.id, who.post, days, TODAY) in outcome.effects


@pytest.mark.parametrize(
    "said",
    [
        "jeg er borte fra 5.12.2026 til 1.12.2026",
        "jeg er borte fra 31.2",
        "jeg er borte fra 1.10.2026 til 2.10.2026",
        "jeg er borte fra 1.12.2026 til 1.1.2028",
        "jeg er borte 1.12, 3.12 og 5.12",
    ],
)
def test_days_that_are_none(said: str) -> None:
    """Backwards, impossible, over, too long or too many: asked again, nothing is kept."""
    talk = Talk(JONAS)
    assert not talk.say(said).effects
    assert talk.text == say("nb", "reach.no_days")


@pytest.mark.parametrize(
    ("said", "days", "first", "last"),
    [
        ("telefontid 9-11", (1, 2, 3, 4, 5), "09:00", "11:00"),
        ("telefontid man-fre 9-11", (1, 2, 3, 4, 5), "09:00", "11:00"),
        ("Telefontid mandag til onsdag kl. 9.30–11:15", (1, 2, 3), "09:30", "11:15"),
        ("telefontida mi er tysdag og torsdag 12 til 13", (2, 4), "12:00", "13:00"),
        ("phone hours Tuesday and Thursday 9:00 to 10:00", (2, 4), "09:00", "10:00"),
    ],
)
def test_phone_hours(said: str, days: tuple[int, ...], first: str, last: str) -> None:
    """Weekdays joined are a row, others stand alone; without any, every working day is meant."""
    outcome = Talk(ANNA).say(said)
    hours = PhoneHours(days, dt.time.fromisoformat(first), dt.time.fromisoformat(last))
    assert SetPhoneHours("anna", hours) in outcome.effects


@pytest.mark.parametrize("said", ["telefontid 11-9", "telefontid 25-26", "telefontid kl 9"])
def test_phone_hours_that_are_none(said: str) -> None:
    """Backwards, impossible or half: asked again, nothing is kept."""
    talk = Talk(JONAS)
    assert not talk.say(said).effects
    assert talk.text == say("nb", "reach.no_times")


@pytest.mark.parametrize("said", ["jeg er borte fra 1.12 til 5.12", "telefontid 9-11"])
def test_whom_nobody_asks_for_contact_keeps_nothing(said: str) -> None:
    """A Nav counsellor has no referral here."""
    kept = [e for e in Talk(NORA).say(said).effects if isinstance(e, SetAbsence | SetPhoneHours)]
    assert not kept


def test_taking_it_back() -> None:
    """The buttons under what is kept take it back."""
    talk = Talk(JONAS)
    hours, away = PhoneHours((1,), dt.time(9), dt.time(10)), Absence(TODAY, TODAY)
    talk.snapshot = TurnSnapshot(reach={"dps-general": Reach(hours, (away,))})
    talk.say("telefontid")
    assert [choice.id for choice in talk.choices] == ["reach:back", "reach:no_hours"]
    assert SetAbsence("jonas", "dps-general", None, TODAY) in talk.press("reach:back").effects
    assert SetPhoneHours("jonas", None) in talk.press("reach:no_hours").effects


@pytest.mark.parametrize("lang", LANGS)
def test_unread_notices_say_whom_and_what_to_do(lang: str) -> None:
    """Each line names the code, the reader or the empty post, and since when; then what can be done."""
    talk = Talk(replace(KARI, lang=lang), lang)
    lost = (
        Unread("IPS-7K3F", "dps-general", "Jonas", NOW, deputy=True),
        Unread("IPS-AAA2", "dps-fact", "", NOW, deputy=True),
        Unread("IPS-BBB3", "dps-supervisor", "Mette", NOW, deputy=False),
    )
    talk.snapshot = TurnSnapshot(stranded=lost)
    talk.press("referrals:")
    assert say(lang, "stranded.button", count=3) in {choice.label for choice in talk.choices}
    talk.press("stranded:")
    (reply,) = talk.replies
    assert all(one.code in reply.text and one.person in reply.text for one in lost)
    assert "21.11.2026 13:00" in reply.text
    assert len(reply.do) == 3
