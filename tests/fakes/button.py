"""A button as a channel carries it, for tests that begin at the wire."""

from __future__ import annotations

from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import Choice


def choice(wire: str, label: str) -> Choice:
    """Return the button with this id."""
    return Choice(ButtonId.read(wire), label)
