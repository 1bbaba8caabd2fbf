"""The postman: carries what stands in the post to the chats of other services.

Order is kept in each chat, and a slow chat holds up no other. What was taken by somebody who then fell over
is tried again after a while under the same key: a channel that knows keys shows it once.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.domain.chat import Act, Carrier, Gone, Later, Posting, Rejected
from bot.domain.chat_ports import Accounts, Due, PostOffice, Taken
from bot.domain.health import Pulse
from bot.domain.pace import Limits, Pace
from bot.domain.ports import Clock, News, Notice, StoreFault

log = structlog.get_logger()

AT_ONCE = 200
"""How many chats are served at the same time."""

SENDING = "sending"
"""The side of a channel on which postings go out; see `Pulse`."""

Worded = Callable[[News, str], Notice]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the postman waits, in seconds unless said otherwise.

    `lease` is how long somebody else keeps off what was taken; carrying it has to be over by `carry`.
    Longer than `most_asked` nobody waits, whatever a service asks.
    """

    look: float = 1.0
    lease: dt.timedelta = dt.timedelta(seconds=30)
    carry: float = 20.0
    first_wait: float = 1.0
    longest_wait: float = 300.0
    most_asked: float = 3600.0
    give_up: dt.timedelta = dt.timedelta(days=1)

    def wait(self, tries: int, asked: float | None, chance: float) -> dt.timedelta:
        """Return how long to wait after this many tries, 1 or more; what was asked counts up to a bound."""
        backoff = min(self.first_wait * 2 ** min(tries - 1, 20), self.longest_wait)
        wanted = min(asked, self.most_asked) if asked and math.isfinite(asked) else 0.0
        return dt.timedelta(seconds=max(wanted, backoff * (0.5 + chance / 2)))


@dataclass
class Postman:
    """Works on the post of the channels that it has a carrier for. Several may work at once.

    `tells` are the channels in which teams may be told of referrals; elsewhere such news are let go. `pulses`
    are told of each channel whether it takes what is sent. The pace goes by the seconds of `ticks`, a clock
    that never goes back, and is waited for by `sleep`.
    """

    office: PostOffice
    accounts: Accounts
    carriers: dict[str, Carrier]
    clock: Clock
    worded: Worded
    patience: Patience = field(default_factory=Patience)
    limits: Limits = field(default_factory=Limits)
    tells: set[str] = field(default_factory=set)
    pulses: dict[str, Pulse] = field(default_factory=dict)
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    def __post_init__(self) -> None:
        self._woken = asyncio.Event()
        self._paces: dict[str, Pace] = {}
        self._busy: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._finished = 0

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
            await asyncio.wait(self._busy.values(), timeout=self.patience.carry)

    async def empty(self) -> None:
        """Carry until nothing is due any more; for tools and tests."""
        idle = False
        while not idle:
            before = self._finished
            fresh = await self._look()
            if self._busy:
                await asyncio.wait(self._busy.values(), return_when=asyncio.FIRST_COMPLETED)
            else:  # what finished during the look may have left more behind it
                idle = not fresh and self._finished == before

    async def _pause(self, stop: asyncio.Event) -> None:
        waits = {asyncio.create_task(stop.wait()), asyncio.create_task(self._woken.wait())}
        _, left = await asyncio.wait(waits, timeout=self.patience.look, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()

    async def _look(self) -> int:
        """Begin to serve the chats that have something due; return how many."""
        due = await self.office.due(self.clock.now(), self.carriers, AT_ONCE)
        fresh = [one for one in due if (one.channel, one.chat) not in self._busy]
        for one in fresh[: AT_ONCE - len(self._busy)]:
            chat = (one.channel, one.chat)
            task = asyncio.create_task(self._serve(one))
            self._busy[chat] = task
            task.add_done_callback(lambda _, chat=chat: self._left(chat))  # type: ignore[misc]
        return len(fresh)

    def _left(self, chat: tuple[str, str]) -> None:
        self._busy.pop(chat, None)
        self._finished += 1
        self.wake()  # there may be more for this chat

    async def _serve(self, due: Due) -> None:
        try:
            await self._keep_pace(due)
            now = self.clock.now()
            taken = await self.office.take(due.number, now, now + self.patience.lease)
            if taken is not None:
                await self._try(due, taken)
        except StoreFault as fault:
            log.warning("post put off", fault=str(fault), number=due.number)
            await asyncio.sleep(self.patience.look)
        except Exception:  # a row that cannot be read can never be carried; what waits behind it can
            log.exception("posting cannot be read", channel=due.channel, number=due.number)
            await self._strike_out(due)

    async def _strike_out(self, due: Due) -> None:
        try:
            await self.office.strike_out(due.number, self.clock.now())
        except StoreFault as fault:
            log.warning("post put off", fault=str(fault), number=due.number)
            await asyncio.sleep(self.patience.look)

    async def _keep_pace(self, due: Due) -> None:
        pace = self._paces.setdefault(due.channel, Pace(self.limits))
        while (seconds := pace.wait(self.ticks(), _lane(due), group=due.group)) > 0:
            await self.sleep(seconds)

    def _sent(self, due: Due) -> None:
        self._paces[due.channel].arrived(self.ticks(), _lane(due))

    async def _next_piece(self, due: Due) -> None:
        self._sent(due)
        await self._keep_pace(due)

    async def _try(self, due: Due, taken: Taken) -> None:
        posting = taken.posting
        if posting.act is Act.TELL and due.channel not in self.tells:
            log.info("posting not wanted", channel=due.channel, number=due.number)
            await self.office.drop(posting, self.clock.now())
            return
        try:
            posting = self._in_words(taken)
            async with asyncio.timeout(self.patience.carry):
                made = await self.carriers[due.channel].carry(posting, lambda: self._next_piece(due))
        except Gone:
            log.info("chat left", channel=due.channel)
            await self.accounts.left(posting.address, self.clock.now())
        except Rejected as fault:
            log.error("posting rejected", channel=due.channel, number=due.number, fault=str(fault))
            await self.office.drop(posting, self.clock.now())
        except (Later, TimeoutError, OSError) as fault:
            await self._later(due, posting, fault)
        except Exception as fault:
            log.exception("carrier failed", channel=due.channel, number=due.number)
            await self._later(due, posting, fault)
        else:
            self._sent(due)
            self._pulse(due).well(SENDING)
            await self.office.done(posting, made, self.clock.now())

    def _pulse(self, due: Due) -> Pulse:
        return self.pulses.setdefault(due.channel, Pulse())

    async def _later(self, due: Due, posting: Posting, fault: Exception) -> None:
        now = self.clock.now()
        self._pulse(due).ill(SENDING)
        if now - due.at > self.patience.give_up:
            log.error("posting given up", channel=due.channel, number=due.number)
            await self.office.drop(posting, now)
            return
        asked = fault.after_s if isinstance(fault, Later) else None
        log.warning("posting put off", channel=due.channel, number=due.number, fault=type(fault).__name__)
        await self.office.put_off(posting, now + self.patience.wait(posting.tries, asked, random.random()))

    def _in_words(self, taken: Taken) -> Posting:
        if taken.news is None:
            return taken.posting
        lang = taken.news.lang or "nb"
        return replace(taken.posting, reply=self.worded(taken.news, lang).reply, lang=lang)


def _lane(due: Due) -> str:
    """Return what the pace goes by: the chat; what only changes a message waits for none."""
    return due.chat if due.act in (Act.SAY, Act.TELL) else f"{due.act} {due.number}"
