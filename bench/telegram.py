"""Telegram updates a second in process, JSON in to reply out, next to bare echo bots of both libraries.

The network is left out on all sides: a call of the Bot API is answered at once. Ours runs four times: its
core without a database, with SQLite that is not synced to disk, synced, and with new wordings searched for.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import json
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Chat, Message, User
from telegram import Update
from telegram.ext import Application, MessageHandler, filters
from telegram.request import BaseRequest, HTTPXRequest

from bot import app as house
from bot.channels.telegram.channel import TelegramSettings
from bot.channels.telegram.channel import open as open_telegram
from bot.channels.telegram.libraries import aiogram_api
from bot.conversation import engine
from bot.domain.message.chat import InboundUpdate, Operation, OutboundMessage, ReplyTo
from bot.domain.message.message import Inbound, Surface
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import Said
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot
from bot.settings import read
from bot.shell.gateway import InboundGateway
from bot.shell.turns import SystemClock
from handlers import ORDER

TOKEN = "42:TEST"
UPDATES = 600
QUESTION = "hva er ips"
ME = {"id": 42, "is_bot": True, "first_name": "IPS", "username": "ips_bot"}
NEVER = dt.datetime.fromtimestamp(0, dt.UTC)

Feed = Callable[[str], Awaitable[None]]


def update(number: int, text: str) -> str:
    """Return an update as it comes over the wire."""
    chat = {"id": 1000 + number % 50, "type": "private", "first_name": "A"}
    person = {"id": chat["id"], "is_bot": False, "first_name": "A", "language_code": "nb"}
    message = {"message_id": number, "date": 1_800_000_000, "chat": chat, "from": person, "text": text}
    return json.dumps({"update_id": number, "message": message})


class NoNetwork(BaseSession):
    """Answers every call of aiogram at once; `calls` counts what would have been sent."""

    calls = 0

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        """See aiogram."""
        if isinstance(method, SendMessage):
            self.calls += 1
            return Message(
                message_id=1, date=NEVER, chat=Chat(id=int(method.chat_id), type="private"), text="x"
            )
        return User.model_validate(ME) if method.__api_method__ == "getMe" else True

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(self, *given: Any, **named: Any) -> AsyncGenerator[bytes, None]:
        """Nothing is downloaded."""
        yield b""


class NoNetworkPtb(HTTPXRequest):
    """The same for python-telegram-bot."""

    calls = 0

    async def do_request(self, url: str, method: str, *given: Any, **named: Any) -> tuple[int, bytes]:
        """See python-telegram-bot."""
        if url.endswith("getMe"):
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        self.calls += 1
        made = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "x"}
        return 200, json.dumps({"ok": True, "result": made}).encode()


def settle() -> None:
    """Look no more through what was loaded for garbage; `python -m bot run` does the same."""
    gc.collect()
    gc.freeze()


async def timed(feed: Feed, text: Callable[[int], str], updates: int = UPDATES) -> float:
    """Return updates a second."""
    await feed(update(1, text(0)))
    began = time.perf_counter()
    for number in range(2, updates + 2):
        await feed(update(number, text(number)))
    return updates / (time.perf_counter() - began)


async def aiogram_echo() -> float:
    """A bare echo bot on aiogram."""
    session = NoNetwork()
    bot, dispatcher = Bot(TOKEN, session=session), Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    async def feed(line: str) -> None:
        await dispatcher.feed_raw_update(bot, json.loads(line))

    rate = await timed(feed, lambda n: QUESTION)
    assert session.calls == UPDATES + 1
    return rate


async def ptb_echo() -> float:
    """A bare echo bot on python-telegram-bot."""
    request: BaseRequest = NoNetworkPtb()
    application = Application.builder().token(TOKEN).request(request).updater(None).build()

    async def echo(event: Update, _: Any) -> None:
        if event.message:
            await event.message.reply_text(event.message.text or "")

    application.add_handler(MessageHandler(filters.TEXT, echo))
    await application.initialize()

    async def feed(line: str) -> None:
        await application.process_update(Update.de_json(json.loads(line), application.bot))

    rate = await timed(feed, lambda n: QUESTION)
    await application.shutdown()
    return rate


class Memory:
    """People, talks and taken updates without a database; the answers go straight to the carrier."""

    def __init__(self, knowledge: Any) -> None:
        self._know = knowledge
        self._sessions: dict[str, Session] = {}
        self._said: dict[tuple[str, str], Said] = {}
        self.sender: Any = None

    async def visit(self, arrived: InboundUpdate, stranger: str, at: Any) -> Person:
        """See Accounts."""
        return Person(arrived.user, Role.GUEST)

    async def off(self) -> None:
        """See Desk."""

    async def take(
        self, channel: str, update_id: str, person: Person, turn: Inbound, to: ReplyTo | None = None
    ) -> Said:
        """See Desk."""
        if said := self._said.get((channel, update_id)):
            return said
        session = self._sessions.get(person.id, Session())
        now = SystemClock().now()
        outcome = engine.decide(turn, session, person, TurnSnapshot(), self._know, now, ORDER)
        said = Said(outcome.replies, outcome.kind.value, outcome.erase, outcome.lang)
        self._said[channel, update_id] = said
        self._sessions[person.id] = outcome.session
        for reply in said.replies if to else ():
            assert to
            await self.sender.carry(
                OutboundMessage(0, update_id, to.address, Operation.SAY, said.lang, reply=reply)
            )
        return said


async def core() -> float:
    """Ours without a database and without embeddings: parse, decide, render, call."""
    knowledge = house.know(read(encoder="off"))
    memory, session = Memory(knowledge), NoNetwork()
    surfaces = {"telegram": Surface.ALL}
    front = InboundGateway(memory, memory, knowledge.base.words, SystemClock(), surfaces, "")  # type: ignore[arg-type]
    api = aiogram_api.AiogramApi(Bot(TOKEN, session=session))
    channel = open_telegram(TelegramSettings(TOKEN), front, knowledge.base.words, api)
    memory.sender = channel.sender
    settle()

    async def feed(line: str) -> None:
        assert await channel.intake.take(json.loads(line))

    rate = await timed(feed, lambda n: QUESTION)
    assert session.calls >= UPDATES
    return rate


async def stored(synced: bool, encoder: str, text: Callable[[int], str], updates: int) -> float:
    """Ours over SQLite, to the answer in the post; carrying it keeps Telegram's own pace."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite+aiosqlite:///{Path(folder)}/telegram.sqlite"
        app = house.build(read(database=database, encoder=encoder, log_level="error", rate_person=0))
        if not synced:

            @sa.event.listens_for(app.store.engine.sync_engine, "connect")
            def unsynced(connection: Any, _: Any) -> None:
                connection.execute("PRAGMA synchronous=OFF")

        await app.store.upgrade()
        settle()
        api = aiogram_api.AiogramApi(Bot(TOKEN, session=NoNetwork()))
        channel = open_telegram(TelegramSettings(TOKEN), app.channel_runtime.gateway, app.words, api)

        async def feed(line: str) -> None:
            assert await channel.intake.take(json.loads(line))

        rate = await timed(feed, text, updates)
        await app.store.close()
    return rate


async def rows() -> list[tuple[str, float]]:
    """Return the names and the updates a second, the peers first."""

    def asked(number: int) -> str:
        return QUESTION

    def new(number: int) -> str:
        return f"hva er ips nr {number}"

    return [
        ("bare echo, aiogram", await aiogram_echo()),
        ("bare echo, python-telegram-bot", await ptb_echo()),
        ("answer, no database", await core()),
        (
            "answer, SQLite without disk sync",
            await stored(synced=False, encoder="off", text=asked, updates=200),
        ),
        ("answer, SQLite commits", await stored(synced=True, encoder="off", text=asked, updates=200)),
        ("answer, SQLite commits, search", await stored(synced=True, encoder="auto", text=new, updates=100)),
    ]


def main() -> None:
    """Print one table."""
    found = asyncio.run(rows())
    echo = found[0][1]
    print(f"{'in process, JSON in to reply out':36} {'updates/s':>10} {'of the aiogram echo':>20}")
    for name, rate in found:
        print(f"{name:36} {rate:10,.0f} {rate / echo:20.2f}")


if __name__ == "__main__":
    main()
