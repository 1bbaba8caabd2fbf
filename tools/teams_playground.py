"""Shows the bot in Microsoft's Agents Playground, a page that looks like Teams.

Run it with `python -m tools.teams_playground`. The Playground is fetched by npm from Microsoft, under its own
evaluation licence; it is not part of this project, and nothing here depends on it. It signs nothing, so a
small door in between signs for it, with keys that exist only while this runs: the bot checks tokens here as
it does everywhere. Nothing of the bot's leaves this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import secrets
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app import App, build
from bot.channels import teams
from bot.channels.web import webhooks
from bot.domain.person.invitation import digest, fresh
from bot.services import demo
from bot.settings import read
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT, FakeTeams

NPM = "@microsoft/m365agentsplayground"
HERE = ("127.0.0.1", "localhost")


def signing(microsoft: FakeTeams, bot: httpx.AsyncClient) -> Starlette:
    """Return the door in between: it puts a tenant into each activity, signs it and hands it on."""

    async def messages(request: Request) -> Response:
        activity: dict[str, Any] = await request.json()
        activity.setdefault("conversation", {})["tenantId"] = TENANT
        activity.setdefault("channelData", {})["tenant"] = {"id": TENANT}
        activity.get("from", {}).pop("tenantId", None)
        token = microsoft.token(serviceurl=activity.get("serviceUrl"))
        answer = await bot.post(
            "/teams/messages", json=activity, headers={"authorization": f"Bearer {token}"}
        )
        return Response(answer.content, answer.status_code)

    return Starlette(routes=[Route("/api/messages", messages, methods=["POST"])])


def hang_in(app: App, microsoft: FakeTeams) -> httpx.AsyncClient:
    """Let Teams take part in the app, and return a way to it."""
    settings = teams.TeamsSettings(CLIENT_ID, SECRET, (TENANT,))
    door = app.channel_runtime.gateway
    channel = teams.open(settings, door, app.words, cloud=microsoft.cloud, hosts=HERE)
    app.channel_runtime.add(channel)
    return httpx.AsyncClient(transport=httpx.ASGITransport(webhooks([channel.router])), base_url="http://bot")


async def invite(app: App) -> None:
    """Print codes by which whoever looks becomes one of the people of the demo."""
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    for person in demo.PEOPLE:
        code = fresh(secrets.choice)
        await app.store.accounts.invite(person.id, digest(code), until)
        print(f"To be {person.shown_name} ({person.role}), write: koble til {code}", flush=True)


async def show(port: int, playground: list[str]) -> None:
    """Run bot, door and Playground until the Playground ends."""
    with FakeTeams() as microsoft, TemporaryDirectory() as folder:
        app = build(read(database=f"sqlite+aiosqlite:///{folder}/play.sqlite"))
        await app.store.upgrade()
        await app.store.add_people(demo.PEOPLE)
        await invite(app)
        config = uvicorn.Config(
            signing(microsoft, hang_in(app, microsoft)), port=port, log_level="warning", lifespan="off"
        )
        stop = asyncio.Event()
        jobs = [
            asyncio.create_task(app.channel_runtime.run(stop)),
            asyncio.create_task(app.sweep.forever(stop)),
            asyncio.create_task(uvicorn.Server(config).serve()),
        ]
        process = await asyncio.create_subprocess_exec(*playground, cwd=folder)  # it leaves a log there
        try:
            await process.wait()
        finally:
            stop.set()
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)
            await app.store.close()


def main() -> None:
    """Read the options, and say what is missing in one sentence."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--port", type=int, default=3978, help="port of the bot's door (3978)")
    options.add_argument("--playground", help=f"an installed agentsplayground, instead of `npx {NPM}`")
    chosen = options.parse_args()
    if not (chosen.playground or shutil.which("npx")):
        sys.exit("npm is not installed; the Playground needs it (Debian: apt-get install nodejs npm).")
    start = [str(Path(chosen.playground).resolve())] if chosen.playground else ["npx", "--yes", NPM]
    where = ["-e", f"http://127.0.0.1:{chosen.port}/api/messages", "-c", "msteams", "--disable-telemetry"]
    asyncio.run(show(chosen.port, [*start, *where]))


if __name__ == "__main__":
    main()
