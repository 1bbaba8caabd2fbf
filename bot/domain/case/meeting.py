"""A talk about a case that two people agreed on, as calendars and notices carry it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meeting:
    """A talk about a referral or inquiry. `start` is what the clocks in Norway show then.

    `agreed_at` has a time zone. A case has one talk of each kind: in a calendar one agreed later takes the
    place of the earlier.
    """

    code: str
    kind: str
    start: dt.datetime
    agreed_at: dt.datetime


def line(talk: Meeting) -> str:
    """Return a talk in one line, as rows keep it."""
    return "|".join((talk.code, talk.kind, talk.start.isoformat(), talk.agreed_at.isoformat()))


def in_line(text: str) -> Meeting:
    """Return the talk that `line` wrote. Raises ValueError for any other text."""
    code, kind, start, agreed_at = text.split("|")
    return Meeting(code, kind, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(agreed_at))


def calendar_line(talk: Meeting, off: dt.datetime | None) -> str:
    """Return a talk, and when it was called off, as a letter to a calendar is kept."""
    return f"{line(talk)}|{off.isoformat() if off else ''}"


def of_calendar_line(text: str) -> tuple[Meeting, dt.datetime | None]:
    """Return what `calendar_line` wrote. Raises ValueError for any other text."""
    talk, _, off = text.rpartition("|")
    return in_line(talk), dt.datetime.fromisoformat(off) if off else None
