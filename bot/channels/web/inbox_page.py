"""The inbox over HTTP: for those who handle referrals or oversee the teams; a plain word for all others."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web import inbox_view, pages
from bot.channels.web.door import Door
from bot.channels.web.faults import Refused
from bot.domain.ports import StoreFault


def router(door: Door, *, table: bool) -> APIRouter:
    """Return the route of the page; with `table` the coordinator finds the table of all referrals there."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/u/{person_id}/inbox")
    async def inbox(request: Request, person_id: str) -> Response:
        """Show what waits; the page fetches itself anew when there is news. Looking changes nothing."""
        person = door.known(person_id)
        if not door.logged_in(request, person):
            return RedirectResponse("/", status_code=303)
        if door.inbox is None:
            raise Refused(404, "web.not_found")
        if not pages.has_inbox(person):
            lang = (await door.desk.opening(person, door.lang(request))).lang
            return HTMLResponse(inbox_view.closed(door.words, lang, person), 403)
        try:
            board = await door.inbox.board(person, door.lang(request))
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        if board is None:
            raise Refused(404, "web.not_found")
        return HTMLResponse(inbox_view.page(door.words, board, person, door.directory, table=table))

    return routes
