"""Closes connections that never come to the point, so that a few slow ones cannot hold the server."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.channels.web.protection.limits import CROWD, MOST_AT_ONCE

HEADERS_S = 10.0
"""How long a request's line and headers may take, in seconds; from an honest browser they come at once."""


class SlowClientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting for the headers of a request.

    When too many are here, the oldest connection that has not said yet what it wants makes room.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._end: asyncio.TimerHandle | None = None
        self._since = self.loop.time()
        self.app_state = {**self.app_state, CROWD: self.connections}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """See asyncio.Protocol."""
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > MOST_AT_ONCE:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol. Bytes that complete no request do not put the end off."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        super().connection_lost(exc)
        self._forget()

    @property
    def is_waited_for(self) -> bool:
        """Tell whether it is the other side's turn: there is no request yet, or not all of it."""
        return self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    def _make_room(self) -> None:
        others = (cast(SlowClientProtocol, one) for one in self.connections if one is not self)
        slow = min((one for one in others if one.is_waited_for), key=lambda one: one._since, default=None)
        if slow is not None:
            slow.transport.abort()

    def _watch(self) -> None:
        under_way = self.cycle is not None and not self.cycle.response_complete
        if under_way:
            self._forget()
        elif self._end is None:
            self._end = self.loop.call_later(HEADERS_S, self._close)

    def _close(self) -> None:
        self._end = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()

    def _forget(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None
