"""Telegram's limits are kept on the wire: the server, which counts, refuses nothing."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramSettings
from bot.channels.telegram.api import Api
from bot.channels.telegram.sender import TelegramSender
from bot.domain.message.chat import Address, Later, Operation, OutboundMessage
from bot.domain.message.message import Reply
from bot.domain.message.pace import Limits, Pace
from tests.channels.telegram.house import House
from tests.fakes.bot_api import BotApi
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge, say

LONG = Reply("\n\n".join(f"{n} " + "ord " * 700 for n in range(3)))


def strict(server: BotApi) -> None:
    """Let the server take one message a second in a chat, without the burst that it usually lets through."""
    server.limits.on, server.limits.burst = True, 1


async def test_what_is_asked_at_once_is_answered_a_second_apart(
    settings: TelegramSettings, server: BotApi, tmp_path: Path
) -> None:
    """Somebody in a hurry, and somebody else beside: nobody is refused, and all answers come."""
    strict(server)
    async with House(settings, sqlite_file(tmp_path / "ips.sqlite"), Limits()) as house:
        house.polls()
        anna, bo = server.user(), server.user()
        for person in (anna, bo):
            for command in ("/hjelp", "/emner", "/nullstill"):
                person.says(command)
        for person in (anna, bo):
            await person.sees(say("nb", "restart.welcome"))
    assert [sum(message.by_bot for message in person.screen) for person in (anna, bo)] == [3, 3]
    assert server.limits.refused == 0


async def test_each_message_of_a_long_reply_waits_for_its_turn(api: Api, server: BotApi) -> None:
    """With its turns nothing is refused; without them the server says how long to wait."""
    strict(server)
    anna, pace = server.user(), Pace()
    anna.starts()

    async def turn() -> None:
        pace.arrived(time.monotonic(), "anna")
        while (seconds := pace.wait(time.monotonic(), "anna")) > 0:
            await asyncio.sleep(seconds)

    outbound = OutboundMessage(1, "key", Address("telegram", str(anna.id)), Operation.SAY, "nb", reply=LONG)
    sender = TelegramSender(api, knowledge().base.words)
    await turn()
    await sender.carry(outbound, turn)
    assert sum(message.text.count("ord") for message in anna.screen if message.by_bot) == 2100
    assert server.limits.refused == 0
    with pytest.raises(Later):
        await sender.carry(replace(outbound, key="another"))
    assert server.limits.refused == 1
