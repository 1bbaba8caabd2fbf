"""Reads what somebody wrote: a short text at once, a long one beside the loop, which all others wait for."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot import safety

SHORT = 300
"""Characters of a text that is read at once."""

READER = ThreadPoolExecutor(1, "reader")
"""One is enough, and all there may be: what it does would take time from everybody."""

GIVES_WAY_S = 0.0005
"""After how long the reader lets the loop go on, in seconds: a turn waits for that more than ten times."""

T = TypeVar("T")


def give_way() -> None:
    """Let a thread that works give way to one that has waited, sooner than Python's 5 ms."""
    sys.setswitchinterval(GIVES_WAY_S)


async def read(text: str, reading: Callable[[], T]) -> T:
    """Return what `reading` makes of a text."""
    if len(text) <= SHORT:
        return reading()
    return await asyncio.get_running_loop().run_in_executor(READER, reading)


async def is_urgent(text: str) -> bool:
    """Tell whether a text tells of danger."""
    return await read(text, lambda: safety.acute(text)) is not None
