"""A talk that two people agreed on, and its calendar file (iCalendar, RFC 5545).

The file holds the referral's code and the time: in a calendar it does not tell who the patient is.
"""

from __future__ import annotations

import datetime as dt
from email.utils import parseaddr
from typing import TYPE_CHECKING

from bot.domain.case.meeting import Meeting
from bot.domain.clock.norway import OSLO
from bot.domain.message.message import File

if TYPE_CHECKING:
    from icalendar import Event

LASTS = dt.timedelta(minutes=30)
MEDIA = "text/calendar"
NOBODY = "mailto:ips-assistent@ips-assistent.invalid"
"""Who calls off where no mail is sent: a calendar wants an organizer; answers to it reach nobody."""
SEQUENCE_BEGINS = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
SUMMER_TIME = "\r\n".join(
    (
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Oslo",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    )
)
"""The rule of the European Union since 1996, as calendars that do not know the zone need it."""


def calendar_file(meeting: Meeting, called_off_at: dt.datetime | None = None, sender: str = "") -> File:
    """Return the calendar file of a talk, with the rules of Norwegian summer time in it.

    The `sender` of letters, where any are sent, calls off by a file, too: it is who invited.

    Called off, it is the same entry (UID) with a higher sequence and METHOD:CANCEL, which takes it out of the
    calendar and needs an ORGANIZER; what is agreed has none. Source: RFC 5546, 3.2.5.
    """
    event = entry(meeting, called_off_at)
    text = as_calendar(event, called_off=called_off_at is not None, sender=sender)
    return File(f"{meeting.code}.ics", MEDIA, text)


def entry(meeting: Meeting, called_off_at: dt.datetime | None = None) -> Event:
    """Return the entry of a talk; its number grows with each time it is agreed on anew or called off."""
    from icalendar import Event  # slow to load, and seldom needed

    start = meeting.start.replace(tzinfo=OSLO)
    written_at = called_off_at or meeting.agreed_at
    event = Event()
    event.add("uid", f"{meeting.code}-{meeting.kind}@ips-assistent")
    event.add("dtstamp", written_at.astimezone(dt.UTC))
    event.add("sequence", _sequence(meeting, called_off_at))
    event.add("dtstart", start)
    event.add("dtend", start + LASTS)
    event.add("summary", meeting.code)
    event.add("class", "PRIVATE")
    return event


def organizer(sender: str) -> str:
    """Return the address of who calls together and off: the `sender` of letters, nobody's without one."""
    return f"mailto:{parseaddr(sender)[1]}" if sender else NOBODY


def as_calendar(event: Event, *, called_off: bool, sender: str = "") -> str:
    """Return the text of a calendar with this one entry, published or called off. Source: RFC 5546, 3.2.5."""
    from icalendar import vCalAddress

    if called_off:
        event.add("organizer", vCalAddress(organizer(sender)))
    return written(event, "CANCEL" if called_off else "PUBLISH")


def written(event: Event, method: str) -> str:
    """Return the text of a calendar with this one entry, for what is to be done with it."""
    from icalendar import Calendar, Timezone

    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//ips-assistent//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_ical(SUMMER_TIME))
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _sequence(meeting: Meeting, called_off_at: dt.datetime | None) -> int:
    """Return a number that grows with each file of an entry: seconds since 2020, which fit until 2088."""
    agreed = int((meeting.agreed_at - SEQUENCE_BEGINS).total_seconds())
    if called_off_at is None:
        return agreed
    return max(agreed + 1, int((called_off_at - SEQUENCE_BEGINS).total_seconds()))
