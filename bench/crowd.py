"""What others wait for while one person does all they can to stop the server: their median, and beside it."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from itertools import count

import httpx

from bench.turns import QUESTIONS, server

TURNS = 40
"""Turns of somebody else, one after the other, while it goes on."""

LONG = {
    "digits, 105,000": "1" * 105_000,
    "dates, 105,000": "1/1/1/" * 17_500,
    "at signs, 105,000": "@" * 105_000,
    "names, 105,000": "Kari-" * 21_000,
    "words, 104,000": "ord " * 26_000,
    "a question of 1,990": "hva er ips og hvem kan bli henvist dit " * 51,
}
STREAMS = 300
_ids = count(1)

Crowd = Callable[[httpx.AsyncClient], Coroutine[None, None, None]]


async def say(browser: httpx.AsyncClient, person: str, text: str) -> None:
    """Take a turn, whatever is answered."""
    body = {"update": f"crowd-{next(_ids):08}", "say": text}
    await browser.post(f"/u/{person}/api/turn", json=body)


def speaking(text: str) -> Crowd:
    """Return what sends a text again and again."""

    async def goes_on(browser: httpx.AsyncClient) -> None:
        while True:
            await say(browser, "anna", text)

    return goes_on


async def listening(browser: httpx.AsyncClient) -> None:
    """Hold as many news streams as one can."""
    async with AsyncExitStack() as stack:
        for _ in range(STREAMS):
            await stack.enter_async_context(browser.stream("GET", "/u/anna/api/news"))
        await asyncio.Event().wait()


async def others(browser: httpx.AsyncClient, *, new: bool) -> float:
    """Return the median of somebody else's turns in milliseconds: new questions, or asked before."""
    taken = []
    for number in range(TURNS):
        question = QUESTIONS[number % len(QUESTIONS)]
        began = time.perf_counter()
        await say(browser, "jonas", f"{question} nr {next(_ids)}" if new else question)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


async def row(browser: httpx.AsyncClient, name: str, quiet: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Print and return both medians, and what they are of those while nobody else is there."""
    beside = (await others(browser, new=False), await others(browser, new=True))
    ratios = [now / before for now, before in zip(beside, quiet or beside, strict=True)]
    print(f"{name:34} {beside[0]:10.1f} {ratios[0]:8.1f} {beside[1]:10.1f} {ratios[1]:8.1f}")
    return beside


async def measure(address: str) -> None:
    """Print one row for each case."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as browser:
        browser.headers["origin"] = address
        for person in ("anna", "jonas"):
            await browser.post("/login", data={"person": person})
        await others(browser, new=False)
        quiet = await row(browser, "nobody")
        crowds: dict[str, Crowd] = {name: speaking(text) for name, text in LONG.items()}
        for name, crowd in {**crowds, f"{STREAMS} news streams": listening}.items():
            job = asyncio.create_task(crowd(browser))
            await asyncio.sleep(0.2)
            await row(browser, name, quiet)
            job.cancel()
            await asyncio.wait({job})


def main() -> None:
    """Print one table."""
    print(f"{'one person, over and over':34} {'others ms':>10} {'ratio':>8} {'if new':>10} {'ratio':>8}")
    with server() as address:
        asyncio.run(measure(address))


if __name__ == "__main__":
    main()
