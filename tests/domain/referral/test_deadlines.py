"""The clock over a referral: what is overdue when, over weekends, holidays, summer time and standstill."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.case.referral import Change, Reason, Referral, State
from bot.domain.clock.norway import norwegian
from bot.domain.clock.working_days import is_working_day
from bot.domain.organisation.directory import COORDINATOR
from bot.domain.referral.deadlines import DAY, Overdue, at_work, due, has_passed, working_time
from bot.domain.referral.reminders import UndeliveredNotice, reminders, stand_ins
from tests.domain.making import consent, directory, referral

OSLO = ZoneInfo("Europe/Oslo")
MONDAY = "2026-11-23T10:00"


def oslo(text: str) -> dt.datetime:
    """Return a moment that is written as Norwegian clocks show it."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=OSLO)


def sent(at: str = MONDAY, **other: object) -> Referral:
    """Return a referral that was sent at a Norwegian time."""
    moment = oslo(at)
    given_then = consent(given_on=moment.date(), recorded_at=moment)
    return referral(at=moment, consent=given_then, **other)


def overdue(of: Referral, at: str) -> list[Overdue]:
    """Return what is overdue at a Norwegian time."""
    return [reminder.kind for reminder in due(of, oslo(at), is_working_day)]


N, S, C = Overdue.NOT_OPENED, Overdue.SUPERVISOR, Overdue.COORDINATOR


@pytest.mark.parametrize(
    ("at", "now", "kinds"),
    [
        (MONDAY, "2026-11-25T09:59", []),
        (MONDAY, "2026-11-25T10:00", [N]),
        (MONDAY, "2026-11-26T09:59", [N]),
        (MONDAY, "2026-11-26T10:00", [N, S]),
        (MONDAY, "2026-11-30T09:59", [N, S]),
        (MONDAY, "2026-11-30T10:00", [N, S, C]),
        (MONDAY, "2026-12-24T15:00", [N, S, C]),  # after a month of standstill
        ("2026-11-20T15:00", "2026-11-24T14:59", []),  # Friday afternoon: the weekend does not count
        ("2026-11-20T15:00", "2026-11-24T15:00", [N]),
        ("2026-11-21T12:00", "2026-11-25T08:00", [N]),  # sent on a Saturday: the clock begins on Monday
        ("2026-11-21T12:00", "2026-11-24T15:59", []),
        ("2026-12-23T12:00", "2026-12-28T11:59", []),  # Christmas falls on a Friday
        ("2026-12-23T12:00", "2026-12-28T12:00", [N]),
        ("2026-04-01T12:00", "2026-04-07T15:00", []),  # Easter: Thursday to Monday
        ("2026-04-01T12:00", "2026-04-08T12:00", [N]),
        ("2026-10-23T12:00", "2026-10-27T12:00", [N]),  # clocks go back in between
        (MONDAY, "2026-11-25T16:00", []),  # due, but nobody is told in the evening,
        (MONDAY, "2026-11-26T07:59", []),  # nor before work
        (MONDAY, "2026-11-29T12:00", []),  # nor on a Sunday
    ],
)
def test_not_opened(at: str, now: str, kinds: list[Overdue]) -> None:
    """48 hours, 72 hours and five days are counted on working days, and said in working hours."""
    assert overdue(sent(at), now) == kinds


def test_an_opened_referral_is_not_overdue() -> None:
    """Once it is opened nobody is reminded to open it; nor when it is closed."""
    opened = sent().change(State.RECEIVED, "jonas", oslo("2026-11-23T11:00"))
    assert not {N, S, C} & set(overdue(opened, "2026-12-14T10:00"))
    assert overdue(sent().withdraw("anna", oslo("2026-11-23T11:00")), "2026-12-14T10:00") == []


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        ("2026-11-26T10:59", []),
        ("2026-11-26T11:00", ["not_answered"]),
        ("2026-11-30T11:00", ["not_answered", "not_answered_supervisor"]),
        ("2026-12-07T11:00", ["not_answered", "not_answered_supervisor", "not_answered_coordinator"]),
    ],
)
def test_opened_and_not_answered(now: str, kinds: list[str]) -> None:
    """A first look is no answer: the clock runs on, and begins anew at another post."""
    opened = sent().change(State.RECEIVED, "jonas", oslo("2026-11-23T11:00"))
    assert overdue(opened, now) == kinds
    assert overdue(opened.hand_over("dps-fact", "mette", oslo(now)), now) == []


def test_a_waiting_list_forgets_nobody() -> None:
    """Every ten working days whoever has it is reminded, every twenty the coordinator, until it is over."""
    since = oslo("2026-11-23T10:00")
    waiting = sent().change(State.ON_HOLD, "jonas", since, Reason.FULL, post="dps-supervisor")
    assert overdue(waiting, "2026-12-04T15:00") == []
    keys: dict[str, dt.datetime] = {}
    for day in range(300):
        now = oslo("2026-11-23T12:00") + dt.timedelta(days=day)
        for reminder in due(waiting, now, is_working_day):
            keys.setdefault(reminder.key, now)
    first = [at.date().isoformat() for key, at in keys.items() if ":waits:" in key][:2]
    assert first == ["2026-12-07", "2026-12-21"]
    rounds = [sum(f":{kind}:" in key for key in keys) for kind in ("waits", "waits_coordinator")]
    assert rounds[0] == 2 * rounds[1] + rounds[0] % 2
    assert rounds[0] > 15


def accepted() -> Referral:
    """Return a referral that was accepted on 24 November at ten."""
    opened = sent().change(State.RECEIVED, "jonas", oslo("2026-11-24T09:00"))
    return opened.change(State.ACCEPTED, "jonas", oslo("2026-11-24T10:00"))


@dataclass(frozen=True, slots=True)
class Marked(Change):
    """A change that names a milestone."""

    milestone: str | None = None


def step(of: Referral, to: State, at: str, milestone: str | None) -> Referral:
    """Return the referral after a change with a milestone."""
    return Referral(
        of.code,
        of.service,
        of.clinician,
        of.post,
        of.consent,
        (*of.history, Marked(to, "jonas", oslo(at), None, milestone)),
    )


def test_accepted_without_a_first_meeting() -> None:
    """Two weeks after accepting, the owner is reminded of the first meeting; a milestone ends it."""
    assert overdue(accepted(), "2026-12-08T09:59") == []
    assert overdue(accepted(), "2026-12-08T10:00") == [Overdue.NO_MEETING]
    met = step(accepted(), State.ACCEPTED, "2026-12-01T10:00", "first_meeting")
    assert overdue(met, "2026-12-08T10:00") == []


def test_a_first_meeting_without_a_job_search() -> None:
    """A month after the first meeting the owner is reminded of the search, until it has begun."""
    met = step(accepted(), State.IN_PROGRESS, "2026-12-01T10:00", "first_meeting")
    asked = step(met, State.IN_PROGRESS, "2026-12-28T10:00", None)
    for waiting in (met, asked, accepted().change(State.IN_PROGRESS, "jonas", oslo("2026-12-01T10:00"))):
        assert overdue(waiting, "2026-12-30T15:00") == []
        assert overdue(waiting, "2027-01-04T10:00") == [Overdue.NO_SEARCH]
    (reminder,) = due(asked, oslo("2027-01-04T10:00"), is_working_day)
    assert reminder.key == "IPS-7K3F:no_search:4"
    searching = step(asked, State.IN_PROGRESS, "2026-12-29T10:00", "job_search")
    assert overdue(searching, "2027-01-04T10:00") == []


def test_who_is_told() -> None:
    """The post, then the method supervisor of its team, then the coordinator, who has nothing to press."""
    told = reminders(sent(), oslo("2026-12-14T10:00"), is_working_day, directory())
    assert [(n.post, n.once, bool(n.buttons)) for n in told] == [
        ("dps-general", "IPS-7K3F:not_opened:1", True),
        ("dps-supervisor", "IPS-7K3F:supervisor:1", True),
        (COORDINATOR, "IPS-7K3F:coordinator:1", False),
    ]


def test_a_supervisor_who_has_it_already_is_told_once() -> None:
    """Who waits for the supervisor anyway is not offered to the supervisor."""
    told = reminders(sent(post="dps-supervisor"), oslo("2026-12-14T10:00"), is_working_day, directory())
    assert [n.post for n in told] == ["dps-supervisor", COORDINATOR]


@pytest.mark.parametrize(
    ("post", "posts"),
    [
        ("dps-general", [COORDINATOR, "dps-supervisor"]),
        ("dps-supervisor", [COORDINATOR]),
        (None, [COORDINATOR]),
        ("gone", [COORDINATOR]),
    ],
)
def test_stand_ins(post: str | None, posts: list[str]) -> None:
    """What reaches nobody goes to the coordinator, and to the deputy where there is another one."""
    assert [n.post for n in stand_ins(UndeliveredNotice(7, "IPS-7K3F", post), directory())] == posts


moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2032, 1, 1), timezones=st.just(dt.UTC))


@given(moments)
def test_norwegian_time_is_that_of_the_time_zone(moment: dt.datetime) -> None:
    """The rule gives the same clock as the table of time zones."""
    assert norwegian(moment).replace(tzinfo=None) == moment.astimezone(OSLO).replace(tzinfo=None)


@given(moments, st.timedeltas(dt.timedelta(), dt.timedelta(days=20)), st.timedeltas(DAY, 5 * DAY))
def test_working_time_only_grows(start: dt.datetime, later: dt.timedelta, limit: dt.timedelta) -> None:
    """Working time is never more than time (but for the hour of summer time), and what is over stays over."""
    end = start + later
    spent = working_time(start, end, is_working_day, 30 * DAY)
    assert dt.timedelta() <= spent <= later + dt.timedelta(hours=1)
    if has_passed(limit, start, end, is_working_day):
        assert has_passed(limit, start, end + DAY, is_working_day)


@given(moments)
def test_everything_is_said_at_work_only(moment: dt.datetime) -> None:
    """Outside working hours nothing is due, however long it has waited."""
    assert at_work(moment, is_working_day) or not due(sent("2023-06-05T10:00"), moment, is_working_day)
