"""The shell of a turn: load, decide, commit, and only then reply."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot.conversation import engine
from bot.conversation import intercept as alarm
from bot.conversation.context import Handler, Knowledge, norwegian
from bot.conversation.dialog import flow
from bot.conversation.files import own_data
from bot.conversation.focus import thread_of
from bot.domain.audit.entry import PASSIVE, unrecorded
from bot.domain.case.code import Code
from bot.domain.case.code import found as codes_in
from bot.domain.message.chat import ReplyTo
from bot.domain.message.message import Inbound, Reply, Tone
from bot.domain.person.person import Person
from bot.domain.ports.desk import Notice
from bot.domain.ports.store import (
    FAULT,
    Clock,
    NotAlone,
    Past,
    Said,
    SnapshotReader,
    StaleReferral,
    StoreBusy,
    StoreFault,
    UnitOfWork,
)
from bot.domain.turn.off import Off
from bot.domain.turn.outcome import OF_ONE, Audit, ChangeReferral, OpenReferral, Outcome
from bot.domain.turn.snapshot import NotRead, TurnSnapshot
from bot.listening import READER, SHORT, read
from bot.shell.albums import said_once
from bot.shell.kept_talk import own_line
from bot.tracing import span
from bot.understanding.heard import NOTHING, Heard, understand

MOST_PAST = 60
"""Turns of a kept talk that are shown again."""

TRIES = 5
"""How often a turn is begun anew when somebody else's transaction came in between."""

URGENT_S = 2.0
"""How long somebody who tells of danger waits for the store; then the numbers come without it."""

_TALKS = 4096
"""People whose last topic is remembered here; what is forgotten is read again in the turn itself."""

_LISTENERS = ThreadPoolExecutor(2, "listener")
"""What is usual takes some 30 ms, on two cores where there are two encoders."""

log = structlog.get_logger()

Units = Callable[[bool], AbstractAsyncContextManager[UnitOfWork]]
UnitsOfOne = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
Worded = Callable[..., Notice]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Update:
    channel: str
    id: str
    person: Person
    turn: Inbound
    to: ReplyTo | None
    heard: Heard = NOTHING
    off: Off | None = None


async def always_on() -> Off | None:
    """Tell that the service is on: for whoever runs turns without a switch."""
    return None


class Turns:
    """Takes turns for every channel. One person's turns are taken one after the other, in order."""

    def __init__(
        self,
        units: Units,
        know: Knowledge,
        handlers: tuple[Handler, ...],
        clock: Clock,
        worded: Worded,
        ready: Callable[[], Awaitable[bool]],
        committed: Callable[[], None] = lambda: None,
        units_of_one: UnitsOfOne | None = None,
        off: Callable[[], Awaitable[Off | None]] = always_on,
        took: Callable[[str, str], None] = lambda channel, kind: None,
    ) -> None:
        self._took = took
        self._units = units
        self._units_of_one = units_of_one or (lambda: units(False))
        self._know = know
        self._handlers = handlers
        self._clock = clock
        self._worded = worded
        self._ready = ready
        self._committed = committed
        self._off = off
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._news = asyncio.Condition()
        self._topics: OrderedDict[str, tuple[str, str]] = (
            OrderedDict()
        )  # who was shown what, in which language
        self._under_way: set[asyncio.Task[Any]] = set()  # the loop itself holds tasks weakly

    async def take(
        self, channel: str, update_id: str, person: Person, turn: Inbound, to: ReplyTo | None = None
    ) -> Said:
        """See ports.Desk. When the store fails nothing is sent, and the person is told so.

        Danger is answered then, too, and waits for a slow store only so long: the turn itself goes on, and is
        written if it can be.
        """
        # with an address the id is the channel's own, whoever its user turns out to be
        own_id = own("" if to else person.id, update_id)
        # it takes its place in the line of this person's turns before anything is read
        job = asyncio.shield(self._begun(self._take(_Update(channel, own_id, person, turn, to))))
        urgent = await self._urgent(person, turn)
        if urgent is None:
            return await job
        try:
            async with asyncio.timeout(URGENT_S):
                said = await job
        except TimeoutError:
            log.warning("danger answered without the store", channel=channel)
            return urgent
        return urgent if said.kind == FAULT else said

    async def _urgent(self, person: Person, turn: Inbound) -> Said | None:
        """Return the answer to danger, which needs neither store nor search."""
        words = self._know.base.words
        return await read(turn.words, lambda: alarm.unaided(words, turn, person.lang))

    async def _listened(self, person: Person, turn: Inbound) -> Heard:
        """Return what is heard in a turn: slow and pure, so beside the loop and before any transaction.

        What it follows is remembered here; where that is wrong (another replica answered) it is heard anew.
        """
        if not turn.words:
            return NOTHING
        know = self._know
        topic, lang = self._topics.get(person.id, ("", turn.lang or "nb"))
        thread = thread_of(know.base, know.follow_ups, lang, topic)
        hear = partial(understand, turn, know.search, know.base.words, thread)
        with span("search"):
            if len(turn.words) > SHORT:
                return await READER.read(hear)
            return await asyncio.get_running_loop().run_in_executor(_LISTENERS, hear)

    def _shown(self, person: Person, outcome: Outcome) -> None:
        """Remember what somebody was shown last."""
        self._topics.pop(person.id, None)
        if outcome.session.topic and not outcome.forgets:
            self._topics[person.id] = outcome.session.topic, outcome.session.lang
            while len(self._topics) > _TALKS:
                self._topics.popitem(last=False)

    async def _take(self, update: _Update) -> Said:
        lock = self._locks.setdefault(update.person.id, asyncio.Lock())
        with span("turn", channel=update.channel) as measured:
            async with lock:
                said, outcome = await self._heard_and_tried(update)
            measured.says(kind=said.kind)
        self._took(update.channel, said.kind)
        if outcome is not None:
            self._shown(update.person, outcome)
            self._committed()
        if outcome is not None and outcome.effects:
            async with self._news:
                self._news.notify_all()
        return said

    async def _heard_and_tried(self, update: _Update) -> tuple[Said, Outcome | None]:
        try:
            heard = await self._listened(update.person, update.turn)
            off = await self._off()
        except Exception:
            log.exception("nothing was heard", channel=update.channel)
            return self._fault(update.person), None
        return await self._try(replace(update, heard=heard, off=off))

    async def decide(self, person: Person, turn: Inbound) -> Outcome:
        """Return what a turn would lead to, without writing anything."""
        heard, off = await self._listened(person, turn), await self._off()
        async with self._units(True) as unit:
            return await self._decided(unit, person, turn, heard, off)

    async def _try(self, update: _Update) -> tuple[Said, Outcome | None]:
        for attempt in range(TRIES):
            try:
                return await self._once(update)
            except (StaleReferral, StoreFault) as fault:
                if not _may_help(fault) or attempt == TRIES - 1:
                    log.error(
                        "turn failed", channel=update.channel, fault=str(fault), kind=type(fault).__name__
                    )
                    break
                await asyncio.sleep(0.01 * 2**attempt)
            except Exception:
                log.exception("turn failed", channel=update.channel)
                break
        return self._fault(update.person), None

    async def _once(self, update: _Update) -> tuple[Said, Outcome | None]:
        """Take a turn beside those of others; one that concerns others, too, is decided anew, alone."""
        try:
            return await self._within(self._units_of_one(), update)
        except NotAlone:
            return await self._within(self._units(False), update)

    async def _within(
        self, opened: AbstractAsyncContextManager[UnitOfWork], update: _Update
    ) -> tuple[Said, Outcome | None]:
        async with opened as unit:
            await unit.in_order(update.person.id)
            if before := await unit.said(update.channel, update.id):
                return await self._filled(unit, update.person, before), None
            now = self._clock.now()
            known = await unit.person(update.person, now)
            outcome = await self._decided(unit, known, update.turn, update.heard, update.off)
            if unrecorded(*_codes(outcome)):
                raise Unrecorded
            if not unit.alone and _concerns_others(outcome):
                raise NotAlone
            said = Said(
                outcome.replies,
                outcome.kind.value,
                outcome.erase,
                outcome.lang,
                outcome.topics,
                flow.place(outcome.session, self._handlers),
                outcome.about,
            )
            # what is put on record comes first: a deletion leaves nobody to put it down to
            await unit.apply((*outcome.record, *outcome.effects), now)
            if not outcome.forgets:
                said = await said_once(unit, update.to, said, now, known.id)
                await unit.save(known.id, outcome.session, now)
                mine = own_line(update.turn, outcome)
                await unit.remember(update.channel, update.id, said, now, known.id, mine)
            said = await self._filled(unit, known, said)
            if update.to is not None:
                await unit.answer(update.to, said, now, None if outcome.forgets else known.id)
            await unit.commit()
            return said, outcome

    async def _filled(self, unit: UnitOfWork, person: Person, said: Said) -> Said:
        """Return the answer with the person's own data in it, if it is to hold them."""
        if not own_data.is_wanted(said):
            return said
        return own_data.filled(said, await unit.own_data(person.id, self._clock.now()))

    async def _decided(
        self, unit: UnitOfWork, person: Person, turn: Inbound, heard: Heard, off: Off | None
    ) -> Outcome:
        now = self._clock.now()
        codes = codes_in((turn.press or turn.text or "")[: engine.LONGEST_TEXT])
        session = await unit.session(person.id, turn.lang)
        lang = person.lang or session.lang
        heard = engine.listened_to(turn, session, lang, self._know, heard)
        know, handlers = self._know, self._handlers

        def decide(snapshot: TurnSnapshot) -> Outcome:
            return engine.decide(turn, session, person, snapshot, know, now, handlers, heard, off)

        return await _looked_up(unit.reader(person, set(codes), norwegian(now).date()), decide)

    async def opening(self, person: Person, lang: str | None = None) -> Said:
        """See ports.Desk."""
        return await self._to_its_end(self._opening(person, lang))

    async def _opening(self, person: Person, lang: str | None) -> Said:
        try:
            off = await self._off()
            async with self._units(True) as unit:
                known = await unit.known(person.id) or person
                session = await unit.session(person.id, lang)
                now = self._clock.now()

                def welcome(snapshot: TurnSnapshot) -> Outcome:
                    return engine.welcome(session, known, snapshot, self._know, now, self._handlers, off)

                outcome = await _looked_up(unit.reader(known, (), norwegian(now).date()), welcome)
        except Exception:
            log.exception("no opening")
            return self._fault(person)
        return Said(outcome.replies, outcome.kind.value, False, outcome.lang)

    async def notices(
        self, person: Person, after: int, lang: str | None = None, *, seen: bool = True
    ) -> tuple[Notice, ...]:
        """See ports.Desk."""
        return await self._to_its_end(self._notices(person, after, lang, seen))

    async def seen(self, person: Person, number: int) -> None:
        """See ports.Desk."""
        await self._to_its_end(self._seen(person, number))

    async def _seen(self, person: Person, number: int) -> None:
        async with self._units(True) as unit:
            rows = await unit.news(await unit.known(person.id) or person, 0)
        await self._mark([row.number for row in rows if row.number <= number and not row.seen])

    async def _notices(
        self, person: Person, after: int, client: str | None, seen: bool
    ) -> tuple[Notice, ...]:
        async with self._units(True) as unit:
            known = await unit.known(person.id) or person
            rows = await unit.news(known, after)
            session = await unit.session(person.id, client)
        if seen:
            await self._mark([row.number for row in rows])
        lang = known.lang or session.lang
        words = self._know.base.words
        return tuple(replace(self._worded(words, row, lang), to=person.id) for row in rows)

    async def everybodys_notices(self, after: int) -> tuple[Notice, ...]:
        """Return the news of everybody that were not handed over yet; they are marked as delivered."""
        async with self._units(True) as unit:
            rows = await unit.news_since(after)
        await self._mark([row.number for row in rows])
        return tuple(self._worded(self._know.base.words, row) for row in rows)

    async def _mark(self, numbers: list[int]) -> None:
        """Mark news as delivered. Raises StoreFault: then nothing is handed over, and it waits.

        A reader asks for what came after the last number seen: what is marked but lost comes again.
        """
        if not numbers:
            return
        async with self._units(False) as unit:
            await unit.delivered(numbers, self._clock.now())
            await unit.commit()

    async def past(self, person: Person, channel: str) -> tuple[Past, ...]:
        """See ports.Desk."""
        return await self._to_its_end(self._past(person, channel))

    async def _past(self, person: Person, channel: str) -> tuple[Past, ...]:
        async with self._units(True) as unit:
            session = await unit.session(person.id)
            if not session.keeps:
                return ()
            return await unit.talk(person.id, channel, MOST_PAST, session.keeps_since)

    async def wait(self, person: Person, seconds: float) -> None:
        """See ports.Desk."""
        try:
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait()
        except TimeoutError:
            return

    async def news_came(self) -> None:
        """Take note that another replica has written news: whoever waits here looks again."""
        async with self._news:
            self._news.notify_all()

    async def ready(self) -> bool:
        """See ports.Desk."""
        return await self._ready()

    async def off(self) -> Off | None:
        """See ports.Desk."""
        return await self._off()

    async def finished(self, seconds: float) -> None:
        """Wait so long for the turns that are under way: whoever stops lets go of the store only then."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=seconds)

    async def _to_its_end(self, job: Coroutine[Any, Any, T]) -> T:
        """Await what uses the store; it goes on when the caller gives up (a browser that closed, a stream).

        A transaction that is cancelled in the middle keeps SQLite locked for everybody until it times out.
        """
        return await asyncio.shield(self._begun(job))

    def _begun(self, job: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(job)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def _fault(self, person: Person) -> Said:
        lang = person.lang or "nb"
        words = self._know.base.words
        return Said((Reply(words.say(lang, "flow.fault"), tone=Tone.WARNING),), FAULT, False, lang)


async def _looked_up(reader: SnapshotReader, decide: Callable[[TurnSnapshot], Outcome]) -> Outcome:
    """Return a decision, for which no more is read than it looks at."""
    while True:
        try:
            return decide(reader.snapshot)
        except NotRead as missing:
            await reader.read(missing.part)


class Unrecorded(RuntimeError):
    """Raised when a turn would change a referral without an entry in the audit trail: nothing is written."""


def own(person: str, update_id: str) -> str:
    """Return the id of a person's update as it is remembered: what the id says is not kept.

    An id that somebody else used must not bring their answer.
    """
    return f"{person}:{hashlib.sha256(update_id.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _codes(outcome: Outcome) -> tuple[list[Code], list[str]]:
    """Return the codes of the referrals that a turn changes, and of those that it puts on record."""
    changed = [e.referral.code for e in outcome.effects if isinstance(e, OpenReferral | ChangeReferral)]
    return changed, [e.thing for e in outcome.effects if isinstance(e, Audit) and e.action not in PASSIVE]


def _concerns_others(outcome: Outcome) -> bool:
    return bool(outcome.record) or not all(isinstance(effect, OF_ONE) for effect in outcome.effects)


def _may_help(fault: Exception) -> bool:
    return isinstance(fault, StaleReferral | StoreBusy)


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return dt.datetime.now(dt.UTC)
