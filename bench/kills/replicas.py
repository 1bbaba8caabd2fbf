"""Processes of the program that are killed and started anew, and a balancer in front of them."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests.process.fork import Forked
from tests.process.program import environment


class Replica:
    """One process of the program, on ports of its own; killed, it is started anew."""

    def __init__(self, address: str, folder: Path, settings: Mapping[str, str], *, chats: bool) -> None:
        self._address = address
        self._folder = folder
        self._chats = chats
        self.port, self.hooks = free_port(), free_port()
        own = {
            "IPS_SECRET": "k" * 32,
            "IPS_MIGRATE": "never",
            "IPS_RATE_PERSON": "0",
            "IPS_RATE_ADDRESS": "0",
        }
        self._settings = {**own, "IPS_WEBHOOK_PORT": str(self.hooks), **settings}
        self.start()

    def start(self) -> None:
        """Start it; it takes a while until it listens."""
        words = ("run", "--port", str(self.port), "--db", self._address)
        module = "tests.process.with_teams" if self._chats else "bot"
        with (self._folder / f"{self.port}.log").open("ab") as log:
            streams = [log.fileno()] * 3
            around = environment(**self._settings)
            self._process = Forked(words, self._folder, around, streams, module, chats=self._chats)

    def listens(self) -> bool:
        """Tell whether it takes turns: it has begun, and the database answers."""
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/internal/isready", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def balanced(ports: Sequence[int]) -> asyncio.Server:
    """Return a balancer: each connection goes to the next port that takes it."""
    turn = itertools.count()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in ports:
            try:
                there, back = await asyncio.open_connection("127.0.0.1", ports[next(turn) % len(ports)])
            except OSError:
                continue
            await asyncio.gather(_pump(reader, back), _pump(there, writer))
            return
        writer.close()

    return await asyncio.start_server(accept, "127.0.0.1", 0)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(65_536):
            sink.write(data)
            await sink.drain()
    except OSError:
        pass
    finally:
        sink.close()


def address_of(server: asyncio.Server) -> str:
    """Return where a balancer is reached."""
    return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
