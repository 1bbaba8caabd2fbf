"""Asks the prepared program (`prepared`) to become a process, and stands for that process."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def server(chats: bool) -> socket.socket:
    """Return the line to the prepared program: it starts with the first request and ends with the tests.

    There is one that has loaded what chats need, too.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    own = {key: value for key, value in os.environ.items() if not key.startswith("IPS_")}
    own |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.process.prepared", *(["chats"] if chats else [])],
        stdin=theirs.fileno(),
        env=own,
        cwd=ROOT,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


class Forked:
    """A running program; what of `subprocess.Popen` the tests use."""

    def __init__(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], streams: Sequence[int],
        module: str = "bot", *, chats: bool = False,
    ) -> None:  # fmt: skip
        order = {"words": words, "folder": str(folder), "environment": environment, "module": module}
        self._line, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(server(chats), [json.dumps(order).encode()], [theirs.fileno(), *streams])
        self._told = self._line.makefile()
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; returns what Popen would. Raises TimeoutError."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            self.returncode = int(self._told.readline())
            self._told.close()
            self._line.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal while it runs."""
        if self.returncode is None:
            with suppress(ProcessLookupError):  # it has ended, and nobody has waited for it yet
                os.kill(self.pid, number)

    def kill(self) -> None:
        """kill -9: the process gets no chance to tidy up."""
        self.send_signal(signal.SIGKILL)
