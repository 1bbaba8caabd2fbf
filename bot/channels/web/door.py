"""What all routes share: the desk, the words, the people, and who is at the door."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from bot.channels.bounded_log import BoundedLog
from bot.channels.web import cookie, pages
from bot.channels.web.faults import Refused
from bot.channels.web.metrics import Metrics
from bot.channels.web.settings import WebSettings
from bot.domain.directory import Directory
from bot.domain.inbox import Inbox
from bot.domain.limits import Limiter
from bot.domain.person import Person
from bot.domain.ports import Desk
from bot.knowledge.entry import Words


@dataclass(frozen=True, slots=True)
class Door:
    """Held by every route. `limiter` counts each person's turns; `channels` tells which chats work."""

    desk: Desk
    words: Words
    people: Mapping[str, Person]
    settings: WebSettings
    directory: Directory | None
    metrics: Metrics
    closing: asyncio.Event
    limiter: Limiter
    inbox: Inbox | None = None
    channels: Callable[[], Mapping[str, bool]] = dict
    refusals: BoundedLog = field(default_factory=lambda: BoundedLog("web"))

    def known(self, person_id: str) -> Person:
        """Return the person with this id. Raises Refused (404)."""
        person = self.people.get(person_id)
        if person is None:
            raise Refused(404, "web.not_found")
        return person

    def logged_in(self, request: Request, person: Person) -> bool:
        """Tell whether the request's cookie says that it is this person."""
        value = request.cookies.get(cookie.NAME, "")
        lasts = self.settings.login_lasts
        return cookie.valid(self.settings.secret, person.id, value, int(time.time()), lasts)

    def enter(self, request: Request, person_id: str) -> Person:
        """Return the person who is logged in under this id. Raises Refused (404, 401)."""
        person = self.known(person_id)
        if not self.logged_in(request, person):
            raise Refused(401, "web.logged_out")
        return person

    def lang(self, request: Request) -> str:
        """Return the language the browser asks for; the page sends the conversation's."""
        return pages.spoken(request.headers.get("accept-language"))
