"""The whole assistant behind Telegram: real turns, store, reception and postman; only Telegram is made up."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import socket
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.channels.telegram import Telegram, TelegramSettings
from bot.channels.telegram import open as open_channel
from bot.channels.telegram.polling import Polling
from bot.delivery.outbox_worker import OutboxWorker
from bot.delivery.retry import RetryPolicy
from bot.delivery.wording import worded
from bot.domain.message.chat import Address, InboundUpdate
from bot.domain.message.message import Surface
from bot.domain.message.pace import Limits
from bot.domain.person.invitation import digest, fresh
from bot.domain.person.person import Person
from bot.shell.gateway import InboundGateway
from bot.storage.store import Store
from tests.contracts.house import StandingClock, desk
from tests.domain.making import NOW, directory
from tests.handlers.talk import knowledge

QUICK = RetryPolicy(look=0.05, first_wait=0.02, carry=5.0)
FAST = Limits(chat_every_s=0.0, group_a_minute=1000, all_a_second=1000)


class House:
    """`async with House(settings, database) as house:` runs until the end of the block."""

    def __init__(self, settings: TelegramSettings, database: str, limits: Limits = FAST) -> None:
        words = knowledge().base.words
        self.clock = StandingClock()
        self.store = Store(database, directory())
        self.desk = desk(self.store, clock=self.clock)
        self.surfaces = {"telegram": Surface.ALL}
        self.gateway = InboundGateway(
            self.desk, self.store.accounts, words, self.clock, self.surfaces, "http://web/"
        )
        self.settings = settings
        self.channel = open_channel(settings, self.gateway, words)
        self.gateway.senders = {"telegram": self.channel.sender}
        self.outbox_worker = OutboxWorker(
            self.store.outbox_store,
            self.store.accounts,
            {"telegram": self.channel.sender},
            self.clock,
            lambda news, lang: worded(words, news, lang),
            QUICK,
            limits,
        )
        self.stop = asyncio.Event()
        self._running: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> House:
        self._running.append(asyncio.create_task(self.outbox_worker.forever(self.stop)))
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.stop.set()
        await asyncio.wait(self._running, timeout=10)
        for task in self._running:
            task.cancel()
        await self.channel.close()
        await self.store.close()

    def polls(self) -> None:
        """Fetch updates from now on, without what a start does beside."""
        polling = Polling(self.channel.api, self.channel.intake, 5, 0.02)
        self._running.append(asyncio.create_task(polling.run(self.stop)))

    def runs(self) -> None:
        """Run the channel as the program does."""
        self._running.append(asyncio.create_task(self.channel.run(self.stop)))

    async def invited(self, person: Person) -> str:
        """Return an invitation of somebody who is known."""
        await self.store.add_people([person])
        code = fresh(secrets.choice)
        assert await self.store.accounts.invite(person.id, digest(code), NOW + dt.timedelta(days=1))
        return code


class Web:
    """A channel's route, served over HTTP: `async with Web(channel) as url:`."""

    def __init__(self, settings: TelegramSettings) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.settings = replace(settings, mode="webhook", secret="geheim_-1", base_url=self.url)
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[Any] | None = None

    async def serve(self, channel: Telegram) -> None:
        """Begin to answer."""
        assert channel.router is not None
        app = FastAPI()
        app.include_router(channel.router)
        self._server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listener]))

    async def close(self) -> None:
        """Answer no more."""
        if self._server and self._serving:
            self._server.should_exit = True
            self._server.force_exit = True
            await self._serving
        self._listener.close()


class Ears:
    """A reception that notes what it hears. `refuses` is how often it says that nothing could be written."""

    def __init__(self, refuses: int = 0, raises: Iterable[Exception] = ()) -> None:
        self.heard: list[InboundUpdate] = []
        self.gone: list[Address] = []
        self.refuses = refuses
        self.raises = list(raises)
        self.slow: dict[str, asyncio.Event] = {}

    async def receive(self, arrived: InboundUpdate) -> bool:
        """See chat.Reception."""
        if waits := self.slow.get(arrived.address.chat):
            await waits.wait()
        if self.raises:
            raise self.raises.pop(0)
        if self.refuses:
            self.refuses -= 1
            return False
        self.heard.append(arrived)
        return True

    async def left(self, address: Address) -> bool:
        """See chat.Reception."""
        self.gone.append(address)
        return True

    @property
    def texts(self) -> list[str]:
        """What was heard, in order."""
        return [arrived.turn.text or arrived.turn.press or "" for arrived in self.heard]
