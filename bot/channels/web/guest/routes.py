"""Where somebody who is not signed in reads an answer. What is typed comes in a body, never in an address."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.channels.web.context import RouteContext
from bot.channels.web.guest import view
from bot.channels.web.protection.client_address import address_of
from bot.channels.web.protection.faults import Refused
from bot.channels.web.protection.limits import refused_before, too_fast
from bot.channels.web.sign_in.demo import form
from bot.channels.web.sign_in.goal import of
from bot.domain.message.rate_limit import Limiter
from bot.domain.ports.guests import Guests
from bot.listening import is_urgent

PATH = "/ask"
LONGEST = 300
"""Characters that a link may ask; see link.js."""

MOST_BYTES = 32 * 1024
_TOPIC = re.compile(r"[a-z_]+(\.[a-z_]+)+")


def asked_by_link(request: Request) -> dict[str, str]:
    """Return what an address asks for: a topic, or a question; nothing for anything else."""
    topic = request.query_params.get("topic", "")
    if _TOPIC.fullmatch(topic):
        return {"topic": topic}
    text = request.query_params.get("q", "").strip()[:LONGEST]
    return {"q": text} if text else {}


def router(door: RouteContext, guests: Guests | None) -> APIRouter:
    """Return the routes; without `guests` nobody is answered who is not signed in."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
    limiter = Limiter(door.settings.per_guest)

    async def let_in(request: Request, text: str) -> Guests:
        """Count a question of an address. Raises Refused, but never for what tells of danger."""
        if guests is None:
            raise Refused(404, "web.not_found")
        sender = f"guest {address_of(request.scope, door.settings.proxies)}"
        refusal = refused_before(request) or too_fast(limiter, sender)
        if refusal and not await is_urgent(text):
            raise refusal
        return guests

    @routes.get(PATH)
    async def read(request: Request) -> HTMLResponse:
        """Show what a link asks for, or the field to ask in."""
        asked, lang = asked_by_link(request), door.lang(request)
        open_to = await let_in(request, asked.get("q", ""))
        way_in = door.login.again(of("/", urlencode(asked)))
        if "topic" in asked:
            said = await open_to.topic(asked["topic"], lang)
        elif "q" in asked:
            said = await open_to.asked(asked["q"], lang, linked=True)
        else:
            first = view.page(door.words, await open_to.opening(lang), lang, way_in=way_in, first=True)
            return HTMLResponse(first)
        text = "" if said.erase else asked.get("q", "")
        return HTMLResponse(view.page(door.words, said, lang, asked=text, way_in=way_in))

    @routes.post(PATH)
    async def ask(request: Request) -> HTMLResponse:
        """Answer what was typed. Nothing of it stands in an address, a log or the database."""
        text = (await form(request, MOST_BYTES)).get("q", "").strip()
        lang, way_in = door.lang(request), door.login.again("/")
        open_to = await let_in(request, text)
        if not text:
            first = view.page(door.words, await open_to.opening(lang), lang, way_in=way_in, first=True)
            return HTMLResponse(first)
        said = await open_to.asked(text, lang)
        kept = "" if said.erase else text
        return HTMLResponse(view.page(door.words, said, lang, asked=kept, way_in=way_in))

    return routes
