"""Telegram as far as a test can have it: the fake Bot API, both libraries, and a house with one channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramSettings, connect
from bot.channels.telegram.api import Api
from tests.channels.telegram.house import House
from tests.fakes.bot_api import TOKEN, BotApi
from tests.fakes.databases import sqlite_file

LIBRARIES = ("aiogram", "python-telegram-bot")


@pytest.fixture
async def server() -> AsyncIterator[BotApi]:
    """The fake Bot API server. Its webhook does not wait long."""
    async with BotApi(pause=0.01) as running:
        yield running


@pytest.fixture(params=LIBRARIES)
def settings(request: pytest.FixtureRequest, server: BotApi) -> TelegramSettings:
    """A bot on the fake server, once by each library."""
    return TelegramSettings(TOKEN, request.param, server=server.url, referrals=True)


@pytest.fixture
async def api(settings: TelegramSettings) -> AsyncIterator[Api]:
    """The Bot API by each library."""
    made = connect(settings)
    yield made
    await made.close()


@pytest.fixture
async def house(settings: TelegramSettings, tmp_path: Path) -> AsyncIterator[House]:
    """The whole assistant with Telegram as its channel, over SQLite."""
    async with House(settings, sqlite_file(tmp_path / "ips.sqlite")) as opened:
        yield opened
