"""What the web asks of whoever looks after teams, posts and services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from bot.domain.organisation.changing import DirectoryFault, EntryChange


class DirectoryDesk(Protocol):
    """The one way to change the directory while people work. Raises StoreFault."""

    async def look(self, changes: Iterable[EntryChange]) -> tuple[DirectoryFault, ...]:
        """Return what is wrong with the directory as it would be; nothing is written."""

    async def write(self, changes: Iterable[EntryChange], by: str) -> tuple[DirectoryFault, ...]:
        """Write the changes, all or none, unless something is wrong with them; return what is.

        `by` is the short name of who says so, empty for the house.
        """
