"""The demo login and the chat page."""

from __future__ import annotations

import time
from urllib.parse import parse_qs

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web import cookie, pages
from bot.channels.web.body import read
from bot.channels.web.door import Door
from bot.channels.web.faults import Refused

MOST_BYTES = 4096
CHANNEL = "web"

log = structlog.get_logger()


def router(door: Door) -> APIRouter:
    """Return the routes that show pages."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.head("/", include_in_schema=False)
    @routes.get("/")
    async def choose(request: Request) -> HTMLResponse:
        """Show who one can be."""
        lang = door.lang(request)
        return HTMLResponse(pages.login(door.words, lang, tuple(door.people.values()), door.directory))

    @routes.post("/login")
    async def become(request: Request) -> Response:
        """Log in. The cookie's path holds the person: two windows of one browser can be two people."""
        try:
            form = parse_qs((await read(request, MOST_BYTES)).decode("utf-8", "replace"), max_num_fields=10)
        except ValueError as fault:
            raise Refused(400, "web.bad_request") from fault
        chosen = door.known(form.get("person", [""])[0])
        log.info("signed in", channel=CHANNEL, kind=str(chosen.role))
        home = f"/u/{chosen.id}/"
        response = RedirectResponse(home, status_code=303)
        response.set_cookie(
            cookie.NAME,
            cookie.sign(door.settings.secret, chosen.id, int(time.time())),
            path=home,
            httponly=True,
            samesite="lax",  # a link in a letter lands; foreign pages are stopped by the shield
        )
        return response

    @routes.get("/u/{person_id}/")
    async def chat(request: Request, person_id: str) -> Response:
        """Show the chat, or the login to whoever is not logged in."""
        person = door.known(person_id)
        if not door.logged_in(request, person):
            return RedirectResponse("/", status_code=303)
        opening = await door.desk.opening(person, door.lang(request))
        return HTMLResponse(
            pages.chat(door.words, opening.lang, person, door.directory, inbox=door.inbox is not None)
        )

    return routes
