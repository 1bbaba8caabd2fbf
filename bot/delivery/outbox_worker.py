"""The outbox worker: sends what stands in the outbox to the chats of other services, and by e-mail.

Order is kept in each chat, and a slow chat holds up no other. What was taken by somebody who then fell over
is tried again after a while under the same key: a channel that knows keys shows it once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.delivery.retry import RetryPolicy
from bot.domain.message.chat import ChannelSender, Closed, Gone, Later, Operation, OutboundMessage, Rejected
from bot.domain.message.pace import Limits, Pace
from bot.domain.ports.channels import Accounts, Due, OutboxStore, Taken
from bot.domain.ports.desk import Notice
from bot.domain.ports.health import Pulse
from bot.domain.ports.store import Clock, News, StoreFault
from bot.tracing import span

log = structlog.get_logger()

AT_ONCE = 200
"""How many chats are served at the same time."""

SENDING = "sending"
"""The side of a channel on which messages go out; see `Pulse`."""

Worded = Callable[[News, str], Notice]


@dataclass
class OutboxWorker:
    """Works on the outbox of the channels that it has a sender for. Several may work at once.

    `tells` are the channels in which teams may be told of referrals; elsewhere such news are let go. Channels
    that are `one_by_one` take one message at a time, at no pace of ours. `retries` are the patience of
    channels that have one of their own. `pulses` are told of each channel whether it takes what is sent. The
    pace goes by the seconds of `ticks`, a clock that never goes back, and is waited for by `sleep`.
    """

    outbox: OutboxStore
    accounts: Accounts
    senders: dict[str, ChannelSender]
    clock: Clock
    worded: Worded
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    limits: Limits = field(default_factory=Limits)
    tells: set[str] = field(default_factory=set)
    one_by_one: set[str] = field(default_factory=set)
    retries: dict[str, RetryPolicy] = field(default_factory=dict)
    pulses: dict[str, Pulse] = field(default_factory=dict)
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    workers: Callable[[], int] = lambda: 1
    """How many replicas send through the same channels: they share the pace."""

    def __post_init__(self) -> None:
        self._woken = asyncio.Event()
        self._paces: dict[str, Pace] = {}
        self._busy: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._rests: dict[str, dt.datetime] = {}
        self._finished = 0
        self._carried = 0

    def wake(self) -> None:
        """Look at once: something was put into the post."""
        self._woken.set()

    async def forever(self, stop: asyncio.Event) -> None:
        """Carry until `stop`; what is being carried then comes to its end."""
        while not stop.is_set():
            self._woken.clear()
            try:
                await self._look()
            except StoreFault as fault:
                log.warning("post put off", fault=str(fault))
            except Exception:
                log.exception("post not looked through")
            await self._pause(stop)
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=self.retry.carry)

    async def empty(self) -> int:
        """Carry until nothing is due any more; return how many were taken."""
        idle, already = False, self._carried
        while not idle:
            before = self._finished
            fresh = await self._look()
            if self._busy:
                await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
            else:  # what finished during the look may have left more behind it
                idle = not fresh and self._finished == before
        return self._carried - already

    async def _pause(self, stop: asyncio.Event) -> None:
        waits = {asyncio.create_task(stop.wait()), asyncio.create_task(self._woken.wait())}
        _, left = await asyncio.wait(waits, timeout=self.retry.look, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()

    async def _look(self) -> int:
        """Begin to serve the chats that have something due; return how many."""
        fresh = [one for one in await self._due() if (one.channel, one.chat) not in self._busy]
        for one in fresh[: AT_ONCE - len(self._busy)]:
            chat = (one.channel, one.chat)
            task = asyncio.create_task(self._serve(one))
            self._busy[chat] = task
            task.add_done_callback(lambda _, chat=chat: self._left(chat))  # type: ignore[misc]
        return len(fresh)

    async def _due(self) -> list[Due]:
        """Return what may be tried now; of a channel that takes one at a time the first, if it is free."""
        now, busy = self.clock.now(), {channel for channel, _ in self._busy}
        wide = [name for name in self.senders if name not in self.one_by_one]
        due = list(await self.outbox.due(now, wide, AT_ONCE)) if wide else []
        for name in self.one_by_one - busy:
            if self._rests.get(name, now) <= now:
                due += await self.outbox.due(now, (name,), 1)
        return due

    def _left(self, chat: tuple[str, str]) -> None:
        self._busy.pop(chat, None)
        self._finished += 1
        self.wake()  # there may be more for this chat

    async def _serve(self, due: Due) -> None:
        try:
            await self._keep_pace(due)
            now = self.clock.now()
            with span("outbox", channel=due.channel):
                taken = await self.outbox.take(due.number, now, now + self._retry(due).lease)
                if taken is not None:
                    await self._try(due, taken)
        except StoreFault as fault:
            log.warning("post put off", fault=str(fault), number=due.number)
            await asyncio.sleep(self.retry.look)
        except Exception:  # a row that cannot be read can never be carried; what waits behind it can
            log.exception("posting cannot be read", channel=due.channel, number=due.number)
            await self._strike_out(due)

    async def _strike_out(self, due: Due) -> None:
        try:
            await self.outbox.strike_out(due.number, self.clock.now())
        except StoreFault as fault:
            log.warning("post put off", fault=str(fault), number=due.number)
            await asyncio.sleep(self.retry.look)

    def _retry(self, due: Due) -> RetryPolicy:
        return self.retries.get(due.channel, self.retry)

    async def _keep_pace(self, due: Due) -> None:
        if due.channel in self.one_by_one:
            return
        pace = self._paces.setdefault(due.channel, Pace(self.limits))
        pace.shared_by(self.workers())
        while (seconds := pace.wait(self.ticks(), _lane(due), group=due.group)) > 0:
            await self.sleep(seconds)

    def _sent(self, due: Due) -> None:
        if pace := self._paces.get(due.channel):
            pace.arrived(self.ticks(), _lane(due))

    async def _next_piece(self, due: Due) -> None:
        self._sent(due)
        await self._keep_pace(due)

    async def _try(self, due: Due, taken: Taken) -> None:
        outbound = taken.outbound
        if outbound.act is Operation.TELL and due.channel not in self.tells:
            log.info("posting not wanted", channel=due.channel, number=due.number)
            await self.outbox.drop(outbound, self.clock.now())
            return
        try:
            outbound = self._in_words(taken)
            async with asyncio.timeout(self._retry(due).carry):
                made = await self.senders[due.channel].carry(outbound, lambda: self._next_piece(due))
        except Gone:
            log.info("chat left", channel=due.channel)
            await self.accounts.left(outbound.address, self.clock.now())
        except Rejected as fault:
            log.error("posting rejected", channel=due.channel, number=due.number, fault=str(fault))
            await self.outbox.drop(outbound, self.clock.now())
        except (Later, TimeoutError, OSError) as fault:
            await self._later(due, outbound, fault)
        except Exception as fault:
            log.exception("carrier failed", channel=due.channel, number=due.number)
            await self._later(due, outbound, fault)
        else:
            self._sent(due)
            self._pulse(due).well(SENDING)
            self._carried += 1
            await self.outbox.done(outbound, made, self.clock.now())

    def _pulse(self, due: Due) -> Pulse:
        return self.pulses.setdefault(due.channel, Pulse())

    async def _later(self, due: Due, outbound: OutboundMessage, fault: Exception) -> None:
        now, retry = self.clock.now(), self._retry(due)
        self._pulse(due).ill(SENDING)
        if isinstance(fault, Closed):
            self._rests[due.channel] = now + dt.timedelta(seconds=retry.first_wait)
        if now - due.at > retry.give_up:
            log.error("posting given up", channel=due.channel, number=due.number)
            await self.outbox.drop(outbound, now)
            return
        asked = fault.after_s if isinstance(fault, Later) else None
        log.warning("posting put off", channel=due.channel, number=due.number, fault=type(fault).__name__)
        await self.outbox.put_off(outbound, now + retry.wait(outbound.tries, asked, random.random()))

    def _in_words(self, taken: Taken) -> OutboundMessage:
        if taken.news is None:
            return taken.outbound
        lang = taken.news.lang or "nb"
        if taken.outbound.act is Operation.HINT:
            return replace(taken.outbound, lang=lang)
        return replace(taken.outbound, reply=self.worded(taken.news, lang).reply, lang=lang)


def _lane(due: Due) -> str:
    """Return what the pace goes by: the chat; what only changes a message waits for none."""
    return (
        due.chat
        if due.act in (Operation.SAY, Operation.TELL, Operation.CHANGE)
        else f"{due.act} {due.number}"
    )
