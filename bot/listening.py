"""Reads what somebody wrote: a short text at once, a long one beside the loop, which all others wait for."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot import safety

T = TypeVar("T")

SHORT = 300
"""Characters of a text that is read at once."""

RESTS = 2.0
"""How long the reader rests after a text, in what that text took: whoever sends one after the other leaves
most of the time to everybody else, and waits a moment longer."""


class Reader:
    """Reads long texts in a thread, one at a time: what it does takes time from everybody."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "reader")
        self._rested = 0.0

    async def read(self, reading: Callable[[], T]) -> T:
        """Return what `reading` makes of a text, once the reader has rested from the one before."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, reading)

    def _read(self, reading: Callable[[], T]) -> T:
        time.sleep(max(0.0, self._rested - time.monotonic()))
        began = time.monotonic()
        try:
            return reading()
        finally:
            done = time.monotonic()
            self._rested = done + RESTS * (done - began)


READER = Reader()

GIVES_WAY_S = 0.0005
"""After how long the reader lets the loop go on, in seconds: a turn waits for that more than ten times."""


def give_way() -> None:
    """Let a thread that works give way to one that has waited, sooner than Python's 5 ms."""
    sys.setswitchinterval(GIVES_WAY_S)


async def read(text: str, reading: Callable[[], T]) -> T:
    """Return what `reading` makes of a text."""
    if len(text) <= SHORT:
        return reading()
    return await READER.read(reading)


async def is_urgent(text: str) -> bool:
    """Tell whether a text tells of danger."""
    return await read(text, lambda: safety.acute(text)) is not None
