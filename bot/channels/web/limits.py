"""Refuses who comes too often: an address before anything else is done, a person at each turn."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.web.faults import Refused
from bot.channels.web.shield import BY_ANY_NAME
from bot.domain.limits import Limiter


class PerAddress:
    """Middleware that answers with 429 and Retry-After; a platform's probes are never refused."""

    def __init__(
        self, app: ASGIApp, limiter: Limiter, refuse: Callable[[Request, Refused], Response]
    ) -> None:
        self.app = app
        self.limiter = limiter
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        answer: ASGIApp = self.app
        if scope["type"] == "http" and not scope["path"].startswith(BY_ANY_NAME):
            address = (scope.get("client") or ("",))[0]
            if waits := self.limiter.wait(address, time.monotonic()):
                answer = self.refuse(Request(scope), too_many(waits))
        await answer(scope, receive, send)


def too_many(waits: float) -> Refused:
    """Return the refusal of somebody who is to wait so many seconds."""
    return Refused(429, "web.too_many", {"Retry-After": str(math.ceil(waits))})
