"""Both libraries of the product understand every update and every answer of the fake Bot API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BufferedInputFile

from bot.domain.message.picture import Row
from bot.pictures import strip
from tests.fakes.bot_api import BotApi, User

LOCK = Path(__file__).parent / "package-lock.json"

PICTURE = strip(Row("", "", 3, 5))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A fake Bot API server."""
    async with BotApi() as server:
        yield server


@pytest.fixture
async def by_aiogram(api: BotApi) -> AsyncIterator[aiogram.Bot]:
    """A bot made with aiogram."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.url))
    async with aiogram.Bot(api.token, session=session) as bot:
        yield bot


@pytest.fixture
async def by_ptb(api: BotApi) -> AsyncIterator[telegram.Bot]:
    """A bot made with python-telegram-bot."""
    root, files = f"{api.url}/bot", f"{api.url}/file/bot"
    async with telegram.Bot(api.token, base_url=root, base_file_url=files) as bot:
        yield bot


def everything(api: BotApi) -> User:
    """Let a person do everything that people can do."""
    anna, team = api.user("Anna"), api.group()
    anna.edits(anna.starts("kode"), "hei")
    anna.sends_photo("bilde")
    anna.sends_voice()
    anna.sends_document("å.txt", b"tekst")
    anna.sends_sticker()
    anna.sends_contact()
    anna.sends_location()
    anna.forwards("fra en annen")
    anna.says("@ips_test_bot hei", to=team)
    team.removes_bot()
    anna.blocks()
    anna.unblocks()
    return anna


async def test_updates_are_understood(api: BotApi, by_aiogram: aiogram.Bot, by_ptb: telegram.Bot) -> None:
    """Every kind of update that people cause is read by both libraries, with nothing unknown in it."""
    everything(api)
    waiting = [entry.update for entry in api.waiting.entries]
    read = await by_aiogram.get_updates()
    assert [update.update_id for update in read] == [update["update_id"] for update in waiting]
    assert not [update for update in read if update.event.model_extra]
    also = await by_ptb.get_updates(timeout=0)
    assert [update.update_id for update in also] == [update.update_id for update in read]
    assert all(update.effective_chat for update in also)


async def test_methods_are_understood(api: BotApi, by_aiogram: aiogram.Bot, by_ptb: telegram.Bot) -> None:
    """Every method that the product needs answers in a form that both libraries read."""
    anna = everything(api)
    keyboard: dict[str, Any] = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}
    for bot, markup in (
        (by_aiogram, aiogram.types.InlineKeyboardMarkup.model_validate(keyboard)),
        (by_ptb, telegram.InlineKeyboardMarkup.de_json(keyboard, None)),
    ):
        assert (await bot.get_me()).username == "ips_test_bot"
        assert (await bot.get_chat(anna.id)).first_name == "Anna"
        sent = await bot.send_message(anna.id, "en & to", reply_markup=markup)
        press = anna.presses("Ja")
        assert await bot.answer_callback_query(press.id, text="OK")
        await bot.edit_message_text(
            "<i>tre</i>", chat_id=anna.id, message_id=sent.message_id, parse_mode="HTML"
        )
        assert (anna.last.text, anna.last.marks) == ("tre", (("italic", "tre"),))
        await bot.edit_message_reply_markup(chat_id=anna.id, message_id=sent.message_id, reply_markup=markup)
        assert await bot.send_chat_action(anna.id, "typing")
        assert await bot.delete_message(anna.id, sent.message_id)
        assert sent.message_id not in anna.chat.messages
        assert await bot.set_webhook("https://example.org/x", secret_token="a_b-1", max_connections=3)
        assert (await bot.get_webhook_info()).max_connections == 3
        assert await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.set_my_description("Hei", language_code="nb")
        assert await bot.set_my_short_description("Hei", language_code="nn")


async def test_files_and_commands(api: BotApi, by_aiogram: aiogram.Bot, by_ptb: telegram.Bot) -> None:
    """Files go both ways and commands are registered by either library."""
    anna = everything(api)
    await by_aiogram.send_document(anna.id, BufferedInputFile(b"en", "en.txt"), caption="æ")
    assert (anna.last.file, anna.last.text) == (("en.txt", b"en"), "æ")
    sent = await by_ptb.send_document(anna.id, b"to", filename="to.txt")
    assert anna.last.file == ("to.txt", b"to")
    await by_ptb.send_photo(anna.id, PICTURE, caption="æ", filename="bilde.png")
    assert (anna.last.file, anna.last.text) == (("bilde.png", PICTURE), "æ")
    shown = await by_aiogram.send_photo(anna.id, BufferedInputFile(PICTURE, "en.png"))
    assert shown.photo is not None
    assert (shown.photo[-1].width, shown.photo[-1].height) == (584, 40)
    fetched = await by_aiogram.download(sent.document.file_id)
    assert fetched is not None
    assert fetched.read() == b"to"
    assert await (await by_ptb.get_file(sent.document.file_id)).download_as_bytearray() == b"to"
    scope = BotCommandScopeAllPrivateChats()
    commands = [BotCommand(command="help", description="Hjelp")]
    await by_aiogram.set_my_commands(commands, scope=scope, language_code="nb")
    await by_ptb.set_my_commands([("help", "Help")])
    assert anna.menu == [("help", "Hjelp")]
    assert api.user(language="en").menu == [("help", "Help")]
    read = await by_ptb.get_my_commands(telegram.BotCommandScopeAllPrivateChats(), "nb")
    assert [command.description for command in read] == ["Hjelp"]


async def test_refusals_are_understood(api: BotApi, by_aiogram: aiogram.Bot, by_ptb: telegram.Bot) -> None:
    """Too many, blocked and a conflict of two pollers become the errors that the libraries know."""
    anna = everything(api)
    api.fails("sendMessage", 429, times=2, retry_after=7, description="Too Many Requests: retry after 7")
    with pytest.raises(TelegramRetryAfter) as waits:
        await by_aiogram.send_message(anna.id, "x")
    assert waits.value.retry_after == 7
    with pytest.raises(telegram.error.RetryAfter):
        await by_ptb.send_message(anna.id, "x")
    anna.blocks()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await by_aiogram.send_message(anna.id, "x")
    with pytest.raises(telegram.error.Forbidden):
        await by_ptb.send_message(anna.id, "x")
    api.waiting.entries.clear()
    first = asyncio.create_task(by_ptb.get_updates(timeout=50))
    await api.signal.until(lambda: api.polling, 20)
    await by_aiogram.get_updates()
    with pytest.raises(telegram.error.Conflict):
        await first


def test_the_lock_names_no_registry() -> None:
    """What npm installs is fixed by version and checksum, and comes from whichever registry is set."""
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    installed = {name: about for name, about in packages.items() if name}
    assert {"node_modules/grammy", "node_modules/@microsoft/app-manifest"} <= set(installed)
    assert all(about["integrity"].startswith("sha512-") for about in installed.values())
    assert not [name for name, about in installed.items() if "resolved" in about]
