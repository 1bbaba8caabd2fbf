"""python -m bench.kills [SECONDS] [CHANNEL …]: three replicas on one PostgreSQL, one killed now and then.

People refer all the while: over HTTP behind a balancer, in Telegram, in Teams. What was not answered is sent
again under the same id, as the page, Telegram and Teams do. Once every connection to the database is cut,
once it is started anew. The exit code is 1 if anything is lost or there twice.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from pathlib import Path

from bench.kills.people import CHANNELS
from bench.kills.run import Plan, run
from tests.fakes.postgres import Postgres


def main(seconds: float = 60.0, *channels: str) -> int:
    """Print the counts; return the exit code."""
    server = Postgres(own=True)
    plan = Plan(seconds=float(seconds), channels=channels or tuple(CHANNELS))
    with tempfile.TemporaryDirectory() as folder:
        try:
            counts = asyncio.run(run(server.fresh(), server, plan, Path(folder), random.Random()))
        finally:
            server.stop()
    print(
        f"{counts.kills} replicas killed, all connections cut {counts.cuts} time(s),"
        f" PostgreSQL started anew {counts.restarts} time(s)"
    )
    for channel in plan.channels:
        print(
            f"{channel}: {counts.turns[channel]} turns taken, {counts.again[channel]} sent again;"
            f" {len(counts.told[channel])} referrals told, {counts.twice[channel]} answers came twice"
        )
    print("\n".join(counts.faults) or "nothing lost, nothing there twice")
    return bool(counts.faults)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))  # type: ignore[arg-type]
