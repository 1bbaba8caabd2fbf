"""Lets admins in to the pages of who has access, and nobody else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.people.said import Here
from bot.channels.web.protection.faults import Refused
from bot.channels.web.say import Say
from bot.domain.person.person import Capability, Person
from bot.domain.ports.people import People
from bot.domain.ports.store import StoreFault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Came:
    """An admin who came in, and what the pages know."""

    person: Person
    people: People
    here: Here

    async def anew(self) -> Came:
        """Return the same after something was written."""
        known = {one.member.person: one for one in await told(self.people.listed())}
        return replace(self, here=replace(self.here, known=known))


Enter = Callable[[Request, str], Awaitable[Came | Response]]


def admins(door: RouteContext, people: People | None) -> Enter:
    """Return what lets an admin in; to others there is no such page. A change may ask for a fresh proof."""

    async def enter(request: Request, person_id: str) -> Came | Response:
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        if people is None or door.directory is None or not person.may(Capability.ADMIT):
            raise Refused(404, "web.not_found")
        if request.method == "POST" and not (await door.login.visit(request, person_id)).fresh:
            return RedirectResponse(door.login.again(request.url.path), 303)
        lang = await told(people.lang(person, door.lang(request)))
        known = {one.member.person: one for one in await told(people.listed())}
        by_groups = door.settings.by_groups
        return Came(
            person, people, Here(Say(door.words, lang), door.directory, people.now(), known, by_groups)
        )

    return enter


async def told(work: Awaitable[T]) -> T:
    """Wait for the store; what it cannot do is said in one sentence. Raises Refused (503)."""
    try:
        return await work
    except StoreFault as fault:
        raise Refused(503, "flow.fault") from fault
