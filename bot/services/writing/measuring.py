"""Measures what proposed changes would do: beside the assistant, in a process of its own, last in line.

Learning the base takes a minute and a gigabyte. Nobody waits for it, and it is gone when it is done.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.delivery.rounds import every
from bot.domain.curating.change import Stage
from bot.storage.store import Store

LOOK_S = 10.0
"""Seconds between two looks for something to measure."""

LONGEST_S = 1800.0
"""A measurement that takes longer than this is given up, and tried again."""

log = structlog.get_logger()


Run = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Measuring:
    """Looks for proposals, and lets each be measured by `run`."""

    store: Store
    run: Run
    every_s: float = LOOK_S

    async def once(self) -> bool:
        """Measure what waits; tell whether something did."""
        if not await self.store.kb_changes(Stage.PROPOSED, 1):
            return False
        await self.run()
        return True

    async def forever(self, stop: asyncio.Event) -> None:
        """Look until `stop`."""
        await every(self.every_s, self.once, stop, "measuring")


async def in_a_process(database: str) -> None:
    """Measure all that waits in a process of its own; it is ended when the assistant ends."""
    command = (sys.executable, "-m", "bot", "kb", "measure")
    surroundings = {**os.environ, "IPS_DATABASE": database}  # not an argument: everybody could read it
    process = await asyncio.create_subprocess_exec(*command, env=surroundings)
    try:
        async with asyncio.timeout(LONGEST_S):
            if await process.wait():
                log.error("a proposed change could not be measured")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
