"""The calendar file of an event (iCalendar, RFC 5545): once, or as a series with its rule."""

from __future__ import annotations

import datetime as dt
from typing import Any

from bot.conversation.files.calendar import MEDIA, SEQUENCE_BEGINS, as_calendar
from bot.domain.clock.norway import OSLO, moment
from bot.domain.message.message import File
from bot.domain.news.event import LAST, WEEKS, Event, Every

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event_file(
    event: Event,
    what: str,
    place: str,
    at: dt.datetime,
    called_off_at: dt.datetime | None = None,
    sender: str = "",
    day: dt.date | None = None,
) -> File:
    """Return the file of an event; called off, it takes the same entry out of the calendar (RFC 5546).

    The `sender` of letters, where any are sent, is who calls it off. One `day` of a series is that day of the
    same entry (RECURRENCE-ID): two of them stand side by side, and what calls off the series takes both out.
    """
    from icalendar import Event as Entry  # slow to load, and seldom needed

    one = day if event.every is not Every.ONCE else None
    start = (dt.datetime.combine(one, event.start.time()) if one else event.start).replace(tzinfo=OSLO)
    written = called_off_at or at
    entry = Entry()
    entry.add("uid", f"event-{event.number}@ips-assistent")
    entry.add("dtstamp", written.astimezone(dt.UTC))
    entry.add("sequence", int((written - SEQUENCE_BEGINS).total_seconds()) if called_off_at else 0)
    entry.add("dtstart", start)
    entry.add("dtend", start + dt.timedelta(minutes=event.minutes))
    entry.add("summary", what)
    entry.add("location", place)
    if one:
        entry.add("recurrence-id", start)
    elif rule := _rule(event):
        entry.add("rrule", rule)
    text = as_calendar(entry, called_off=called_off_at is not None, sender=sender)
    return File(f"ips-{event.number}.ics", MEDIA, text)


def _rule(event: Event) -> dict[str, Any]:
    """Return how a series recurs; nothing for an event that takes place once."""
    if event.every is Every.ONCE:
        return {}
    last = moment(dt.datetime.combine(event.until, event.start.time())).astimezone(dt.UTC)
    if event.every is Every.MONTHLY:
        week = -1 if event.week == LAST else event.week
        return {"freq": "MONTHLY", "byday": f"{week}{DAYS[event.start.weekday()]}", "until": last}
    return {"freq": "WEEKLY", "interval": WEEKS[event.every], "until": last}
