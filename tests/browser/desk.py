"""The real turns and the real inbox over SQLite, served in a thread, with a clock that stands."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bot.channels.web import WebSettings, create
from bot.channels.web.server import Server, config
from bot.domain.case.referral import Milestone, Reason, Referral, State
from bot.domain.organisation.changing import applied
from bot.domain.turn.outcome import Effect, OpenReferral
from bot.services.demo import PEOPLE
from bot.services.directory import StoredDirectory
from bot.services.inbox import StoredInbox
from bot.services.people import StoredPeople
from bot.services.writing.bulletin import StoredBulletin
from bot.services.writing.curators import StoredCurating
from bot.shell.guests import GuestDesk
from bot.shell.turns import Turns
from bot.storage.store import Store
from handlers import ORDER
from tests.contracts.house import StandingClock, desk
from tests.domain.making import consent, directory, referral
from tests.fakes.databases import sqlite_file
from tests.handlers.talk import knowledge

NOW = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
"""A Tuesday, half past ten in Norway."""
DAY = dt.timedelta(days=1)
ROOM = "ABCDEFGHJKMNPQRSTUVWXYZ"
T = TypeVar("T")


@dataclass
class Office:
    """A running web chat over a database; `turns` and `store` are used by `run`."""

    address: str
    store: Store
    turns: Turns
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the server's thread and return what it returns."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def apply(self, *effects: Effect) -> None:
        """Write effects."""
        self.run(self.store.apply(effects, NOW))

    def keep(self, *referrals: Referral) -> None:
        """Write referrals."""

        async def write() -> None:
            async with self.store.unit() as unit:
                await unit.apply(tuple(OpenReferral(each) for each in referrals), NOW)
                await unit.commit()

        self.run(write())


@contextmanager
def office(folder: Path) -> Iterator[Office]:
    """Serve until the block ends."""
    sock = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{sock.getsockname()[1]}"
    made: dict[str, Any] = {}
    ready = threading.Event()

    async def main() -> None:
        known = applied(directory(), ())  # what is changed here is not changed for other tests
        store = Store(sqlite_file(folder / "ips.sqlite"), known)
        await store.add_people(PEOPLE)
        turns = desk(store)
        turns._clock = clock = StandingClock(NOW)
        inbox = StoredInbox(store, knowledge(), clock)
        words = knowledge().base.words
        app = create(
            turns,
            words,
            PEOPLE,
            WebSettings("test"),
            known,
            inbox=inbox,
            people_desk=StoredPeople(store, clock),
            curating=StoredCurating(store, knowledge(), clock),
            bulletin=StoredBulletin(store, clock),
            directory_desk=StoredDirectory(store, known, clock),
            titles=knowledge().base.titles(),
            guests=GuestDesk(knowledge(), ORDER, clock),
        )
        made.update(office=Office(address, store, turns, asyncio.get_running_loop()))
        made.update(server=Server(config(app), app))
        ready.set()
        await made["server"].serve(sockets=[sock])
        await store.close()

    thread = threading.Thread(target=asyncio.run, args=(main(),), daemon=True)
    thread.start()
    assert ready.wait(180)  # a loaded machine takes its time
    yield made["office"]
    made["server"].should_exit = True
    thread.join(60)
    assert not thread.is_alive(), "the server did not stop: a news stream held it"


def sent(code: str, days: float, **other: Any) -> Referral:
    """Return a referral sent so many days ago."""
    at = NOW - days * DAY
    return referral(code=code, at=at, consent=consent(given_on=at.date(), recorded_at=at), **other)


def busy_team() -> tuple[Referral, ...]:
    """Return what a team may look like on a Tuesday: late, new, in progress, waiting."""
    received = sent("IPS-9KWM", 2).change(State.RECEIVED, "jonas", NOW - DAY)
    waiting = tuple(
        sent(f"IPS-W{n}TQ", 20).change(
            State.ON_HOLD, "jonas", NOW - (9 - n) * DAY, Reason.FULL, post="dps-supervisor"
        )
        for n in (2, 3, 4)
    )
    return (
        sent("IPS-7K3F", 6),
        sent("IPS-4HXP", 1),
        received,
        *waiting,
        *(in_progress(f"IPS-{ROOM[n]}5JR", "dps-general") for n in range(14)),
        *(in_progress(f"IPS-{ROOM[n]}6FD", "dps-fact") for n in range(20)),
    )


def in_progress(code: str, post: str) -> Referral:
    """Return a referral on which the search for a job has begun."""
    accepted = sent(code, 40, post=post).change(State.RECEIVED, "x", NOW - 39 * DAY)
    begun = accepted.change(State.ACCEPTED, "x", NOW - 38 * DAY).reach(
        Milestone.FIRST_MEETING, "x", NOW - 30 * DAY
    )
    return begun.reach(Milestone.JOB_SEARCH, "x", NOW - 20 * DAY)
