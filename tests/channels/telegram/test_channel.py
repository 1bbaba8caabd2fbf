"""The channel as the program runs it: by polling and by webhook, its commands, and what is wrong with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramSettings
from bot.channels.telegram import open as open_channel
from bot.channels.telegram.commands import ASKING, CLIENTS, IN_GROUPS, REFERRING
from bot.conversation import typed
from bot.domain.message.message import Surface
from bot.knowledge.base.entry import LANGUAGES
from tests.channels.telegram.house import Ears, House, Web
from tests.contracts.house import ANNA
from tests.fakes.bot_api import BotApi
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

WORDS = knowledge().base.words


@pytest.fixture(params=["polling", "webhook"])
async def house(
    request: pytest.FixtureRequest, settings: TelegramSettings, tmp_path: Path
) -> AsyncIterator[House]:
    """The whole assistant, with updates fetched or sent to it."""
    web = Web(settings)
    chosen = web.settings if request.param == "webhook" else settings
    async with House(chosen, sqlite_file(tmp_path / "ips.sqlite")) as opened:
        if request.param == "webhook":
            await web.serve(opened.channel)
        opened.runs()
        yield opened
        await web.close()


async def test_asking(house: House, server: BotApi) -> None:
    """Somebody presses START, asks, and presses a button of the answer, which goes away then."""
    anna = server.user(language="nn")
    anna.starts()
    hello = await anna.sees(say("nn", "help.never"))
    press = anna.presses(hello.labels[0])
    await anna.until(lambda: not anna.chat.shown(hello.id).labels)
    await anna.until(lambda: not isinstance(press, str) and press.answered)
    await anna.until(lambda: anna.last.id != hello.id)
    await server.idle()


async def test_a_deep_link_makes_one_of_the_staff(house: House, server: BotApi) -> None:
    """Whoever comes by an invitation's link is known, and may refer."""
    anna = server.user()
    anna.starts((await house.invited(ANNA)).replace("-", ""))
    linked = await anna.sees(say("nb", "account.linked", name="Anna"))
    assert say("nb", "refer.button") in linked.labels


async def test_ten_copies_are_one(house: House, server: BotApi) -> None:
    """However often and in whatever order updates come, each is answered once."""
    anna = server.user()
    one, two = anna.says("hva er IPS?"), anna.says("hjelp")
    await server.idle()
    server.delivers(*[two, one] * 5)
    await server.idle()
    await anna.sees(say("nb", "help.title"))
    anna.says("/emner")
    await anna.sees(say("nb", "topics.which"))
    assert len([shown for shown in anna.screen if shown.by_bot]) == 3


async def test_menus(house: House, server: BotApi) -> None:
    """Each person is offered commands in the person's language, and each command does what it says."""
    people = {lang: server.user(language=lang) for lang in ("nb", "no", "nn", "en", "pl")}
    nora = people["nn"]
    await nora.until(lambda: bool(server.profile.text("short_description", "en")) and bool(nora.menu))
    await nora.until(lambda: len(server.called("setMyShortDescription")) == len(CLIENTS))
    menus = {lang: dict(person.menu) for lang, person in people.items()}
    assert menus["nb"] == menus["no"] == menus["pl"]
    assert menus["nn"]["tilvis"] == "Tilvis ein pasient"
    assert menus["en"]["sharing"] == "May I share this?"
    assert server.profile.text("description", "nn") == say("nn", "telegram.about")
    nora.says("/emne")
    await nora.sees(say("nn", "topics.which"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", [*ASKING, *REFERRING, *IN_GROUPS])
def test_every_command_starts_what_it_names(lang: str, name: str) -> None:
    """A command's name is one of the phrases that start the same thing when typed."""
    command = say(lang, f"telegram.command.{name}")
    if name == "share":  # its intent has phrases of its own in each language
        assert typed.means(WORDS, "intents.share", command)
    assert typed.means(WORDS, f"intents.{name}", command)
    assert command.isascii()
    assert command.islower()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_bot_says_of_itself_fits(lang: str) -> None:
    """Telegram takes 512 characters of description and 120 of the short one."""
    assert len(say(lang, "telegram.about")) <= 512
    assert len(say(lang, "telegram.short")) <= 120


async def test_a_policy_of_questions(settings: TelegramSettings, server: BotApi) -> None:
    """Where only questions are wanted, no command for referrals is offered, and the room is for questions."""
    channel = open_channel(replace(settings, referrals=False), Ears(), WORDS)
    assert channel.surface is Surface.QUESTIONS
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(stop))
    anna = server.user()
    await anna.until(lambda: len(server.called("setMyShortDescription")) == len(CLIENTS))
    assert "henvis" not in dict(anna.menu)
    assert "emner" in dict(anna.menu)
    stop.set()
    await running


async def test_it_starts_while_telegram_is_away(settings: TelegramSettings, server: BotApi) -> None:
    """A start during a fault of Telegram's goes on when Telegram is back; without commands if need be."""
    server.fails("deleteWebhook", 502)
    server.fails("setMyCommands", 429, retry_after=30, description="Too Many Requests")
    ears = Ears()
    channel = open_channel(settings, ears, WORDS)
    stop = asyncio.Event()
    running = asyncio.create_task(channel.run(stop))
    server.user().says("hei")
    await server.idle()
    assert ears.texts == ["hei"]
    stop.set()
    await running


async def found(settings: TelegramSettings, **more: str) -> dict[str, str]:
    """Return what the doctor says: the last part of each key, and the words."""
    channel = open_channel(replace(settings, **more), Ears(), WORDS)
    findings = await channel.examine()
    await channel.close()
    return {f.key.rpartition(".")[2]: say("nb", f.key, **f.values) for f in findings}


async def test_the_doctor(settings: TelegramSettings, server: BotApi) -> None:
    """Each fault between us and Telegram is one sentence that names what to mend."""
    hook = {"mode": "webhook", "secret": "s", "base_url": "https://bot.example.org"}
    address = f"{hook['base_url']}/telegram/updates"
    channel = open_channel(settings, Ears(), WORDS)
    assert await found(settings) == {"ok": "Telegram: boten @ips_test_bot svarer."}
    assert await found(settings, name="IPS_test_bot") == await found(settings)
    assert "ips_test_bot" in (await found(settings, name="other_bot"))["other_name"]
    assert "IPS_WEBHOOK_URL" in (await found(settings, **hook))["not_hooked"]
    await channel.api.set_webhook(address, "s", ["message"])
    assert set(await found(settings, **hook)) == {"ok"}
    assert set(await found(settings)) == {"hooked"}
    server.webhook.error = "Wrong response from the webhook: 401 Unauthorized"
    assert "401 Unauthorized" in (await found(settings, **hook))["undelivered"]
    assert "IPS_TELEGRAM_TOKEN" in (await found(settings, token="1:unknown"))["refused"]
    await server.stop()
    away = (await found(settings))["away"]
    assert "IPS_TELEGRAM_API" in away
    assert server.token not in away
    await channel.close()
