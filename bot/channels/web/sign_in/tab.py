"""The tab in Teams: whoever is signed in there comes in without a second sign-in.

The page asks Teams for a token of Entra ID for this program (`getAuthToken`), and shows it here; it is
checked like any other, and a session begins, as after the sign-in of a browser. Its cookie is of a kind of
its own: it lives inside Teams only. Source: Microsoft Learn, «Enable SSO in a tab app».
"""

from __future__ import annotations

import secrets

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.sign_in import claims, signing, views
from bot.channels.web.sign_in.claims import NotSignedIn
from bot.channels.web.sign_in.demo import form
from bot.channels.web.sign_in.goal import for_person, safe
from bot.channels.web.sign_in.oidc import OidcLogin
from bot.domain.ports.store import StoreFault

PATH = "/teams/tab"

log = structlog.get_logger()


def router(door: RouteContext, login: OidcLogin) -> APIRouter:
    """Return the routes of the tab."""
    routes = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @routes.get(PATH)
    async def tab(request: Request, to: str = "/") -> Response:
        """Show the page that asks Teams who is here; it has a way out to the browser where that fails."""
        return HTMLResponse(views.tab(door, request, safe(to), login.way_in(safe(to), "")))

    @routes.post(PATH)
    async def enter(request: Request) -> Response:
        """Begin a session for whoever a token of Teams names, or say in one sentence why there is none."""
        try:
            given = await form(request, signing.MOST_TOKEN)
            return await _entered(login, given.get("token", ""), safe(given.get("to", "/")))
        except NotSignedIn as fault:
            signing.log_refusal(door, fault)
            return _told(door, request, fault.status, fault.key)
        except StoreFault:
            return _told(door, request, 503, "flow.fault")

    return routes


async def _entered(login: OidcLogin, shown: str, goal: str) -> Response:
    found = await login.provider.shown_in_teams(shown)
    account = claims.account(claims.of_teams(found, login.oidc), login.oidc, login.now())
    token = secrets.token_urlsafe(32)
    person = await login.sign_ins.begin(account, token, login.now())
    if person is None:
        raise NotSignedIn("unknown", "account of nobody")
    log.info("signed in", channel="teams", kind=str(person.role))
    response = JSONResponse({"to": for_person(goal, person.id)})
    login.keep_in_tab(response, token)
    return response


def _told(door: RouteContext, request: Request, status: int, key: str) -> Response:
    return JSONResponse({"error": door.words.say(door.lang(request), key)}, status)
