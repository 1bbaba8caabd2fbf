"""Who works here, on which posts: what those who look after the place ask and change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress

from bot.domain.audit.entry import AuditAction
from bot.domain.organisation.changing import DirectoryFault, applied, needed
from bot.domain.organisation.directory import Directory
from bot.domain.person.availability import Absence
from bot.domain.person.person import Person
from bot.domain.person.roster import Listed
from bot.domain.ports.store import InHand
from bot.domain.referral.leaving import leave
from bot.domain.referral.orphaned import OrphanedCase, moved, orphaned
from bot.domain.turn.outcome import (
    Audit,
    ChangeInquiry,
    ChangeReferral,
    Effect,
    Manage,
    SetAbsence,
    SetEmail,
)
from bot.storage.database import transaction
from bot.storage.opened import OpenStore
from bot.storage.repositories import directory_entries, staff


class StaffStore(OpenStore):
    """People with their access, the directory as it is now, and what is open when somebody leaves."""

    async def set_email(self, person: str, address: str | None) -> bool:
        """Write where somebody's e-mail goes, None for nowhere; tell whether there is such a person."""
        if await self.known(person) is None:
            return False
        await self.apply([SetEmail(person, address)], dt.datetime.now(dt.UTC))
        await self.scrub()
        return True

    async def people(self) -> tuple[Listed, ...]:
        """Return everybody but guests, with their access."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.listed(connection)

    async def leaving(
        self, person: Person, at: dt.datetime, colleague: str | None = None
    ) -> tuple[Effect, ...]:
        """Return what would follow if somebody left now; nothing is written."""
        cases = await self._open()
        async with transaction(self.engine, reading=True) as connection:
            sole = await staff.is_sole_holder(connection, person)
        return tuple(leave(person, cases, self._directory, at, sole_holder=sole, colleague=colleague))

    async def is_sole_holder(self, person: Person) -> bool:
        """Tell whether nobody else holds this person's post."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.is_sole_holder(connection, person)

    async def sessions_of(self, person: str) -> int:
        """Return in how many browsers somebody is signed in."""
        async with transaction(self.engine, reading=True) as connection:
            return await staff.sessions(connection, person)

    async def retire(
        self, person: Person, at: dt.datetime, colleague: str | None = None, by: str = ""
    ) -> tuple[str, ...]:
        """Let somebody go, with all that follows for what is open; return its codes.

        `by` is who says so, empty for the house.
        """
        effects = await self.leaving(person, at, colleague)
        await self.apply([Manage(by, person.id), *effects], at)
        await self.scrub()
        touched = (
            one.referral if isinstance(one, ChangeReferral) else one.inquiry
            for one in effects
            if isinstance(one, ChangeReferral | ChangeInquiry)
        )
        return tuple(one.code for one in touched)

    async def add_people(self, people: Iterable[Person]) -> None:
        """Write these members of staff, or what is new about them."""
        async with self.unit() as unit:
            for person in people:
                await unit.person(person)
            await unit.commit()

    async def end_expired(self, now: dt.datetime) -> int:
        """Let go everybody whose last day is over; return how many it were."""
        async with transaction(self.engine, reading=True) as connection:
            over = await staff.expired(connection, now.date())
        return sum([await self._end_access(person, now) for person in over])

    async def _end_access(self, person: str, now: dt.datetime) -> bool:
        """Let one go whose last day is over; tell whether it was not done yet, here or in another replica."""
        known = None
        with suppress(InHand):
            async with self.sweep_unit() as unit:
                known = await unit.expired(person, now.date())
                if known is not None:
                    await unit.apply([Manage("", person), *await self.leaving(known, now)], now)
                    await unit.commit()
        await self.scrub()
        return known is not None

    async def set_away(self, post: str, first_day: dt.date, last_day: dt.date) -> None:
        """Record that the holder of a post is away from the first to the last day, both included."""
        away = SetAbsence("", post, Absence(first_day, last_day), first_day)
        await self.apply([away, Audit("", AuditAction.AWAY, post)], dt.datetime.now(dt.UTC))

    async def load_directory(self) -> bool:
        """Have the directory that holds now, in this process; tell whether it is another one than before.

        What an admin wrote stands over directory.yaml. Whoever holds the directory sees it at once.
        """
        async with transaction(self.engine, reading=True) as connection:
            newest = await directory_entries.newest(connection)
            if newest == self._directory_seen:
                return False
            changed = await directory_entries.written(connection)
        self._directory.become(applied(self._of_file, changed))
        self._directory_seen = newest
        return True

    async def places_in_use(self, directory: Directory) -> tuple[DirectoryFault, ...]:
        """Return which posts and services a directory lacks that people or open cases have."""
        places: dict[str, list[str]] = {}
        for one in await self.people():
            for place in filter(None, (one.member.post, one.member.service)):
                places.setdefault(place, []).append(one.member.person)
        for case in await self._open():
            for place in filter(None, (case.post, case.service)):
                places.setdefault(place, []).append(case.code)
        return needed(directory, places)

    async def orphaned(self) -> tuple[OrphanedCase, ...]:
        """Return what is open and points to a post or service that is not in the directory."""
        return orphaned(await self._open(), self._directory)

    async def move(self, old: str, new: str, at: dt.datetime) -> tuple[str, ...]:
        """Let everything open that points to `old` point to `new`; return the codes. Both sides are told."""
        moving = tuple(one for one in await self._open() if old in (one.post, one.service))
        async with self.unit() as unit:
            for one in moving:
                await unit.apply(moved(one, old, new, self._directory, at), at)
            await unit.commit()
        return tuple(one.code for one in moving)
