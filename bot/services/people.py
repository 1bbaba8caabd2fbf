"""Looks after the members of staff: the one way, for the pages and for the command line. See ports.people."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.audit.entry import NOTHING, AuditAction
from bot.domain.person import invitation
from bot.domain.person.availability import Absence
from bot.domain.person.person import Person
from bot.domain.person.roster import Listed, Member
from bot.domain.ports.people import Offboarding
from bot.domain.ports.store import Clock, StoreFault
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import (
    Admit,
    Audit,
    ChangeInquiry,
    ConfirmAccess,
    Effect,
    EndSessions,
    Invite,
    Manage,
    SetAbsence,
    SetEmail,
    UnlinkChats,
)
from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class StoredPeople:
    """See ports.people.People."""

    store: Store
    clock: Clock

    def now(self) -> dt.datetime:
        """See People."""
        return self.clock.now()

    async def lang(self, person: Person, asked: str) -> str:
        """See People: the language chosen for good, else the browser's."""
        known = await self.store.known(person.id)
        return (known.lang if known else None) or asked

    async def listed(self) -> tuple[Listed, ...]:
        """See People."""
        return await self.store.people()

    async def chats(self) -> Mapping[str, tuple[str, ...]]:
        """See People. Where somebody left, they are known no more."""
        found: dict[str, tuple[str, ...]] = {}
        for row in await self.store.accounts.channels():
            if row["left_at"] is None:
                found[row["person"]] = (*found.get(row["person"], ()), row["channel"])
        return found

    async def admit(self, members: Iterable[Member], by: str) -> None:
        """See People."""
        await self._apply(*(e for one in members for e in (Admit(one, by), Manage(by, one.person))))

    async def email(self, person: str, address: str | None, by: str) -> None:
        """See People."""
        await self._apply(SetEmail(person, address), Manage(by, person))
        await self.store.scrub()

    async def away(self, member: Member, absence: Absence, by: str) -> None:
        """See People."""
        away = SetAbsence(member.person, member.post, absence, absence.first)
        noted = Audit(member.person, AuditAction.AWAY, member.post or NOTHING)
        await self._apply(away, noted, Manage(by, member.person))

    async def confirm(self, person: str, by: str) -> None:
        """See People."""
        await self._apply(ConfirmAccess(person, by), Manage(by, person))

    async def invite(self, person: str, by: str) -> str:
        """See People. The store has the digest only."""
        code = invitation.fresh(secrets.choice)
        made = Invite(person, invitation.digest(code), self.now() + invitation.LASTS)
        await self._apply(made, Manage(by, person))
        return code

    async def sign_out(self, person: str, by: str) -> int:
        """See People."""
        count = await self.store.sessions_of(person)
        await self._apply(EndSessions(person), Manage(by, person))
        return count

    async def unlink(self, person: str, by: str) -> None:
        """See People."""
        await self._apply(UnlinkChats(person), Manage(by, person))

    async def leaving(self, person: str, to: str | None = None) -> Offboarding:
        """See People."""
        known = await self._known(person)
        effects = await self.store.leaving(known, self.now(), to)
        on_record = [(one.action, one.thing) for one in effects if isinstance(one, Audit)]
        asked = (one.inquiry.code for one in effects if isinstance(one, ChangeInquiry))
        left = (one for one in effects if isinstance(one, Notify) and one.kind is NoticeKind.AUTHOR_LEFT)
        return Offboarding(
            (*(code for act, code in on_record if act == AuditAction.HANDED_OVER), *asked),
            tuple(code for act, code in on_record if act == AuditAction.AUTHOR),
            tuple(str(one.values["code"]) for one in left),
            await self.store.is_sole_holder(known),
            await self.store.sessions_of(person),
            (await self.chats()).get(person, ()),
        )

    async def remove(self, person: str, to: str | None, by: str) -> tuple[str, ...]:
        """See People."""
        return await self.store.retire(await self._known(person), self.now(), to, by)

    async def _known(self, person: str) -> Person:
        known = await self.store.known(person)
        if known is None:
            raise StoreFault("somebody unknown cannot leave")
        return known

    async def _apply(self, *effects: Effect) -> None:
        await self.store.apply(effects, self.now())
