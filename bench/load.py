"""python -m bench.load: many people at once on PostgreSQL, in one process and in two.

The peer in the same run is a bare aiogram bot that keeps one row of each update and answers: what the
database and the least of a bot cost. Each process is a program of its own with its own connections.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine

from bench.load_work import KINDS
from tests.fakes.postgres import Postgres

SECONDS = 8.0
"""How long each row is measured."""

PEOPLE_S = 120.0
"""How long the talks of many people are measured; each says something every ten seconds."""

SAMPLE_S = 0.1
HEAD = (
    f"{'what':34} {'processes':>9} {'turns/s':>8} {'of the peer':>11} "
    f"{'p50 ms':>7} {'p99 ms':>7} {'faults':>6} {'waits':>6}"
)


@dataclass(frozen=True)
class Measured:
    """What the processes did together. `waits` is the share of busy connections that waited for a lock."""

    kind: str
    processes: int
    turns: int
    seconds: float
    milliseconds: list[float]
    faults: int
    waits: float

    @property
    def rate(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    def row(self, peer: Measured | None) -> str:
        """Return one line of the table."""
        ordered = sorted(self.milliseconds)
        p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        of_peer = f"{self.rate / peer.rate:.2f}" if peer else ""
        return (
            f"{KINDS[self.kind]:34} {self.processes:9} {self.rate:8.0f} {of_peer:>11} "
            f"{statistics.median(ordered):7.0f} {p99:7.0f} {self.faults:6} {self.waits:6.1%}"
        )


async def _waits(address: str, until: asyncio.Event) -> float:
    """Return which share of the busy connections waited for a lock, looked at every tenth of a second."""
    look = sa.text(
        "SELECT count(*) FILTER (WHERE wait_event_type = 'Lock'), count(*) FROM pg_stat_activity "
        "WHERE state <> 'idle' AND datname = current_database() AND pid <> pg_backend_pid()"
    )
    engine, waiting, busy = create_async_engine(address), 0, 0
    async with engine.connect() as connection:
        while not until.is_set():
            now = (await connection.execute(look)).one()
            waiting, busy = waiting + now[0], busy + now[1]
            await asyncio.sleep(SAMPLE_S)
    await engine.dispose()
    return waiting / max(busy, 1)


async def measured(kind: str, processes: int, address: str, seconds: float) -> Measured:
    """Let this many processes work at the same time, and return what they did."""
    command = (sys.executable, "-m", "bench.load_work", kind, address, str(seconds))
    works = [
        await asyncio.create_subprocess_exec(*command, str(n), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for n in range(processes)
    ]
    for work in works:
        assert work.stdout
        if (await work.stdout.readline()) != b"ready\n":
            raise RuntimeError(f"{kind} did not start")
    over = asyncio.Event()
    waits = asyncio.create_task(_waits(address, over))
    began = time.perf_counter()
    said = await asyncio.gather(*(work.communicate(b"go\n") for work in works))
    over.set()
    done: list[dict[str, Any]] = [
        json.loads(out.splitlines()[-1]) for out, _ in said
    ]  # what is logged stands before
    return Measured(
        kind,
        processes,
        sum(one["turns"] for one in done),
        max(one["seconds"] for one in done) or time.perf_counter() - began,
        [ms for one in done for ms in one["ms"]],
        sum(one["faults"] for one in done),
        await waits,
    )


async def table(server: Postgres) -> None:
    """Print a row for each kind of turn in one process and in two, then many people in two."""
    print(HEAD)
    rates: dict[tuple[str, int], float] = {}
    for processes in (1, 2):
        peer = None
        for kind in ("peer", "questions", "dialog"):
            found = await measured(kind, processes, server.fresh(), SECONDS)
            print(found.row(peer), flush=True)
            peer = peer or found
            rates[kind, processes] = found.rate
    for kind in ("questions", "dialog"):
        print(f"{KINDS[kind]}: two processes take {rates[kind, 2] / rates[kind, 1]:.2f} times as many as one")
    print((await measured("people", 2, server.fresh(), PEOPLE_S)).row(None))


def main() -> None:
    """Print the table."""
    server = Postgres(own=True)
    try:
        server.psql("ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();")
        asyncio.run(table(server))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
