"""The chat page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web import pages
from bot.channels.web.context import RouteContext


def router(door: RouteContext) -> APIRouter:
    """Return the route of the page."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get("/u/{person_id}/")
    async def chat(request: Request, person_id: str) -> Response:
        """Show the chat, or the sign-in to whoever is not signed in."""
        person = await door.page(request, person_id)
        if isinstance(person, Response):
            return person
        opening = await door.desk.opening(person, door.lang(request))
        shown = pages.chat(
            door.words,
            opening.lang,
            person,
            door.directory,
            inbox=door.inbox is not None,
            signs_out=door.login.signs_out,
            again=door.login.again(request.url.path),
        )
        return HTMLResponse(shown)

    return routes
