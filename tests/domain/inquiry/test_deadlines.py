"""The clock over an inquiry: whose turn it is, counted in working days."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.domain.case.inquiry import Inquiry, InquiryKind, InquiryReason
from bot.domain.clock.working_days import is_working_day
from bot.domain.inquiry.deadlines import reminders
from tests.domain.making import directory, inquiry

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


def told(known: Inquiry, at: dt.datetime) -> list[tuple[str, str | None]]:
    """Return what is due: the last part of the key, and the reader."""
    found = reminders(known, at, is_working_day, directory())
    assert len({notice.once for notice in found}) == len(found)
    return [(notice.kind.rsplit(".", 1)[1], notice.person or notice.post) for notice in found]


def test_unanswered() -> None:
    """After two working days the post, after three the supervisor, after five the coordinator."""
    asked = inquiry(at=MONDAY)
    assert told(asked, MONDAY + 2 * DAY - MINUTE) == []
    assert told(asked, MONDAY + 2 * DAY) == [("unanswered", "dps-general")]
    assert told(asked, MONDAY + 3 * DAY)[1:] == [("supervisor", "dps-supervisor")]
    assert told(asked, MONDAY + 5 * DAY) == []  # Saturday
    assert told(asked, MONDAY + 7 * DAY)[2:] == [("coordinator", "coordinator")]


def test_a_question_to_the_supervisor_goes_on_to_the_coordinator() -> None:
    """The supervisor is reminded once, not a second time as somebody's supervisor."""
    asked = inquiry(kind=InquiryKind.SUPERVISOR, post="dps-supervisor", at=MONDAY)
    assert told(asked, MONDAY + 8 * DAY) == [("unanswered", "dps-supervisor"), ("coordinator", "coordinator")]


def test_a_talk_that_is_agreed_on_is_waited_for() -> None:
    """Before the supervisor answers there is the talk: the time runs from then."""
    start = dt.datetime(2026, 11, 25, 10)
    asked = inquiry(kind=InquiryKind.SUPERVISOR, post="dps-supervisor", at=MONDAY)
    talked = asked.suggest((start,), "mette", MONDAY).accept(start, "anna", MONDAY)
    assert told(talked, MONDAY + 3 * DAY) == []
    assert told(talked, MONDAY + 4 * DAY) == [("unanswered", "dps-supervisor")]


@pytest.mark.parametrize("known", [inquiry(at=MONDAY), inquiry(kind=InquiryKind.SUPERVISOR, at=MONDAY)])
def test_whoever_asked_is_reminded(known: Inquiry) -> None:
    """Times that wait for a choice, and a yes that waits to be used."""
    suggested = known.suggest((dt.datetime(2026, 11, 30, 9),), "jonas", MONDAY)
    assert told(suggested, MONDAY + DAY) == []
    assert told(suggested, MONDAY + 2 * DAY) == [("your_turn", "anna")]
    agreed = known.agree("jonas", MONDAY)
    supervised = known.kind is InquiryKind.SUPERVISOR
    assert told(agreed, MONDAY + 8 * DAY) == ([("your_turn", "anna")] if supervised else [])


def test_nothing_is_due_once_it_is_over() -> None:
    """Neither a no nor an end is reminded of, nor anything at a post that is gone but to its readers."""
    for over in (
        inquiry(at=MONDAY).close(InquiryReason.BY_ASKER, MONDAY),
        inquiry(at=MONDAY).decline(InquiryReason.NO_TIME, "jonas", MONDAY),
    ):
        assert told(over, MONDAY + 8 * DAY) == []
    gone = inquiry(post="closed-post", at=MONDAY)
    assert told(gone, MONDAY + 8 * DAY) == [("unanswered", "closed-post"), ("coordinator", "coordinator")]
