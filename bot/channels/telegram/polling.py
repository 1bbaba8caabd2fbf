"""Fetches updates by long polling. What was fetched is confirmed only when it was taken.

Updates of one chat are taken in order, those of different chats at the same time: a slow chat holds up
nobody. What is not confirmed when the program ends comes again at the next start.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any

import structlog

from bot.channels.telegram.api import POLL_S, UNREACHED, Api, ApiFault
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.parse import KINDS, NAME, Json, chat_of
from bot.domain.ports.health import Pulse

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
READING = "reading"
"""The side of the channel on which updates come in; see `Pulse`."""

LONGEST_WAIT_S = 60.0
MOST_ASKED_S = 3600.0
"""However long a service asks to wait: after an hour it is asked again."""

SOON_S = 0.5
"""An answer with nothing new that comes sooner than this is none: a long poll waits."""

NEWEST = 2**53
"""An update has a smaller number; what has a greater one, or none, is no update."""

LOOK_S = 0.5
"""Seconds between two looks for more while a chat is slow: Telegram then answers at once."""

LETS_GO_S = 5.0
"""Seconds that what is being taken has to come to its end when the program stops."""


class Polling:
    """A loop over getUpdates; one for each bot. Times in seconds."""

    def __init__(
        self,
        api: Api,
        intake: Intake,
        wait_s: int = POLL_S,
        first_pause_s: float = 1.0,
        pulse: Pulse | None = None,
    ) -> None:
        self._pulse = pulse or Pulse()
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
        """Fetch until `stop`. Whatever goes wrong is logged, waited out, and tried again."""
        stopped = asyncio.create_task(stop.wait())
        failures = idle = 0
        while not stop.is_set():
            try:
                began, waits = time.monotonic(), not self._taking
                fresh = await self._fetch(stopped)
                failures = 0
                self._pulse.well(READING)
                idle = 0 if fresh or not waits or time.monotonic() - began > SOON_S else idle + 1
                if idle:
                    await asyncio.wait({stopped}, timeout=self._pause(idle))
            except ApiFault as fault:
                failures += 1
                await self._rest(fault, failures, stopped)
            except Exception as fault:
                failures += 1
                log.exception("updates not understood", channel=NAME)
                await self._rest(ApiFault(UNREACHED, type(fault).__name__), failures, stopped)
        stopped.cancel()
        await self._end()

    async def _fetch(self, stopped: asyncio.Task[bool]) -> bool:
        """Fetch once and begin what came; tell whether anything did."""
        wait_s, confirmed = (0 if self._taking else self._wait_s), self.offset
        call = asyncio.create_task(self._api.updates(confirmed, wait_s, KINDS))
        await asyncio.wait({call, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not call.done():
            call.cancel()
            return True
        begun = [self._begin(update) for update in call.result()]
        # what lies above may be in the next answer again, since what lies below was not confirmed yet
        self._taken = {number for number in self._taken if number >= confirmed}
        if self._taking:
            every: asyncio.Future[Any] = asyncio.gather(*self._taking.values(), return_exceptions=True)
            await asyncio.wait([every, stopped], timeout=LOOK_S, return_when=asyncio.FIRST_COMPLETED)
        return any(begun)

    def _begin(self, update: Json) -> bool:
        """Begin to take an update; tell whether it is one, and new."""
        number = update.get("update_id")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < NEWEST:
            log.warning("not an update", channel=NAME)
            return False
        if number in self._taking or number in self._taken:
            return False
        chat = chat_of(update)
        task = asyncio.create_task(self._take(update, self._last.get(chat) if chat else None))
        self._taking[number] = task
        self._last[chat] = task
        task.add_done_callback(lambda done: self._note(number, chat, done))
        return True

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
        self._pulse.ill(READING)
        pause = max(min(fault.after_s or 0.0, MOST_ASKED_S), self._pause(failures))
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
