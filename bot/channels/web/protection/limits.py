"""Refuses who comes too often, and whoever comes while too many are here. Danger passes every limit.

An address, and the number of connections, are looked at before anything else is done; a person at each turn.
A turn that is above a limit is read all the same, since it may tell of danger; what does not is refused then.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Collection, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.protection.client_address import Network, address_of
from bot.channels.web.protection.faults import Refused
from bot.channels.web.protection.shield import BY_ANY_NAME
from bot.domain.message.rate_limit import Limiter

MOST_AT_ONCE = 1000
"""Connections; more are told to come again (503). Each open page holds one for its news."""

CROWD = "crowd"
"""Where in a request's state the protocol keeps the open connections."""

_REFUSAL = "refusal"
_TURN = re.compile(r"/u/[^/]+/api/turn|/ask")


class PerAddress:
    """Middleware that answers with 429 and Retry-After; a platform's probes are never refused."""

    def __init__(
        self,
        app: ASGIApp,
        limiter: Limiter,
        refuse: Callable[[Request, Refused], Response],
        proxies: Sequence[Network] = (),
    ) -> None:
        self.app = app
        self.limiter = limiter
        self.refuse = refuse
        self.proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        answer: ASGIApp = self.app
        if scope["type"] == "http" and not scope["path"].startswith(BY_ANY_NAME):
            sender = address_of(scope, self.proxies)
            if waits := self.limiter.wait(sender, time.monotonic()):
                refusal = too_many(waits)
                if not _put_off(scope, refusal):
                    answer = self.refuse(Request(scope), refusal)
        await answer(scope, receive, send)


class Crowd:
    """Middleware that refuses while more than MOST_AT_ONCE connections are open; probes are answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        answer: ASGIApp = self.app
        if scope["type"] == "http" and not scope["path"].startswith("/internal/"):
            here: Collection[object] = scope.get("state", {}).get(CROWD, ())
            full = Refused(503, "flow.fault", {"Retry-After": "1", "Connection": "close"})
            if len(here) > MOST_AT_ONCE and not _put_off(scope, full):
                answer = PlainTextResponse("Service Unavailable", 503, full.headers)
        await answer(scope, receive, send)


def _put_off(scope: Scope, refusal: Refused) -> bool:
    """Let a turn decide itself whether it is refused, once it was read; tell whether this is a turn."""
    if scope["method"] != "POST" or not _TURN.fullmatch(scope["path"]):
        return False
    scope.setdefault("state", {})[_REFUSAL] = refusal
    return True


def refused_before(request: Request) -> Refused | None:
    """Return why a turn is to be refused unless it tells of danger, as found before it was read."""
    refusal: Refused | None = request.scope.get("state", {}).get(_REFUSAL)
    return refusal


def too_fast(limiter: Limiter, person: str) -> Refused | None:
    """Count a turn of a person; return the refusal if that is one too many."""
    waits = limiter.wait(person, time.monotonic())
    return too_many(waits) if waits else None


def too_many(waits: float) -> Refused:
    """Return the refusal of somebody who is to wait so many seconds."""
    return Refused(429, "web.too_many", {"Retry-After": str(math.ceil(waits))})
