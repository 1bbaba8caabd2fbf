"""Takes updates, however they come in: tells the client, hands in, shows that it takes a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.channels.telegram.api import Api, ApiFault
from bot.channels.telegram.parse import NAME, Json, Left, Me, chat_of, parse, query_of
from bot.domain.message.chat import Address, Gateway

log = structlog.get_logger()

SLOW_S = 1.0
"""Seconds after which a person is shown that an answer is being written."""

SHOWN_S = 4.0
"""Seconds after which that is to be shown again. Telegram shows it for five."""

BROKEN_TRIES = 5
"""How often an update that breaks the program is tried; then it is let go, and holds up nothing more."""


class Intake:
    """Where every way in ends: webhook, polling, or somebody else's application."""

    def __init__(self, api: Api, gateway: Gateway, slow_s: float = SLOW_S) -> None:
        self._api = api
        self._reception = gateway
        self._slow_s = slow_s
        self._me: Me | None = None
        self._broken: dict[object, int] = {}
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._under_way: set[asyncio.Task[None]] = set()  # the loop itself holds tasks weakly

    async def who(self) -> Me:
        """Return who the bot is. Raises ApiFault; when it went well once, it is not asked again."""
        if self._me is None:
            self._me = await self._api.me()
        return self._me

    async def take(self, update: Json) -> bool:
        """Take one update. False: it could not be taken now, and has to come again."""
        if query := query_of(update):
            self._start(self._quietly(self._api.answer_press(query)))
        try:
            taken = await self._hand_in(update)
        except ApiFault as fault:
            log.warning("update put off, the bot cannot learn its name", channel=NAME, fault=str(fault))
            return False
        except Exception:
            return self._let_go(update.get("update_id"))
        self._broken.pop(update.get("update_id"), None)
        return taken

    async def take_once(self, update: Json, tries: int = 8) -> bool:
        """Take an update that will not come again, after those of its chat that came before.

        What cannot be taken is tried for about two minutes.
        """
        async with self._locks.setdefault(chat_of(update), asyncio.Lock()):
            for attempt in range(tries):
                if await self.take(update):
                    return True
                await asyncio.sleep(min(2.0**attempt, 30.0))
        log.error("update lost", channel=NAME, number=update.get("update_id"))
        return False

    async def _hand_in(self, update: Json) -> bool:
        arrived = parse(update, await self.who())
        if arrived is None:
            return True
        if isinstance(arrived, Left):
            return await self._reception.left(arrived.address)
        async with self._typing(arrived.address):
            return await self._reception.receive(arrived)

    def _let_go(self, number: object) -> bool:
        tries = self._broken[number] = self._broken.get(number, 0) + 1
        log.exception("update breaks the program", channel=NAME, number=number, tries=tries)
        if tries < BROKEN_TRIES:
            return False
        del self._broken[number]
        return True

    @asynccontextmanager
    async def _typing(self, address: Address) -> AsyncIterator[None]:
        """Show that an answer is being written while it takes longer than a moment."""
        shown: list[asyncio.Task[None]] = []
        timer = asyncio.get_running_loop().call_later(
            self._slow_s, lambda: shown.append(self._start(self._show_typing(address)))
        )
        try:
            yield
        finally:
            timer.cancel()
            for task in shown:
                task.cancel()

    async def _show_typing(self, address: Address) -> None:
        while True:
            await self._quietly(self._api.typing(address.chat, address.place.get("thread", "")))
            await asyncio.sleep(SHOWN_S)

    async def _quietly(self, call: Coroutine[Any, Any, None]) -> None:
        """Make a call that is worth one try; a press that is too old to be answered, say."""
        with suppress(ApiFault):
            await call

    def _start(self, job: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(job)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task
