"""A calendar file as a link that opens Teams' own calendar with the entry filled in."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import quote

from icalendar import Calendar

from bot.domain.clock.norway import OSLO
from bot.domain.message.message import File

_NEW = "https://teams.microsoft.com/l/meeting/new"


def meeting_link(file: File) -> str:
    """Return the link for a file's first event, "" if it has none with a subject, a beginning and an end.

    Source: Microsoft Learn, «Deep link to a meeting»: subject, startTime and endTime in ISO 8601.
    """
    if not file.media.startswith("text/calendar"):
        return ""
    try:
        event: Any = Calendar.from_ical(file.text).walk("VEVENT")[0]
        subject, start, end = str(event["summary"]), event["dtstart"].dt, event["dtend"].dt
    except (ValueError, LookupError, AttributeError):
        return ""
    if not (isinstance(start, dt.datetime) and isinstance(end, dt.datetime)):
        return ""
    return f"{_NEW}?subject={quote(subject)}&startTime={_moment(start)}&endTime={_moment(end)}"


def _moment(at: dt.datetime) -> str:
    """Return a moment with its offset from UTC; without a zone of its own it is Norwegian time."""
    return quote((at if at.tzinfo else at.replace(tzinfo=OSLO)).isoformat(timespec="seconds"))
