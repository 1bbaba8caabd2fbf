"""What the web asks of whoever looks after the members of staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.person.availability import Absence
from bot.domain.person.person import Person
from bot.domain.person.roster import Listed, Member


@dataclass(frozen=True, slots=True)
class Offboarding:
    """What follows if somebody leaves now, before it does.

    `handed_on` are the codes of what goes to the team's supervisor, `followed_up` of what a colleague follows
    up, `without_author` of what the supervisors are told that nobody follows up. `vacant` tells that the
    post is empty then; `browsers` and `chats` are where the person is signed in and known.
    """

    handed_on: tuple[str, ...] = ()
    followed_up: tuple[str, ...] = ()
    without_author: tuple[str, ...] = ()
    vacant: bool = False
    browsers: int = 0
    chats: tuple[str, ...] = ()


class People(Protocol):
    """The one way to change who may what. `by` is the short name of who says so, empty for the house.

    Every change is on record with who made it. Raises StoreFault.
    """

    async def lang(self, person: Person, asked: str) -> str:
        """Return the language in which somebody reads the pages."""

    def now(self) -> dt.datetime:
        """Return the time."""

    async def listed(self) -> tuple[Listed, ...]:
        """Return everybody but guests."""

    async def chats(self) -> Mapping[str, tuple[str, ...]]:
        """Return in which chats each person is known."""

    async def admit(self, members: Iterable[Member], by: str) -> None:
        """Write these members, all or none."""

    async def email(self, person: str, address: str | None, by: str) -> None:
        """Write where somebody's e-mail goes; None: nowhere."""

    async def away(self, member: Member, absence: Absence, by: str) -> None:
        """Record that somebody is away."""

    async def confirm(self, person: str, by: str) -> None:
        """Say that somebody keeps the access."""

    async def invite(self, person: str, by: str) -> str:
        """Return a code for one use within a day, by which the person becomes known."""

    async def sign_out(self, person: str, by: str) -> int:
        """Sign somebody out everywhere; return in how many browsers."""

    async def unlink(self, person: str, by: str) -> None:
        """Make somebody unknown in the chats."""

    async def leaving(self, person: str, to: str | None = None) -> Offboarding:
        """Return what would follow; nothing is written."""

    async def remove(self, person: str, to: str | None, by: str) -> tuple[str, ...]:
        """Let somebody go everywhere at once; return the codes of what was handed on."""
