"""A run: people refer, replicas are killed, the database is cut off, started anew; then all is compared."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.kills.counts import Counts, compared
from bench.kills.people import CHANNELS, Around
from bench.kills.replicas import Replica, address_of, balanced
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.postgres import Postgres
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT, FakeTeams

REPLICAS = 3
EVERY_S = 4.0
"""A replica is killed so often, in seconds."""

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname IS NOT NULL AND pid <> pg_backend_pid();"
)


@dataclass(frozen=True)
class Plan:
    """How long a run is: so many `seconds`; or, whatever the clock says, until after so many `kills`.

    With `kills` each follows some turns, so that a busy machine takes longer and finds the same.
    """

    seconds: float = 60.0
    kills: int = 0
    channels: tuple[str, ...] = tuple(CHANNELS)


@asynccontextmanager
async def around(plan: Plan) -> AsyncIterator[Around]:
    """Yield what is there besides the program: the Bot API and Teams, where they are wanted."""
    async with AsyncExitStack() as stack:
        api = teams = None
        settings: dict[str, str] = {}
        if "telegram" in plan.channels:
            api = await stack.enter_async_context(BotApi())
            settings |= {"IPS_TELEGRAM_TOKEN": TOKEN, "IPS_TELEGRAM_API": api.url}
            settings |= {"IPS_TELEGRAM_POLICY": "questions+referrals"}
        if "teams" in plan.channels:
            teams = stack.enter_context(FakeTeams())
            settings |= {"IPS_TEAMS_CLIENT_ID": CLIENT_ID, "IPS_TEAMS_CLIENT_SECRET": SECRET}
            settings |= {"IPS_TEAMS_TENANT": TENANT, "FAKE_TEAMS": teams.url}
        yield Around(settings, api, teams)


async def run(address: str, server: Postgres, plan: Plan, folder: Path, chance: random.Random) -> Counts:
    """Let people refer while replicas are killed; return what happened."""
    counts, over = Counts(), asyncio.Event()
    store = Store(address, directory())
    async with around(plan) as world:
        chats = bool(world.settings)
        replicas = [Replica(address, folder, world.settings, chats=chats) for _ in range(REPLICAS)]
        pages = await balanced([one.port for one in replicas])
        hooks = await balanced([one.hooks for one in replicas])
        world.pages, world.hooks = address_of(pages), address_of(hooks)
        await all_listen(replicas)
        talks = [
            asyncio.create_task(talk)
            for channel in plan.channels
            for talk in await CHANNELS[channel](world, store, over, counts)
        ]
        await killed(plan, replicas, server, counts, talks, chance)
        over.set()
        for ended in await asyncio.gather(*talks, return_exceptions=True):
            if isinstance(ended, BaseException):
                counts.faults.append(repr(ended))
        for one in replicas:
            await asyncio.to_thread(one.kill)
        pages.close()
        hooks.close()
    await compared(store, counts)
    await store.close()
    return counts


async def all_listen(replicas: list[Replica]) -> None:
    """Wait until all take turns."""
    while not all([await asyncio.to_thread(one.listens) for one in replicas]):
        await asyncio.sleep(0.5)


async def killed(
    plan: Plan,
    replicas: list[Replica],
    server: Postgres,
    counts: Counts,
    talks: list[asyncio.Task[None]],
    chance: random.Random,
) -> None:
    """Kill one after the other; in the middle cut all connections, later start the database anew."""
    began = time.monotonic()

    def done() -> float:
        """Return which part of the run is over."""
        return counts.kills / plan.kills if plan.kills else (time.monotonic() - began) / plan.seconds

    while done() < 1 and not all(talk.done() for talk in talks):
        await _pause(plan, counts, talks, chance)
        listening = [one for one in replicas if await asyncio.to_thread(one.listens)]
        if len(listening) < 2:  # a start takes long on a busy machine
            continue
        one = chance.choice(listening)
        await asyncio.to_thread(one.kill)
        counts.kills += 1
        one.start()
        if not counts.cuts and done() > 0.3:
            await asyncio.to_thread(server.psql, CUT)
            counts.cuts += 1
        if not counts.restarts and done() > 0.6:
            await asyncio.to_thread(server.restart)
            counts.restarts += 1


async def _pause(plan: Plan, counts: Counts, talks: list[asyncio.Task[None]], chance: random.Random) -> None:
    """Wait some seconds, or for some turns."""
    if not plan.kills:
        await asyncio.sleep(EVERY_S * chance.uniform(0.5, 1.5))
        return
    enough = counts.turns.total() + chance.randint(3, 12)
    while counts.turns.total() < enough and not all(talk.done() for talk in talks):
        await asyncio.sleep(0.05)
