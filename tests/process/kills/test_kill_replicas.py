"""Replicas behind a balancer are killed while people refer: every talk goes on, nothing is lost or twice."""

from __future__ import annotations

from pathlib import Path

from bench.kills.run import Plan, run
from tests.deep import chance_of, deep
from tests.fakes.postgres import Postgres


async def test_every_talk_goes_on(tmp_path: Path, counted: list[str]) -> None:
    """`make kills` in short, by kills and not by the clock: each after some turns.

    In between all connections to the database are cut once, and it is started anew once.
    """
    server = Postgres(own=True)
    plan = Plan(kills=deep(3, 20), channels=("web",))
    counts = await run(server.fresh(), server, plan, tmp_path, chance_of(11))
    server.stop()
    assert counts.faults == []
    assert (counts.kills, counts.cuts, counts.restarts) == (plan.kills, 1, 1)
    told = len(counts.told["web"])
    assert told
    counted.append(
        f"replicas on postgresql: {counts.kills} killed, all connections cut once, the database started anew"
        f" once; {counts.turns['web']} turns, {counts.again['web']} sent again, {told} referrals, each once"
    )
