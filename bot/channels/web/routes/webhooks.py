"""The app on the port that a proxy may hand on: the webhooks of the chat channels, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi import APIRouter, FastAPI

from bot.channels.web.protection.limits import Crowd
from bot.channels.web.protection.shield import Shield


def webhooks(routers: Sequence[APIRouter]) -> FastAPI:
    """Return the app. It knows no page, no login and no counter: whoever reaches it can be nobody by it."""
    app = FastAPI(
        title="ips-webhooks", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    app.state.closing = asyncio.Event()
    app.add_middleware(Shield, hosts=())
    app.add_middleware(Crowd)
    for router in routers:
        app.include_router(router)
    return app
