"""When somebody who wished it is reminded of what was missed in the course."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.turn.notice import Goal, Lead, NoticeKind, Notify

AFTER_DAYS = (2, 7, 30)
"""Days after the wish. What is asked again after growing pauses is remembered longer."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who wished to be reminded, and since when."""

    person: str
    since: dt.datetime


def reminder(learner: Learner, now: dt.datetime) -> Notify | None:
    """Return the newest reminder that is due, under a name under which it is sent once."""
    due = [days for days in AFTER_DAYS if learner.since + dt.timedelta(days=days) <= now]
    if not due:
        return None
    since = learner.since.astimezone(dt.UTC).isoformat()
    name = sha256(f"{learner.person}|{since}".encode()).hexdigest()[:24]
    buttons = (Lead(Goal.COURSE), Lead(Goal.COURSE_QUIET))
    return Notify(
        NoticeKind.COURSE_REMINDER,
        {},
        person=learner.person,
        buttons=buttons,
        once=f"course:{name}:{due[-1]}",
    )
