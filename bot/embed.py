"""The assistant beside somebody else's Telegram application, which brings its own bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import build
from bot.channels.telegram import TelegramSettings
from bot.channels.telegram import open as open_channel
from bot.channels.telegram.api import Api
from bot.channels.telegram.intake import Intake
from bot.settings import Settings, read

LETS_GO_S = 5
"""Seconds that what is under way has to come to its end."""


@asynccontextmanager
async def assistant(api: Api, settings: Settings | None = None) -> AsyncIterator[Intake]:
    """Run the assistant for the length of the block; what it yields takes the updates.

    Raises WrongSetting, KnowledgeFaults or StoreFault when it cannot start.
    """
    chosen = settings or read()
    app = build(chosen)
    app.store.make_folder()
    await (app.store.upgrade() if app.migrates else app.store.agree())
    referrals = chosen.telegram_policy == "questions+referrals"
    channel = open_channel(
        TelegramSettings("", referrals=referrals), app.channel_runtime.gateway, app.words, api
    )
    app.channel_runtime.add(channel)
    stop = asyncio.Event()
    jobs = (app.channel_runtime.outbox_worker.forever(stop), app.sweep.forever(stop))
    working = {asyncio.create_task(job) for job in jobs}
    try:
        yield channel.intake
    finally:
        stop.set()
        await asyncio.wait(working, timeout=LETS_GO_S)
        await app.store.close()
