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


async def others(browser: httpx.AsyncClient) -> float:
    """Return the median of somebody else's turns in milliseconds."""
    taken = []
    for number in range(TURNS):
        began = time.perf_counter()
        await say(browser, "jonas", f"{QUESTIONS[number % len(QUESTIONS)]} nr {number}")
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


async def measure(address: str) -> None:
    """Print one row for each case."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=limits) as browser:
        browser.headers["origin"] = address
        for person in ("anna", "jonas"):
            await browser.post("/login", data={"person": person})
        await others(browser)
        quiet = await others(browser)
        print(f"{'nobody':34} {quiet:10.1f} {1:8.1f}")
        crowds: dict[str, Crowd] = {name: speaking(text) for name, text in LONG.items()}
        for name, crowd in {**crowds, f"{STREAMS} news streams": listening}.items():
            job = asyncio.create_task(crowd(browser))
            await asyncio.sleep(0.2)
            beside = await others(browser)
            job.cancel()
            await asyncio.wait({job})
            print(f"{name:34} {beside:10.1f} {beside / quiet:8.1f}")


def main() -> None:
    """Print one table."""
    print(f"{'one person, over and over':34} {'others ms':>10} {'ratio':>8}")
    with server() as address:
        asyncio.run(measure(address))


if __name__ == "__main__":
    main()
