"""Where in the inbox of whoever answers it an inquiry belongs, and by when it is to be answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from bot.domain.case.inquiry import Inquiry, InquiryState
from bot.domain.inquiry.deadlines import waits_since
from bot.domain.organisation.access import is_answerer
from bot.domain.organisation.directory import Directory
from bot.domain.organisation.house_rules import DEFAULT, HouseRules
from bot.domain.person.person import Person
from bot.domain.referral.deadlines import Overdue, WorkingDay, has_passed, over_at, unopened
from bot.domain.referral.waiting import Part


def part_of(
    person: Person,
    inquiry: Inquiry,
    directory: Directory,
    held: Collection[str],
    now: dt.datetime,
    works: WorkingDay,
) -> Part | None:
    """Return where it belongs for this person; None when it is over or another's to answer.

    It waits at its post. For the supervisor of the team it waits when nobody holds that post, or when it has
    waited as long as the reminder to the supervisor takes. `now` is a moment with a time zone.
    """
    if not inquiry.is_open or not is_answerer(person, inquiry, directory):
        return None
    own = inquiry.post == person.post
    since = waits_since(inquiry)
    if inquiry.state is not InquiryState.ASKED or since > now:
        return Part.MINE if own else Part.TEAM
    late = unopened(directory.rules)[Overdue.SUPERVISOR]
    helps = inquiry.post not in held or has_passed(late, since, now, works)
    return Part.WAITS if own or helps else Part.TEAM


def answer_by(inquiry: Inquiry, works: WorkingDay, rules: HouseRules = DEFAULT) -> dt.datetime | None:
    """Return when whoever answers it is reminded; None where nobody of the team is waited for."""
    if inquiry.state is not InquiryState.ASKED:
        return None
    return over_at(unopened(rules)[Overdue.NOT_OPENED], waits_since(inquiry), works)
