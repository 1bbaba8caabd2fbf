"""Looks after teams, posts and services: the one way, for the page and for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.organisation.changing import DirectoryFault, EntryChange, applied, faults
from bot.domain.organisation.directory import Directory
from bot.domain.ports.store import Clock
from bot.domain.turn.outcome import ChangeDirectory
from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class StoredDirectory:
    """See ports.directory.DirectoryDesk."""

    store: Store
    directory: Directory
    clock: Clock

    async def look(self, changes: Iterable[EntryChange]) -> tuple[DirectoryFault, ...]:
        """See DirectoryDesk. What people or open cases point to must stay."""
        after = applied(self.directory, changes)
        return faults(after) or await self.store.places_in_use(after)

    async def write(self, changes: Iterable[EntryChange], by: str) -> tuple[DirectoryFault, ...]:
        """See DirectoryDesk. It holds at once here, and in other replicas within seconds."""
        await self.store.load_directory()
        wanted = tuple(changes)
        if wrong := await self.look(wanted):
            return wrong
        effects = [ChangeDirectory(one.kind, one.id, one.entry, by) for one in wanted]
        await self.store.apply(effects, self.clock.now())
        await self.store.load_directory()
        return ()
