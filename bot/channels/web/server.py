"""Runs the app until it is told to stop, and lets go of the open news streams then."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from fastapi import FastAPI

from bot.channels.web.protection.slow_clients import SlowClientProtocol

MOST_HEADER_BYTES = 32 * 1024


class Server(uvicorn.Server):
    """A server that tells the news streams to end before it waits for the open connections."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See uvicorn."""
        self._app.state.closing.set()
        await super().shutdown(sockets)
        # uvicorn would raise the signal anew, which ends the process before the caller can close its store.
        self._captured_signals.clear()


class Aside(Server):
    """A server beside another one, which hears the signals and ends this one."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See uvicorn."""
        yield


def config(app: FastAPI) -> uvicorn.Config:
    """Return how the app is served: no log of who asked for what, no word on the server's make."""
    return uvicorn.Config(
        app,
        http=SlowClientProtocol,
        ws="none",
        proxy_headers=False,  # an address that a client may name itself limits nobody
        limit_concurrency=None,  # see limits.Crowd, which lets probes and danger through
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


async def serve(app: FastAPI, sock: socket.socket) -> None:
    """Serve `app` on a socket that is bound already, until the process is asked to stop.

    `app.state.server.should_exit` ends it, too. The caller binds, so that it can name the address, and say
    clearly when the port is busy.
    """
    app.state.server = Server(config(app), app)
    await app.state.server.serve(sockets=[sock])


@asynccontextmanager
async def beside(app: FastAPI, sock: socket.socket) -> AsyncIterator[None]:
    """Serve `app` for the length of the block, on a socket that is bound already."""
    server = Aside(config(app), app)
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.wait({serving})
