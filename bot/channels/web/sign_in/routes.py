"""The pages and addresses of signing in and out by OpenID Connect."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.guest.routes import PATH, asked_by_link
from bot.channels.web.protection.faults import Refused, told
from bot.channels.web.sign_in import signing, tab, views
from bot.channels.web.sign_in.claims import NotSignedIn
from bot.channels.web.sign_in.demo import form
from bot.channels.web.sign_in.goal import for_person, of, safe
from bot.channels.web.sign_in.oidc import NAME, OidcLogin
from bot.domain.ports.store import StoreFault


def router(door: RouteContext, login: OidcLogin) -> APIRouter:
    """Return the routes."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.head("/")
    @routes.get("/")
    async def first(request: Request, to: str = "/") -> Response:
        """Lead whoever is signed in to where they want to go; others find the way in."""
        goal = safe(to) if "to" in request.query_params else of("/", request.url.query)
        if person := await login.person(request):
            return RedirectResponse(for_person(goal, person.id), status_code=303)
        if login.is_in_tab(request):
            return _to_tab(goal)
        asked = asked_by_link(request)
        if (
            asked and door.guests is not None
        ):  # a link of an intranet or a poster: whoever reads it may be nobody
            return RedirectResponse(f"{PATH}?{urlencode(asked)}", status_code=303)
        return HTMLResponse(views.sign_in(door, request, goal))

    @routes.get("/login/start")
    async def start(request: Request, to: str = "/", fresh: str = "") -> Response:
        """Begin a sign-in at the provider. It shows itself in no page of others: Teams vouches for its people
        there, but for no fresh proof.
        """
        if login.is_in_tab(request):
            if fresh != "1":
                return _to_tab(safe(to))
            return told(door, request, Refused(403, "web.tab.fresh"))
        return await _told(door, login, request, signing.begin(login, request, safe(to), fresh == "1"))

    @routes.get("/login/back")
    async def back(request: Request) -> Response:
        """Take the provider's answer."""
        return await _told(door, login, request, signing.finish(door, login, request))

    @routes.post("/login/code")
    async def code(request: Request) -> Response:
        """Give an account that is nobody's yet to whoever was invited by this code."""
        given = (await form(request)).get("code", "")
        return await _told(door, login, request, signing.attach(door, login, request, given))

    @routes.post("/logout")
    async def out(request: Request) -> Response:
        """End the session here. Whoever is signed out already gets the same page."""
        return await _told(door, login, request, signing.leave(login, request))

    @routes.get("/signed-out")
    async def gone(request: Request) -> Response:
        """Say that one is signed out, and show the way out at the provider, too."""
        try:
            elsewhere = await login.provider.way_out(login.way_home)
        except NotSignedIn:
            elsewhere = ""
        return HTMLResponse(views.signed_out(door, request, elsewhere))

    @routes.post("/login/backchannel")
    async def backchannel(request: Request) -> Response:
        """End sessions because the provider says so. Source: OpenID Connect Back-Channel Logout 1.0."""
        try:
            token = (await form(request, signing.MOST_TOKEN)).get("logout_token", "")
            await signing.ended_there(door, login, token)
        except NotSignedIn as fault:
            door.refusals.refused(400, fault.reason)
            return PlainTextResponse("invalid_request", 400)
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return PlainTextResponse("", 200)

    @routes.get("/login/frontchannel")
    async def frontchannel(request: Request, iss: str = "", sid: str = "") -> Response:
        """End one sign-in because the provider's page asks for it, by the name that only it and we know."""
        try:
            await signing.left_there(login, iss, sid)
        except StoreFault as fault:
            raise Refused(503, "flow.fault") from fault
        return PlainTextResponse("", 200)

    if login.oidc.tenants:
        routes.include_router(tab.router(door, login))
    return routes


def _to_tab(goal: str) -> Response:
    return RedirectResponse(f"{tab.PATH}?to={quote(goal, safe='/')}", status_code=303)


async def _told(door: RouteContext, login: OidcLogin, request: Request, work: signing.Work) -> Response:
    """Return the answer, or a page that says in one sentence why there is none."""
    try:
        return await work
    except NotSignedIn as fault:
        signing.log_refusal(door, fault)
        return told(door, request, Refused(fault.status, fault.key))
    except StoreFault as fault:
        raise Refused(503, "flow.fault") from fault


__all__ = ["NAME", "router"]
