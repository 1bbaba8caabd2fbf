"""What the routes ask of a way to sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from fastapi import APIRouter
from starlette.requests import Request

from bot.domain.person.person import Person

if TYPE_CHECKING:
    from bot.channels.web.context import RouteContext

Now = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is signed in. `left` is how long it holds; using it puts the end off if `prolonged`.

    `fresh` tells that the proof is new enough to record a consent.
    """

    person: Person
    left: dt.timedelta
    prolonged: bool = False
    fresh: bool = True


class Login(Protocol):
    """A way to sign in. `signs_out` tells that pages offer to sign out."""

    signs_out: bool

    async def visit(self, request: Request, person_id: str, *, used: bool = True) -> Visit:
        """Return who is signed in under this id; with `used` the session lasts on.

        Raises Refused: 404 nobody has this id, 401 not signed in, 503 nobody can tell now.
        """

    def way_in(self, path: str, query: str) -> str:
        """Return where somebody who is not signed in is led to, and comes from there to that page."""

    def again(self, path: str) -> str:
        """Return where somebody signs in anew, also one who is signed in, and comes from there to `path`."""

    def routes(self, door: RouteContext) -> APIRouter:
        """Return the first page, and the routes of signing in."""
