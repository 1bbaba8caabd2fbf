"""The pages of signing in by OpenID Connect."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request

from bot.channels.web import pages
from bot.channels.web.context import RouteContext
from bot.channels.web.say import Say

DOORS = ("topics", "share", "refer", "referrals")
"""What the assistant is for, as its doors say it."""


def sign_in(door: RouteContext, request: Request, goal: str) -> str:
    """Return the first page: what this is, for a guest to look at, and one way in that keeps the goal."""
    to = f"/login/start?to={quote(goal, safe='/')}"
    return _page(door, request, "sign_in", to=to, doors=DOORS, open=door.guests is not None)


def code(door: RouteContext, request: Request, *, wrong: bool) -> str:
    """Return the page that asks an account that is nobody's for the code of an invitation."""
    return _page(door, request, "code", wrong=wrong)


def signed_out(door: RouteContext, request: Request, elsewhere: str) -> str:
    """Return the page that says that one is signed out; `elsewhere` is the way out at the provider."""
    return _page(door, request, "signed_out", elsewhere=elsewhere)


def tab(door: RouteContext, request: Request, goal: str, outside: str) -> str:
    """Return the page behind the tab in Teams; `outside` is the way in by the browser."""
    return _page(door, request, "tab", to=goal, outside=outside)


def _page(door: RouteContext, request: Request, name: str, **values: object) -> str:
    say = Say(door.words, door.lang(request))
    return pages.render(name, say=say, title=say(f"web.{name}.title"), **values)
