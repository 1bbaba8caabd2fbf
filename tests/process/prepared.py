"""A program that has loaded what `python -m bot` loads, and becomes one at each request: a fork server.

A start from nothing costs two CPU seconds, most of them for imports. What runs here is the same program in a
process of its own, with its own folder, environment and streams, and it dies of the same signals.
That each command starts from nothing, too, is proved by the tests that call `fresh`.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TextIO

LOADED = (
    *(
        "bot.cli.ask",
        "bot.cli.audit",
        "bot.cli.doctor",
        "bot.cli.curators.kb",
        "bot.cli.look_after",
        "bot.cli.staff.people",
    ),
    *("bot.cli.referral", "bot.cli.sweep", "bot.cli.talk", "bot.cli.teams", "bot.cli.web"),
    *("bot.app", "bot.embed", "bot.diagnostics", "bot.knowledge.check"),
    *("bot.channels.play", "bot.channels.terminal", "bot.channels.web.server", "bot.channels.web.app"),
    *("rich.table", "typer.rich_utils", "icalendar", "aiosmtplib", "aiosqlite", "asyncpg"),
    *("sqlalchemy.dialects.sqlite.aiosqlite", "sqlalchemy.dialects.postgresql.asyncpg"),
)
CHATS = (
    *("bot.channels.telegram.libraries.aiogram_api", "bot.channels.telegram.libraries.ptb_api"),
    *("bot.channels.telegram", "bot.channels.teams"),
)
"""What only those load who have chats: it takes longer than all else together."""

MOST_BYTES = 1 << 20
STREAMS = 3

Order = dict[str, Any]


def main() -> None:
    """Become a program at each request that comes in on the socket at standard input, until it is closed."""
    for name in (*LOADED, *(CHATS if "chats" in sys.argv else ())):
        importlib.import_module(name)
    assert threading.active_count() == 1, "a fork takes no threads along"
    gc.collect()
    gc.freeze()
    order = Server(socket.socket(fileno=os.dup(0))).run()
    if order is not None:
        become(order)


@dataclass
class Server:
    """Takes requests: first a socket for each comes in, then the request with its three streams on that."""

    door: socket.socket
    _waiting: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def run(self) -> Order | None:
        """Fork for each request, and tell of each end. Returns the request in a child, None at the end."""
        self._waiting.register(self.door, selectors.EVENT_READ)
        while True:
            for key, _ in self._waiting.select():
                if key.fileobj is not self.door:
                    self._tell(key.fd, *key.data)
                    continue
                message, (line, *streams) = self._request()
                if not message:
                    return None
                child = os.fork()
                if not child:
                    self.door.close()
                    os.close(line)
                    take(streams)
                    return dict(json.loads(message))
                for stream in streams:
                    os.close(stream)
                teller = socket.socket(fileno=line)
                teller.sendall(f"{child}\n".encode())
                self._waiting.register(os.pidfd_open(child), selectors.EVENT_READ, (child, teller))

    def _request(self) -> tuple[bytes, list[int]]:
        message, sent, _, _ = socket.recv_fds(self.door, MOST_BYTES, 1 + STREAMS)
        return message, sent or [-1]

    def _tell(self, watch: int, child: int, teller: socket.socket) -> None:
        self._waiting.unregister(watch)
        os.close(watch)
        _, status = os.waitpid(child, 0)
        with suppress(BrokenPipeError):  # nobody wants to know
            teller.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        teller.close()


def take(streams: list[int]) -> None:
    """Read and write where the request says."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)


def become(order: Order) -> None:
    """Run the program, as if it had been started so."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    sys.stdin, sys.stdout, sys.stderr = (stream(number) for number in range(STREAMS))
    sys.argv = [order["module"], *order["words"]]
    runpy.run_module(order["module"], run_name="__main__", alter_sys=True)


def stream(number: int) -> TextIO:
    """Return a stream as a new process has it."""
    loose = "surrogateescape" if number < 2 else "backslashreplace"
    return open(number, "r" if number == 0 else "w", encoding="utf-8", errors=loose, closefd=False)


if __name__ == "__main__":
    main()
