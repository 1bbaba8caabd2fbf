"""Posting of updates to a webhook: in order per chat, again after a failure, with growing pauses.

Source: the Bot API server's WebhookActor: the second try comes at once, then pauses double up to a minute
`Retry-After` is obeyed; a method in the answer is carried out unless it begins with `get`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import aiohttp

from . import parameters
from .parameters import Call
from .updates import Entry, Update, Waiting, chat_of

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST = 60
"""The longest pause, counted in first pauses."""
NOT_IN_ANSWERS = ("get", "setwebhook", "deletewebhook", "close", "logout")


@dataclass
class Webhook:
    """Where updates are posted to. `pause` is the first pause in seconds after two failures."""

    waiting: Waiting
    now: Callable[[], float]
    carry_out: Callable[[Call], Awaitable[object]]
    pause: float = 1.0
    patience: float = 60.0
    """Seconds to wait for an answer."""
    url: str = ""
    secret: str = ""
    most: int = 40
    """Posts that run at the same time."""
    error: str = ""
    error_at: int = 0
    posts: list[tuple[int, int]] = field(default_factory=list)
    """Every post: update id and the status of the answer (0 where none came)."""
    _client: aiohttp.ClientSession | None = None
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _watch: asyncio.Task[None] | None = None

    def start(self, url: str, secret: str, most: int) -> None:
        """Begin to post to an address."""
        self.url, self.secret, self.most, self.error = url, secret, most, ""
        self._watch = self._watch or asyncio.create_task(self._share_out())
        self.waiting.signal.ring()

    async def stop(self) -> None:
        """Post no more; what waits goes on waiting."""
        self.url = ""
        tasks = [*self._tasks.values(), *([self._watch] if self._watch else [])]
        self._tasks, self._watch = {}, None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop, and let go of connections."""
        await self.stop()
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def post(self, update: Update, secret: str | None = None) -> int:
        """Post one update now and return the status, 0 where no answer came. Nothing is repeated."""
        status, _ = await self._post(update, self.secret if secret is None else secret)
        self.posts.append((int(update["update_id"]), status))
        self.waiting.signal.ring()
        return status

    async def _post(self, update: Update, secret: str) -> tuple[int, float]:
        """Return the status, and the seconds that the answer asks to wait."""
        self._client = self._client or aiohttp.ClientSession()
        headers = {HEADER: secret} if secret else {}
        patience = aiohttp.ClientTimeout(total=self.patience)
        try:
            async with self._client.post(self.url, json=update, headers=headers, timeout=patience) as answer:
                if 200 <= answer.status <= 299:
                    await self._obey(await parameters.of_answer(answer))
                else:
                    self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                asked = answer.headers.get("Retry-After", "")
                return answer.status, float(asked) if asked.isdigit() else 0
        except TimeoutError:
            self._fail("Read timeout expired")
        except aiohttp.ClientConnectorError:
            self._fail("Connection refused")
        except aiohttp.ClientError:
            self._fail("Webhook connection closed")
        return 0, 0

    def _fail(self, why: str) -> None:
        self.error, self.error_at = why, int(self.now())

    async def _obey(self, call: Call) -> None:
        if call.method and not call.method.startswith(NOT_IN_ANSWERS):
            await self.carry_out(call)

    async def _share_out(self) -> None:
        """Start one task for each chat that has something waiting."""
        while True:
            await self.waiting.signal.until(lambda: bool(self._idle()), 3600)
            for chat in self._idle()[: self.most - len(self._tasks)]:
                task = self._tasks[chat] = asyncio.create_task(self._empty(chat))
                task.add_done_callback(partial(self._done, chat))
            await asyncio.sleep(0)

    def _idle(self) -> list[int]:
        if len(self._tasks) >= self.most:
            return []
        chats = dict.fromkeys(chat_of(entry.update) for entry in self.waiting.entries)
        return [chat for chat in chats if chat not in self._tasks]

    def _done(self, chat: int, _: asyncio.Task[None]) -> None:
        self._tasks.pop(chat, None)
        self.waiting.signal.ring()

    def _first(self, chat: int) -> Entry | None:
        return next((e for e in self.waiting.entries if chat_of(e.update) == chat), None)

    async def _empty(self, chat: int) -> None:
        """Post what waits in one chat, the oldest until it is taken."""
        while entry := self._first(chat):
            failures = 0
            while not await self._taken(entry.update, failures):
                failures += 1
            self.waiting.forget([entry])

    async def _taken(self, update: Update, failures: int) -> bool:
        """Post an update; where it is not taken, wait and return False."""
        status, asked = await self._post(update, self.secret)
        self.posts.append((int(update["update_id"]), status))
        if 200 <= status <= 299:
            return True
        self.waiting.signal.ring()
        await asyncio.sleep(asked or (self.pause * min(2**failures, LONGEST) if failures else 0))
        return False
