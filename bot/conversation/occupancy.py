"""How full a post is, in words and as a row of a picture: the same in the chat and on the inbox page."""

from __future__ import annotations

from typing import Protocol

from bot.domain.message.inbox import Occupancy
from bot.domain.message.picture import Look, Row


class Say(Protocol):
    """Returns a text in the reader's language."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key."""


def row(say: Say, seats: Occupancy) -> Row:
    """Return a post as it is drawn, its numbers in words beside it."""
    return Row(seats.name, _note(say, seats), seats.taken, seats.places, look(seats))


def look(seats: Occupancy) -> Look:
    """Return how the places of a post look."""
    if not seats.held:
        return Look.EMPTY
    return Look.AWAY if seats.away else Look.PRESENT


def _note(say: Say, seats: Occupancy) -> str:
    values = {"taken": seats.taken, "places": seats.places, "free": seats.free}
    if not seats.held:
        return say("inbox.seats.empty", **values)
    return say("inbox.seats.away" if seats.away else "inbox.seats.line", **values)
