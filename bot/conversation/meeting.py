"""A talk that two people agreed on, and its calendar file (iCalendar, RFC 5545).

The file holds the referral's code and the time: in a calendar it does not tell who the patient is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.message import File

OSLO = ZoneInfo("Europe/Oslo")
LASTS = dt.timedelta(minutes=30)
MEDIA = "text/calendar"
NOBODY = "mailto:ips-assistent@ips-assistent.invalid"
"""Who calls off: a calendar wants an organizer for that, and answers to this address reach nobody."""
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


@dataclass(frozen=True, slots=True)
class Meeting:
    """A talk about a referral. `start` is what the clocks in Norway show then; `agreed_at` has a time zone.

    A referral has one talk of each kind: in a calendar one agreed later takes the place of the earlier.
    """

    code: str
    kind: str
    start: dt.datetime
    agreed_at: dt.datetime

    def __str__(self) -> str:
        """Return the talk as one line, to be kept with a row of the outbox."""
        return "|".join((self.code, self.kind, self.start.isoformat(), self.agreed_at.isoformat()))


def meeting_of(line: str) -> Meeting:
    """Return the talk that `str(meeting)` gave this line. Raises ValueError for any other line."""
    code, kind, start, agreed_at = line.split("|")
    return Meeting(code, kind, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(agreed_at))


def calendar_file(meeting: Meeting, called_off_at: dt.datetime | None = None) -> File:
    """Return the calendar file of a talk, with the rules of Norwegian summer time in it.

    Called off, it is the same entry (UID) with a higher sequence and METHOD:CANCEL, which takes it out of the
    calendar and needs an ORGANIZER; what is agreed has none. Source: RFC 5546, 3.2.5.
    """
    from icalendar import Calendar, Event, Timezone, vCalAddress  # slow to load, and seldom needed

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
    if called_off_at:
        event.add("organizer", vCalAddress(NOBODY))
    event.add("status", "CANCELLED" if called_off_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//ips-assistent//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if called_off_at else "PUBLISH")
    calendar.add_component(Timezone.from_ical(SUMMER_TIME))
    calendar.add_component(event)
    return File(f"{meeting.code}.ics", MEDIA, calendar.to_ical().decode())


def _sequence(meeting: Meeting, called_off_at: dt.datetime | None) -> int:
    """Return a number that grows with each file of an entry: seconds since 2020, which fit until 2088."""
    agreed = int((meeting.agreed_at - SEQUENCE_BEGINS).total_seconds())
    if called_off_at is None:
        return agreed
    return max(agreed + 1, int((called_off_at - SEQUENCE_BEGINS).total_seconds()))
