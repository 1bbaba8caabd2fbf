"""Fetches updates by long polling. What was fetched is confirmed only when it was taken.

Updates of one chat are taken in order, those of different chats at the same time: a slow chat holds up
nobody. What is not confirmed when the program ends comes again at the next start.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog

from bot.channels.telegram.api import POLL_S, Api, ApiFault
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.parse import KINDS, NAME, Json, chat_of

log = structlog.get_logger()

REFUSED = "Telegram refuses the token, so check the setting for it"
WHY = {
    401: REFUSED,
    404: REFUSED,
    409: "another program fetches the updates of this bot, so stop it",
    429: "Telegram asks to wait",
}
"""What is wrong, for whoever runs the program; anything else is the network, or Telegram itself."""

NETWORK = "Telegram cannot be reached"
LONGEST_WAIT_S = 60.0
LOOK_S = 0.5
"""Seconds between two looks for more while a chat is slow: Telegram then answers at once."""

LETS_GO_S = 5.0
"""Seconds that what is being taken has to come to its end when the program stops."""


class Polling:
    """A loop over getUpdates; one for each bot. Times in seconds."""

    def __init__(self, api: Api, intake: Intake, wait_s: int = POLL_S, first_pause_s: float = 1.0) -> None:
        self._api = api
        self._intake = intake
        self._wait_s = wait_s
        self._first_pause_s = first_pause_s
        self._next = 0
        self._taking: dict[int, asyncio.Task[None]] = {}
        self._taken: set[int] = set()
        self._last: dict[str, asyncio.Task[None]] = {}

    @property
    def offset(self) -> int:
        """The first update that is not taken for good; what lies below it may be forgotten."""
        return min(self._taking, default=self._next)

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop`."""
        stopped = asyncio.create_task(stop.wait())
        failures = 0
        while not stop.is_set():
            try:
                await self._fetch(stopped)
                failures = 0
            except ApiFault as fault:
                failures += 1
                await self._rest(fault, failures, stopped)
        stopped.cancel()
        await self._end()

    async def _fetch(self, stopped: asyncio.Task[bool]) -> None:
        wait_s, confirmed = (0 if self._taking else self._wait_s), self.offset
        call = asyncio.create_task(self._api.updates(confirmed, wait_s, KINDS))
        await asyncio.wait({call, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            call.cancel()
            return
        for update in call.result():
            self._begin(update)
        # what lies above may be in the next answer again, since what lies below was not confirmed yet
        self._taken = {number for number in self._taken if number >= confirmed}
        if self._taking:
            every: asyncio.Future[Any] = asyncio.gather(*self._taking.values(), return_exceptions=True)
            await asyncio.wait([every, stopped], timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)

    def _begin(self, update: Json) -> None:
        number = update.get("update_id")
        if not isinstance(number, int) or number in self._taking or number in self._taken:
            return
        chat = chat_of(update)
        task = asyncio.create_task(self._take(update, self._last.get(chat) if chat else None))
        self._taking[number] = task
        self._last[chat] = task
        task.add_done_callback(lambda done: self._note(number, chat, done))

    async def _take(self, update: Json, before: asyncio.Task[None] | None) -> None:
        """Take an update when the one before it in its chat was taken; try until it works."""
        if before is not None:
            await asyncio.wait({before})
        failures = 0
        while not await self._intake.take(update):
            failures += 1
            await asyncio.sleep(self._pause(failures))

    def _note(self, number: int, chat: str, task: asyncio.Task[None]) -> None:
        if self._last.get(chat) is task:
            del self._last[chat]
        if task.cancelled():
            return
        self._next = max(self._next, number + 1)
        self._taken.add(number)
        del self._taking[number]

    def _pause(self, failures: int) -> float:
        return min(self._first_pause_s * 2.0 ** min(failures - 1, 16), LONGEST_WAIT_S)

    async def _rest(self, fault: ApiFault, failures: int, stopped: asyncio.Task[bool]) -> None:
        pause = max(fault.after_s or 0.0, self._pause(failures))
        reason = WHY.get(fault.code, NETWORK)
        log.warning("updates not fetched", channel=NAME, reason=reason, fault=str(fault), tries=failures)
        await asyncio.wait({stopped}, timeout=pause)

    async def _end(self) -> None:
        """Let what is being taken come to its end, and confirm it; what is not confirmed comes again."""
        if self._taking:
            await asyncio.wait(self._taking.values(), timeout=LETS_GO_S)
        for task in [*self._taking.values()]:
            task.cancel()
        if self._next:
            with suppress(ApiFault, TimeoutError):
                async with asyncio.timeout(LETS_GO_S):
                    await self._api.updates(self.offset, 0, KINDS)
