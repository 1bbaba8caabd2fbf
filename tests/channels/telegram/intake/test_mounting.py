"""The examples of docs/telegram.md are run as they stand: the assistant inside another application."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import Message
from telegram.ext import Application, CommandHandler

from bot.channels.telegram.intake import Intake
from tests.channels.telegram.house import Ears
from tests.channels.telegram.updates import ME, message
from tests.domain.making import ROOT
from tests.fakes.bot_api import TOKEN, BotApi
from tests.handlers.talk import say

BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs/telegram.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Settings as somebody's own application would have them."""
    values = {"database": f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite", "encoder": "off"}
    places = {"knowledge": str(ROOT / "knowledge_base"), "cache": str(ROOT / "var/cache")}
    for name, value in {**values, **places}.items():
        monkeypatch.setenv(f"IPS_{name.upper()}", value)
    monkeypatch.chdir(tmp_path)


def example(library: str) -> Any:
    """Return the `main` of the example for a library."""
    (code,) = [block for block in BLOCKS if f"from {library}" in block]
    names: dict[str, Any] = {}
    exec(compile(code, "docs/telegram.md", "exec"), names)
    return names["main"]


def test_the_examples_are_short() -> None:
    """Two examples; what somebody has to add to an application of theirs is about ten lines each."""
    assert len(BLOCKS) == 2
    for block in BLOCKS:
        assert len([line for line in block.splitlines() if line.strip()]) <= 14


async def test_inside_an_aiogram_application(server: BotApi) -> None:
    """The application's own handlers come first; the assistant answers the rest, presses too."""
    bot = Bot(TOKEN, AiohttpSession(api=TelegramAPIServer.from_base(server.url)))
    dispatcher, own = Dispatcher(), Router()

    @own.message(Command("ping"))
    async def ping(message: Message) -> None:
        await message.answer("pong")

    dispatcher.include_router(own)
    running = asyncio.create_task(example("aiogram")(bot, dispatcher))
    await talk(server)
    await dispatcher.stop_polling()
    await running


async def test_inside_a_python_telegram_bot_application(server: BotApi) -> None:
    """The same with python-telegram-bot."""
    builder = Application.builder().token(TOKEN).base_url(f"{server.url}/bot")
    application = builder.build()

    async def ping(update: Any, context: Any) -> None:
        await update.message.reply_text("pong")

    application.add_handler(CommandHandler("ping", ping))
    stopped = asyncio.Event()
    running = asyncio.create_task(example("telegram.ext")(application, stopped))
    await talk(server)
    stopped.set()
    await running


async def talk(server: BotApi) -> None:
    """Talk with both: the application and the assistant in it."""
    anna = server.user()
    anna.says("/ping")
    await anna.sees("pong")
    anna.says("/hjelp")
    answer = await anna.sees(say("nb", "help.title"))
    anna.presses(answer.labels[0])
    await anna.until(lambda: anna.last.id != answer.id and not anna.chat.shown(answer.id).labels)
    assert [shown.text for shown in anna.screen if shown.by_bot].count("pong") == 1
    await server.idle()


async def test_where_nothing_comes_again_it_is_tried_for_a_while(server: BotApi) -> None:
    """An update that will not be sent again is tried until it is taken, in the order of its chat."""

    class Quick(Intake):
        async def who(self) -> Any:
            return ME

    ears = Ears(refuses=1)
    intake = Quick(None, ears)  # type: ignore[arg-type]
    first, second = (message(number, text=f"nr. {number}") for number in (1, 2))
    assert await asyncio.gather(intake.take_once(first), intake.take_once(second)) == [True, True]
    assert ears.texts == ["nr. 1", "nr. 2"]
    ears.refuses = 2
    assert not await intake.take_once(message(3, text="a"), tries=1)
