"""What those who signed up for an event are told: a reminder, and that it is called off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from hashlib import sha256

from bot.domain.news.event import Event
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeKind, Notify, Term, TermSort


def reminder(
    event: Event, person: str, day: str, today: dt.date, is_working_day: Callable[[dt.date], bool]
) -> Notify | None:
    """Return the reminder that is due today: it comes on the working day before, once for each day."""
    last = today + dt.timedelta(days=1)
    while not is_working_day(last):
        last += dt.timedelta(days=1)
    due = [one for one in event.days(today + dt.timedelta(days=1)) if one <= last] if not event.off else []
    due = [one for one in due if day in ("", one.isoformat())]
    if not due:
        return None
    buttons = (Lead(Goal.NOT_COMING, f"{event.number}:{due[0]:%y%m%d}"),)
    name = _name(f"{event.number}|{due[0]}|{person}")
    values = _values(event, due[0])
    return Notify(NoticeKind.EVENT_REMINDER, values, person=person, buttons=buttons, once=f"event:{name}")


def called_off(event: Event, person: str, at: dt.datetime) -> Notify:
    """Return the notice that an event is called off, with the file that takes it out of a calendar."""
    name = _name(f"{event.number}|off|{person}")
    first = next(event.days(at.date()), event.until)
    return Notify(
        NoticeKind.EVENT_OFF,
        _values(event, first),
        person=person,
        once=f"event:{name}",
        event=event,
        called_off=at,
    )


def _values(event: Event, day: dt.date) -> dict[str, Fact]:
    when = f"{day:%d.%m.%Y} {event.start:%H.%M}"
    return {"what": Term(TermSort.EVENT_KIND, event.kind), "when": when, "place": _where(event.place)}


def _where(place: str) -> Fact:
    """Return a place as it is filled in: one that has no name of its own is worded for the reader."""
    sort, _, name = place.removeprefix("@").rpartition(".")
    return Term(TermSort(sort), name) if place.startswith("@") else place


def _name(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:24]
