"""A talk as a calendar takes it from a letter (iTIP, RFC 5546): an invitation, a move, a cancellation."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from bot.conversation.files.calendar import entry, organizer, written
from bot.domain.case.meeting import Meeting


class Method(StrEnum):
    """What a calendar is to do with the entry."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


def method(called_off_at: dt.datetime | None) -> Method:
    """Return what is done with a talk that stands, or was called off then."""
    return Method.CANCEL if called_off_at else Method.REQUEST


def invitation(meeting: Meeting, called_off_at: dt.datetime | None, sender: str, reader: str) -> str:
    """Return the talk for the calendar of its `reader`; the `sender` of letters is its organizer.

    Each reader gets an own copy and learns nobody's address. Both have agreed already: nothing is asked back.
    At another time it is the same entry (UID) with a higher sequence. Source: RFC 5546, 3.2.2 and 3.2.5.
    """
    from icalendar import vCalAddress  # slow to load, and seldom needed

    event = entry(meeting, called_off_at)
    event.add("organizer", vCalAddress(organizer(sender)))
    asked = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", vCalAddress(f"mailto:{reader}"), parameters=asked)
    return written(event, method(called_off_at))
