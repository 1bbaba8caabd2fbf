"""Teams, from a signed activity in to a card out at the connector: ours next to the library's own echo bot.

Ours checks the same token, takes the turn in a committed transaction on SQLite, acknowledges, and posts the
card afterwards; the echo sends the text back before it acknowledges. Both run in this process, over the same
HTTP client and to the same connector.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import jwt
from fastapi import FastAPI

from bot.channels.teams.trust.sdk import guarded
from tests.channels.teams.house import TeamsHouse
from tests.fakes.teams import CLIENT_ID, TENANT, FakeTeams, TeamsUser

REQUESTS = 300
AT_ONCE = 8
QUESTION = "Hva er IPS?"

Post = Callable[[dict[str, Any]], Awaitable[httpx.Response]]


async def echo(microsoft: FakeTeams) -> Post:
    """Return a way to the library's own echo bot, as its documentation writes one."""
    with guarded():
        from microsoft_teams.api.activities import MessageActivity
        from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter

    web = FastAPI()
    bot = App(
        client_id=CLIENT_ID,
        tenant_id=TENANT,
        token=lambda scope, tenant: microsoft.bot_token,
        cloud=microsoft.cloud,
        http_server_adapter=FastAPIAdapter(web),
    )

    @bot.on_message
    async def answer(ctx: ActivityContext[MessageActivity]) -> None:
        await ctx.send(ctx.activity.text or "")

    await bot.initialize()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(web), base_url="http://echo")
    head = {"authorization": f"Bearer {microsoft.token()}"}

    async def post(activity: dict[str, Any]) -> httpx.Response:
        return await client.post("/api/messages", content=json.dumps(activity), headers=head)

    return post


async def measured(
    post: Post, microsoft: FakeTeams, name: str, end: Callable[[], Awaitable[object]]
) -> tuple[float, float]:
    """Return how many activities a second are acknowledged, and how many answered at the connector."""
    users = [TeamsUser(microsoft, f"{name}{number}") for number in range(AT_ONCE)]
    queue = [users[number % AT_ONCE].says(QUESTION) for number in range(REQUESTS)]
    before = len(microsoft.calls)
    statuses = set()

    async def work() -> None:
        while queue:
            statuses.add((await post(queue.pop())).status_code)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    acknowledged = time.perf_counter() - began
    await end()
    answered = time.perf_counter() - began
    assert statuses == {200}, statuses
    assert len(microsoft.calls) - before == REQUESTS, len(microsoft.calls) - before
    return REQUESTS / acknowledged, REQUESTS / answered


async def nothing() -> None:
    """The echo has answered when the request ends."""


def main() -> None:
    """Print the table."""
    with FakeTeams() as microsoft:
        microsoft.bot_token = jwt.encode({"exp": int(time.time()) + 3600}, "x" * 32)
        theirs = asyncio.run(_echo(microsoft))
        house = TeamsHouse(microsoft)
        end = house.app.channel_runtime.outbox_worker.empty
        ours = house._run(measured(house.post, microsoft, "ours", end))
        house.close()
    print(f"{'bot':42}{'acknowledged a second':>24}{'answered a second':>20}")
    for name, (acknowledged, answered) in (
        ("the library's own echo, nothing stored", theirs),
        ("this one: search, committed turn, card", ours),
    ):
        print(f"{name:42}{acknowledged:24.0f}{answered:20.0f}")


async def _echo(microsoft: FakeTeams) -> tuple[float, float]:
    return await measured(await echo(microsoft), microsoft, "echo", nothing)


if __name__ == "__main__":
    main()
