"""How long texts are read: beside the loop, one at a time, with rests between them."""

from __future__ import annotations

import asyncio
import time

from bot.listening import RESTS, Reader

TAKES_S = 0.02


async def test_after_a_long_text_the_reader_rests() -> None:
    """Two texts that come at once: the second begins only when the reader has rested from the first."""
    began: list[float] = []
    ended: list[float] = []

    def reading() -> None:
        began.append(time.monotonic())
        time.sleep(TAKES_S)
        ended.append(time.monotonic())

    reader = Reader()
    await asyncio.gather(reader.read(reading), reader.read(reading))
    assert began[1] - ended[0] >= RESTS * TAKES_S
