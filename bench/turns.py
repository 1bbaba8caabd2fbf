"""The time of a turn: in process, and over HTTP to the real server. With commits to SQLite on disk."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot import app as house
from bot.domain.message.message import Inbound
from bot.services import demo
from bot.settings import read

QUESTIONS = ("hva er ips", "kem kan tilvisast?", "what may I tell the job specialist", "venteliste ips")
WALK = ("jeg vil henvise", "ja", "ja", "1", "nei", "ja", "2", "nei", "nei", "1", "1", "ja", "send")
ROUNDS = 25


def figures(name: str, seconds: list[float]) -> str:
    """Return one row: median and 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{name:34} {len(ordered):6} {statistics.median(ordered) * 1000:10.1f} {p99 * 1000:10.1f}"


async def in_process() -> dict[str, list[float]]:
    """Return seconds per turn, by kind, taken through bot.shell.turns with SQLite."""
    taken: dict[str, list[float]] = {
        "answer (new wording)": [],
        "answer (asked before)": [],
        "dialog step": [],
    }
    with tempfile.TemporaryDirectory() as folder:
        app = house.build(read(database=f"sqlite+aiosqlite:///{folder}/bench.sqlite", log_level="error"))
        await app.store.upgrade()
        anna = demo.PEOPLE[0]

        async def turn(kind: str, text: str) -> None:
            began = time.perf_counter()
            await app.turns.take("bench", f"{kind}-{time.perf_counter_ns()}", anna, Inbound("", text=text))
            taken[kind].append(time.perf_counter() - began)

        for number in range(ROUNDS):
            for question in QUESTIONS:
                await turn("answer (new wording)", f"{question} nr {number + 1}")
                await turn("answer (asked before)", question)
        for _ in range(ROUNDS // 5):
            for said in WALK:
                await turn("dialog step", said)
        await app.store.close()
    return taken


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a real server in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite+aiosqlite:///{Path(folder)}/bench.sqlite"
        command = [sys.executable, "-m", "bot", "run", "--port", "0", "--db", database]
        unhurried = {**os.environ, "IPS_RATE_PERSON": "0", "IPS_RATE_ADDRESS": "0"}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unhurried) as process:
            line = process.stdout.readline() if process.stdout else ""
            found = re.search(r"http://\S+", line)
            if not found:
                raise RuntimeError(f"the server did not start: {line}")
            try:
                yield found[0].rstrip("/")
            finally:
                process.terminate()


def over_http() -> dict[str, list[float]]:
    """Return seconds per turn over HTTP, one browser after the other message."""
    taken: list[float] = []
    with server() as address, httpx.Client(base_url=address, follow_redirects=False) as browser:
        person = demo.PEOPLE[0].id
        login = browser.post("/login", data={"person": person}, headers={"Origin": address})
        cookie = login.headers["set-cookie"].split(";")[0]
        for number in range(ROUNDS * len(QUESTIONS)):
            text = f"{QUESTIONS[number % len(QUESTIONS)]} nr {number}"
            began = time.perf_counter()
            answer = browser.post(
                f"/u/{person}/api/turn",
                json={"update": f"bench-{number:08}", "say": text},
                headers={"Cookie": cookie, "Origin": address},
            )
            answer.raise_for_status()
            taken.append(time.perf_counter() - began)
    return {"answer over HTTP (new wording)": taken}


def main() -> None:
    """Print one table."""
    print(f"{'turn':34} {'turns':>6} {'p50 ms':>10} {'p99 ms':>10}")
    for name, seconds in (asyncio.run(in_process()) | over_http()).items():
        print(figures(name, seconds))


if __name__ == "__main__":
    main()
