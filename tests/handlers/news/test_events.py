"""Events: their days and calendar file, who may announce them, and presses that are none of ours."""

from __future__ import annotations

import datetime as dt
import importlib
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest
from icalendar import Calendar

from bot.conversation.files.event_file import event_file
from bot.domain.message.message import File
from bot.domain.news.event import Event, EventKind, Every, Planned
from bot.domain.person.person import Person, Role
from bot.domain.turn.event_news import called_off, reminder
from bot.domain.turn.outcome import AnnounceEvent, CallOffEvent, SignUp
from tests.domain.making import NOW
from tests.handlers.talk import ANNA, LANGS, Talk, knowledge, say

KARI = Person("kari", Role.COORDINATOR, name="Kari")
GUS = Person("gus", Role.GUEST)
NOON = dt.datetime(2026, 12, 1, 12, 0)
FULL = "events:n:2612011200:lunch:60:w3:askoy-origo"


def event(
    every: Every = Every.WEEKLY, until: dt.date = dt.date(2027, 3, 1), start: dt.datetime = NOON
) -> Event:
    """Return a lunch."""
    return Event(5, EventKind.LUNCH, "Origo", start, 60, every, until)


def calendar_of(file: File) -> tuple[Any, Any]:
    """Return a calendar file as a calendar reads it, and its one entry."""
    calendar: Any = Calendar.from_ical(file.text)
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def works(day: dt.date) -> bool:
    """Tell whether people are at work: every weekday."""
    return day.weekday() < 5


def seeing(person: Person, *mine: dt.date | None) -> Talk:
    """Return a talk of somebody who sees the lunch, and signed up for these days."""
    talk = Talk(person)
    talk.snapshot = replace(talk.snapshot, events=(Planned(event(), frozenset(mine), 4),))
    return talk


@pytest.mark.parametrize(
    ("every", "start", "days"),
    [
        (Every.ONCE, NOON, ["2026-12-01"]),
        (Every.WEEKLY, NOON, ["2026-12-01", "2026-12-08", "2026-12-15"]),
        (Every.FORTNIGHTLY, NOON, ["2026-12-01", "2026-12-15", "2026-12-29"]),
        (Every.MONTHLY, NOON, ["2026-12-01", "2027-01-05", "2027-02-02"]),
        (Every.MONTHLY, dt.datetime(2026, 12, 29, 9), ["2026-12-29", "2027-01-26", "2027-02-23"]),
    ],
)
def test_the_days_of_a_series(every: Every, start: dt.datetime, days: list[str]) -> None:
    """Monthly is the same weekday in the same week of the month; the fifth one is the last."""
    found = islice(event(every, start=start).days(start.date()), 3)
    assert [day.isoformat() for day in found] == days


@pytest.mark.parametrize("every", Every)
@pytest.mark.parametrize("start", [NOON, dt.datetime(2026, 12, 29, 9)])
def test_a_calendar_finds_the_same_days(every: Every, start: dt.datetime) -> None:
    """The rule in the file says what the events themselves say, also across the change of clocks."""
    one = event(every, dt.date(2027, 6, 1) if every is not Every.ONCE else start.date(), start)
    _, entry = calendar_of(event_file(one, "IPS-lunsj", "Origo", NOW))
    assert str(entry["uid"]) == "event-5@ips-assistent"
    if "rrule" not in entry:
        assert [entry["dtstart"].dt.date()] == list(one.days(start.date()))
        return
    rules: Any = importlib.import_module("dateutil.rrule")  # icalendar's own reader of rules
    rule = rules.rrulestr(entry["rrule"].to_ical().decode(), dtstart=entry["dtstart"].dt)
    assert [at.date() for at in rule] == list(one.days(start.date()))


def test_two_days_of_a_series_stand_side_by_side() -> None:
    """Each is its own day of the one entry that is called off; neither takes the other's place."""
    series = event(Every.WEEKLY, dt.date(2027, 6, 1))
    days = list(islice(series.days(series.start.date()), 2))
    entries = [calendar_of(event_file(series, "IPS-lunsj", "Origo", NOW, day=day))[1] for day in days]
    assert {str(entry["uid"]) for entry in entries} == {"event-5@ips-assistent"}
    assert [entry["recurrence-id"].dt.date() for entry in entries] == days
    assert [entry["dtstart"].dt for entry in entries] == [entry["recurrence-id"].dt for entry in entries]
    assert not any("rrule" in entry for entry in entries)


def test_called_off_it_leaves_the_calendar() -> None:
    """The same entry, with a higher sequence and METHOD:CANCEL."""
    calendar, entry = calendar_of(event_file(event(), "IPS-lunsj", "Origo", NOW, NOW))
    assert (str(calendar["method"]), str(entry["status"])) == ("CANCEL", "CANCELLED")
    assert int(entry["sequence"]) > 0
    assert called_off(event(), "anna", NOW).event == event()


def test_the_reminder_comes_on_the_working_day_before() -> None:
    """On Friday for Monday; not on the day itself, not for a day that one did not sign up for."""
    monday = event(start=dt.datetime(2026, 12, 7, 12))
    friday = dt.date(2026, 12, 4)
    assert reminder(monday, "anna", "", friday, works)
    assert reminder(monday, "anna", "2026-12-07", friday, works)
    assert reminder(monday, "anna", "2026-12-14", friday, works) is None
    assert reminder(monday, "anna", "", dt.date(2026, 12, 3), works) is None
    assert reminder(monday, "anna", "2026-12-07", dt.date(2026, 12, 7), works) is None


@pytest.mark.parametrize("lang", LANGS)
def test_each_phrase_leads_here(lang: str) -> None:
    """Whoever types one reads what is coming."""
    for phrase in knowledge().base.words.phrases[lang]["intents.events"]:
        talk = Talk(ANNA, lang)
        talk.say(phrase)
        assert talk.text == say(talk.session.lang, "events.none")


def test_signing_off_one_day_keeps_the_others() -> None:
    """Who comes on two days and cancels one still comes on the other."""
    first, second = dt.date(2026, 12, 1), dt.date(2026, 12, 8)
    outcome = seeing(ANNA, first, second).press("events:o:5:261201")
    assert outcome.effects == (
        SignUp("anna", event(), wanted=False),
        SignUp("anna", event(), wanted=True, day=second),
    )


@pytest.mark.parametrize("press", ["events:n", f"{FULL}:y", "events:x:5", "events:y:5"])
def test_only_the_coordinator_announces_and_calls_off(press: str) -> None:
    """Others learn so, and nothing happens."""
    outcome = seeing(ANNA).press(press)
    assert outcome.effects == ()
    assert [audit.action for audit in outcome.record] == ["denied"]


@pytest.mark.parametrize("press", ["events:s:5:261201", "events:a:5"])
def test_a_guest_cannot_sign_up(press: str) -> None:
    """Nobody could be reminded."""
    assert seeing(GUS).press(press).effects == ()


def test_the_coordinator_announces_and_calls_off() -> None:
    """The last press writes it; calling off asks once more, and says how many are told."""
    talk = seeing(KARI)
    announced = talk.press(f"{FULL}:y").effects[0]
    assert isinstance(announced, AnnounceEvent)
    assert (announced.event.start, announced.event.until) == (NOON, dt.date(2027, 3, 1))
    assert talk.press("events:x:5").effects == ()
    assert talk.press("events:y:5").effects[0] == CallOffEvent(event())
    assert "4" in talk.text


@pytest.mark.parametrize(
    "rest",
    [
        *(
            "n:269901",
            "n:2612011200:party",
            "n:2612011200:lunch:61:o:digital",
            "n:2612011200:lunch:60:w9:digital",
        ),
        *("n:2612011200:lunch:60:o:nowhere:y", "n:2012011200:lunch:60:o:digital:y", "n:1:2:3:4:5:6:7:8"),
        *("s:5:991231", "e:99", "e:x", "z:5"),
    ],
)
def test_a_press_that_is_none_of_ours_writes_nothing(rest: str) -> None:
    """Whatever stands in a button, nothing is announced that could not be chosen."""
    outcome = seeing(KARI).press(f"events:{rest}")
    assert outcome.replies
    assert outcome.effects == ()
