"""What all routes share: the desk, the words, the people, and who is at the door."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.bounded_log import BoundedLog
from bot.channels.web import pages
from bot.channels.web.metrics import Metrics
from bot.channels.web.protection.faults import Refused
from bot.channels.web.settings import WebSettings
from bot.channels.web.sign_in.port import Login
from bot.domain.message.inbox import Inbox
from bot.domain.message.rate_limit import Limiter
from bot.domain.organisation.directory import Directory
from bot.domain.person.person import Person
from bot.domain.ports.desk import Desk
from bot.domain.ports.guests import Guests
from bot.knowledge.base.entry import Words


@dataclass(frozen=True, slots=True)
class RouteContext:
    """Held by every route. `limiter` counts each person's turns; `channels` tells which chats work."""

    desk: Desk
    words: Words
    settings: WebSettings
    directory: Directory | None
    metrics: Metrics
    closing: asyncio.Event
    limiter: Limiter
    login: Login
    inbox: Inbox | None = None
    channels: Callable[[], Mapping[str, bool]] = dict
    measure: Callable[[], Awaitable[None]] | None = None
    """Brings up to date what is read for the metrics, if anything is."""
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guests: Guests | None = None
    """Answers people who are not signed in, where that is wanted."""
    refusals: BoundedLog = field(default_factory=lambda: BoundedLog("web"))

    async def enter(self, request: Request, person_id: str, *, used: bool = True) -> Person:
        """Return the person who is signed in under this id. Raises Refused (404, 401, 503)."""
        return (await self.login.visit(request, person_id, used=used)).person

    async def page(self, request: Request, person_id: str) -> Person | Response:
        """Return the same for a page, or the answer that leads to the sign-in."""
        used = request.headers.get("sec-fetch-mode", "navigate") == "navigate"  # not fetched anew by itself
        try:
            return await self.enter(request, person_id, used=used)
        except Refused as refused:
            if refused.status != 401:
                raise
            return RedirectResponse(self.login.way_in(request.url.path, request.url.query), status_code=303)

    async def refuse_while_off(self) -> None:
        """Raise Refused (503) while the service is switched off: nothing is shown but where to turn."""
        if await self.desk.off():
            raise Refused(503, "switched_off.page")

    def lang(self, request: Request) -> str:
        """Return the language the browser asks for; the page sends the conversation's."""
        return pages.spoken(request.headers.get("accept-language"))
