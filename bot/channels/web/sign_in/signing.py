"""What happens on the way in and out: begun, answered, attached, left, ended from elsewhere."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from collections.abc import Coroutine
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.context import RouteContext
from bot.channels.web.sign_in import begun as under_way
from bot.channels.web.sign_in import claims, views
from bot.channels.web.sign_in.begun import BEGUN, LASTS_S, MOST, NEW, Begun, Unknown
from bot.channels.web.sign_in.claims import NotSignedIn
from bot.channels.web.sign_in.goal import for_person
from bot.channels.web.sign_in.oidc import NAME, OidcLogin
from bot.domain.person.sign_in import Account, digest

CHANNEL = "web"
MOST_TOKEN = 16 * 1024
"""Bytes of a logout token."""

Work = Coroutine[Any, Any, Response]

log = structlog.get_logger()


async def begin(login: OidcLogin, request: Request, goal: str, fresh: bool) -> Response:
    """Send the browser to the provider, with what it needs to come back."""
    begun = under_way.begin(goal, fresh=fresh)
    response = RedirectResponse(await login.provider.ask(begun), status_code=303)
    waiting = sorted(name for name in request.cookies if name.startswith(BEGUN))
    for name in waiting[MOST - 1 :]:
        login.drop(response, name)
    _keep(response, under_way.name_of(begun.state), login.seal.close(begun, int(time.time())))
    return response


async def finish(door: RouteContext, login: OidcLogin, request: Request) -> Response:
    """Take the provider's answer: begin a session, or ask an account that is nobody's for a code."""
    answer = dict(request.query_params)
    begun = _begun(login, request, answer.get("state", ""))
    found = await login.provider.redeem(begun, answer)
    account = claims.account(found, login.oidc, login.now())
    response = await _session(door, login, request, account, begun.goal)
    if response is None:
        response = HTMLResponse(views.code(door, request, wrong=False))
        unknown = Unknown(
            account.subject, account.sid, account.name, account.proved_at.timestamp(), begun.goal
        )
        _keep(response, NEW, login.seal.close(unknown, int(time.time())))
    login.drop(response, under_way.name_of(begun.state))
    return response


def _begun(login: OidcLogin, request: Request, state: str) -> Begun:
    """Return the sign-in that this answer is to, begun in this browser a moment ago. Raises NotSignedIn."""
    sealed = request.cookies.get(under_way.name_of(state), "")
    begun = login.seal.open(Begun, sealed, int(time.time()))
    if begun is None or not secrets.compare_digest(begun.state.encode(), state.encode("utf-8", "replace")):
        raise NotSignedIn("stale", "no such sign-in under way", 400)
    return begun


async def _session(
    door: RouteContext, login: OidcLogin, request: Request, account: Account, goal: str
) -> Response | None:
    """Begin a session under a new token, and end the one before; None for an account that is nobody's."""
    token = secrets.token_urlsafe(32)
    person = await login.sign_ins.begin(account, token, login.now())
    if person is None:
        return None
    if before := request.cookies.get(NAME):
        await login.sign_ins.end(before)
    log.info("signed in", channel=CHANNEL, kind=str(person.role))
    response = RedirectResponse(for_person(goal, person.id), status_code=303)
    login.keep(response, token)
    return response


async def attach(door: RouteContext, login: OidcLogin, request: Request, code: str) -> Response:
    """Give the account to whoever the code invites, and sign them in."""
    unknown = login.seal.open(Unknown, request.cookies.get(NEW, ""), int(time.time()))
    if unknown is None:
        raise NotSignedIn("stale", "no account under way", 400)
    if door.limiter.wait(f"code {unknown.subject}", time.monotonic()):
        raise NotSignedIn("stale", "too many codes", 429)
    proved = dt.datetime.fromtimestamp(unknown.proved, dt.UTC)
    account = Account(unknown.subject, unknown.sid, unknown.name, proved)
    if not await login.sign_ins.attach(account, code, login.now()):
        door.refusals.refused(403, "wrong code")
        return HTMLResponse(views.code(door, request, wrong=True), 403)
    response = await _session(door, login, request, account, unknown.goal)
    if response is None:
        raise NotSignedIn("no_role", "account was taken back")
    login.drop(response, NEW)
    return response


async def leave(login: OidcLogin, request: Request) -> Response:
    """End the session of this browser, and have it forget what it kept of us."""
    for token in login.tokens(request):
        await login.sign_ins.end(token)
        log.info("signed out", channel=CHANNEL)
    response = RedirectResponse("/signed-out", status_code=303)
    login.drop(response)
    if login.oidc.tenants:
        login.drop_in_tab(response)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


async def ended_there(door: RouteContext, login: OidcLogin, token: str) -> None:
    """End what a logout token names. Raises NotSignedIn."""
    found = await login.provider.logged_out(token)
    subject, sid = claims.ended(found, login.oidc, login.now())
    count = await login.sign_ins.end_account(subject, sid)
    log.info("signed out by the provider", channel=CHANNEL, count=count)


async def left_there(login: OidcLogin, issuer: str, sid: str) -> None:
    """End one sign-in that the provider's page names; anything else is nothing."""
    if issuer == login.oidc.issuer and sid:
        count = await login.sign_ins.end_account("", digest("sid", issuer, sid))
        log.info("signed out by the provider", channel=CHANNEL, count=count)


def log_refusal(door: RouteContext, fault: NotSignedIn) -> None:
    """Write a refused sign-in down: why, and nobody's name."""
    door.refusals.refused(fault.status, fault.reason)


def _keep(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, LASTS_S, path="/", secure=True, httponly=True, samesite="lax")
