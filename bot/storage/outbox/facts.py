"""What a notice fills in and offers, as plain JSON values of a row and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.case.meeting import Meeting, in_line, line
from bot.domain.message.button_id import ButtonId
from bot.domain.news.event import Event, EventKind, Every
from bot.domain.turn.notice import Fact, Goal, Lead, NoticeButton, Notify, Press, Term, TermSort

MEETING, EVENT = "meeting", "event"
CALLED_OFF = "called_off"
"""The places of a row that hold no text: what is for the calendar, and when it was called off."""

LEAD = "lead"
"""Begins a button that leads to a goal; all others are an id and the key of a label."""

SORTS = sorted(TermSort, key=len, reverse=True)


def places_to_json(notice: Notify) -> dict[str, str]:
    """Return the values of a notice; a term is written with "@" before it."""
    places = {name: _to_text(value) for name, value in notice.values.items()}
    if notice.meeting:
        places[MEETING] = line(notice.meeting)
    if notice.event:
        places[EVENT] = _line_of_event(notice.event)
    if notice.called_off:
        places[CALLED_OFF] = notice.called_off.isoformat()
    return places


def facts(places: Mapping[str, str]) -> dict[str, Fact]:
    """Return the values that `places_to_json` wrote."""
    return {name: _fact(text) for name, text in places.items() if name not in (MEETING, EVENT, CALLED_OFF)}


def meeting(places: Mapping[str, str]) -> Meeting | None:
    """Return the talk in these places. Raises ValueError for any other line."""
    if MEETING not in places:
        return None
    return in_line(places[MEETING])


def event(places: Mapping[str, str]) -> Event | None:
    """Return the event in these places. Raises ValueError for any other line."""
    if EVENT not in places:
        return None
    number, kind, place, start, minutes, every, until = places[EVENT].split("|")
    return Event(
        int(number),
        EventKind(kind),
        place,
        dt.datetime.fromisoformat(start),
        int(minutes),
        Every(every),
        dt.date.fromisoformat(until),
    )


def called_off(places: Mapping[str, str]) -> dt.datetime | None:
    """Return when the talk in these places was called off."""
    return dt.datetime.fromisoformat(places[CALLED_OFF]) if CALLED_OFF in places else None


def buttons_to_json(buttons: Sequence[NoticeButton]) -> list[list[str]]:
    """Return the buttons of a notice."""
    return [[LEAD, one.to.value, one.code] if isinstance(one, Lead) else [*one] for one in buttons]


def buttons(stored: Sequence[Sequence[Any]]) -> tuple[NoticeButton, ...]:
    """Return the buttons that `buttons_to_json` wrote. Raises ValueError for any others."""
    return tuple(_button(*one) for one in stored)


def _button(first: str, second: str, *code: str) -> NoticeButton:
    return Lead(Goal(second), *code) if code else Press(ButtonId.read(first), second)


def _line_of_event(one: Event) -> str:
    parts = (one.number, one.kind, one.place, one.start.isoformat(), one.minutes, one.every, one.until)
    return "|".join(map(str, parts))


def _to_text(value: Fact) -> str:
    return f"@{value.sort}.{value.name}" if isinstance(value, Term) else value


def _fact(text: str) -> Fact:
    for sort in SORTS:
        if text.startswith(f"@{sort}."):
            return Term(sort, text.removeprefix(f"@{sort}."))
    return text
