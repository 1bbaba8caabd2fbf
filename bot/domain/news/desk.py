"""What the pages of what is told to everybody ask of the rest of the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.news.instruction import Receipt
from bot.domain.news.newsletter import Move, Newsletters
from bot.domain.person.person import Person


@dataclass(frozen=True, slots=True)
class NewsletterSight:
    """The page of the newsletter, in the language of its reader."""

    lang: str
    news: Newsletters


@dataclass(frozen=True, slots=True)
class ReceiptSight:
    """Who has read the instruction, of which `version` is today's, in the language of whoever asks."""

    lang: str
    version: str
    today: dt.date
    receipts: tuple[Receipt, ...]


class Bulletin(Protocol):
    """Shows and does what the chat does. None for whoever may not. Everything raises StoreFault."""

    async def newsletter(self, person: Person, lang: str | None = None) -> NewsletterSight | None:
        """Return how the newsletter stands. Changes nothing."""

    async def write(self, person: Person, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Write texts by language; those in which the guard sees somebody are returned, and then none is."""

    async def move(self, person: Person, number: int, move: Move) -> tuple[str, ...]:
        """Send, stop, resume or drop; what does not stand where the move begins stays as it is.

        Returned are the languages in which the guard sees somebody; then nothing goes out.
        """

    async def receipts(self, person: Person, lang: str | None = None) -> ReceiptSight | None:
        """Return who has read what, and put on record that it was looked at."""

    async def ask(self, person: Person) -> int:
        """Ask all those to read it who have not, and were not asked; return how many."""
