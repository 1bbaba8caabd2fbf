"""Effects on what is told to everybody: newsletters, events, the instruction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.domain.news.event import Event
from bot.domain.news.newsletter import Move


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Let somebody have the newsletter, or not any more."""

    person: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class WriteNewsletter:
    """Write the text of the newsletter in hand in one language; begin one if there is none."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class MoveNewsletter:
    """Send, stop, resume or drop a newsletter. Where it does not stand where it would have to: nothing."""

    number: int
    move: Move


@dataclass(frozen=True, slots=True)
class AnnounceEvent:
    """Write a new event; its number is given by the store."""

    event: Event


@dataclass(frozen=True, slots=True)
class CallOffEvent:
    """Call an event off, and tell all who signed up."""

    event: Event


@dataclass(frozen=True, slots=True)
class SignUp:
    """Sign somebody up for an event or off; with a `day` for that day of a series alone."""

    person: str
    event: Event
    wanted: bool
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AskToRead:
    """Ask those of these people who have not read a version of the instruction to do so by a day, once."""

    person: str
    version: str
    until: dt.date
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoteRead:
    """Write that somebody has read a version of the instruction; twice is once, at the first time."""

    person: str
    version: str


@dataclass(frozen=True, slots=True)
class NoteLearned:
    """Write which content of the course somebody learned."""

    person: str
    version: dt.date
