"""The demo login: choose who to be. For this machine alone."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from urllib.parse import parse_qs

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web import pages
from bot.channels.web.context import RouteContext
from bot.channels.web.protection.body import read
from bot.channels.web.protection.faults import Refused
from bot.channels.web.sign_in import cookie
from bot.channels.web.sign_in.port import Visit
from bot.domain.person.person import Person

MOST_BYTES = 4096
CHANNEL = "web"

log = structlog.get_logger()


class DemoLogin:
    """See port.Login. The cookie is signed with `secret` and lasts so many seconds."""

    signs_out = False

    def __init__(self, people: Mapping[str, Person], secret: str, lasts: int) -> None:
        self._people = people
        self._secret = secret
        self._lasts = lasts

    async def visit(self, request: Request, person_id: str, *, used: bool = True) -> Visit:
        """See port.Login."""
        person = self._known(person_id)
        value = request.cookies.get(cookie.NAME, "")
        now = int(time.time())
        if not cookie.valid(self._secret, person.id, value, now, self._lasts):
            raise Refused(401, "web.logged_out")
        return Visit(person, dt.timedelta(seconds=cookie.issued(value) + self._lasts - now))

    def way_in(self, path: str, query: str) -> str:
        """See port.Login. What stands behind the # goes along by itself."""
        return f"/?{query}" if query else "/"

    def again(self, path: str) -> str:
        """See port.Login."""
        return "/"

    def routes(self, door: RouteContext) -> APIRouter:
        """See port.Login."""
        routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

        @routes.head("/", include_in_schema=False)
        @routes.get("/")
        async def choose(request: Request) -> HTMLResponse:
            """Show who one can be."""
            people = tuple(self._people.values())
            return HTMLResponse(pages.login(door.words, door.lang(request), people, door.directory))

        @routes.post("/login")
        async def become(request: Request) -> Response:
            """Log in. The cookie's path holds the person: two windows of one browser can be two people."""
            chosen = self._known((await form(request)).get("person", ""))
            log.info("signed in", channel=CHANNEL, kind=str(chosen.role))
            home = f"/u/{chosen.id}/"
            response = RedirectResponse(home, status_code=303)
            response.set_cookie(
                cookie.NAME,
                cookie.sign(self._secret, chosen.id, int(time.time())),
                path=home,
                httponly=True,
                samesite="lax",  # a link in a letter lands; foreign pages are stopped by the shield
            )
            return response

        return routes

    def _known(self, person_id: str) -> Person:
        person = self._people.get(person_id)
        if person is None:
            raise Refused(404, "web.not_found")
        return person


async def form(request: Request, most: int = MOST_BYTES, fields_most: int = 10) -> dict[str, str]:
    """Return the first value of each field of a form. Raises Refused (400, and see `read`)."""
    try:
        fields = parse_qs((await read(request, most)).decode("utf-8", "replace"), max_num_fields=fields_most)
    except ValueError as fault:
        raise Refused(400, "web.bad_request") from fault
    return {name: values[0] for name, values in fields.items()}
