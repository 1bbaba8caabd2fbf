"""The whole assistant in this process over a database file, played line by line; it can be restarted."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.app import App, build_sweep, know
from bot.channels.play import Play, Stopwatch
from bot.conversation.context import Handler, Knowledge
from bot.delivery.wording import worded
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.turn.session import Session
from bot.services.channels import channel_runtime
from bot.settings import read
from bot.shell.turns import Turns
from bot.storage.store import Store
from handlers import ORDER
from tests.domain.making import NOW, ROOT
from tests.fakes.databases import Remembered, sqlite_file

T = TypeVar("T")


@cache
def real_knowing() -> Knowledge:
    """Return the real knowledge with the real search by letters, loaded once for all tests."""
    return know(read(knowledge=ROOT / "knowledge_base", cache=ROOT / "var/cache", encoder="off"))


class House:
    """An assistant over its own file. Use `close` at the end."""

    def __init__(self, handlers: tuple[Handler, ...] = ORDER) -> None:
        self._folder = TemporaryDirectory()
        self._file = Path(self._folder.name) / "play.sqlite"
        sqlite_file(self._file)
        self._remembered = Remembered(self._file)
        self._runner = asyncio.Runner()
        self.know = real_knowing()
        self._handlers = handlers
        self.at = NOW
        self._updates = 0
        self._open()

    def play(self, who: dict[str, str], **what: str) -> dict[str, Any]:
        """Play one line of a person and return what it leads to."""
        return self._run(self._line(who, what))

    def at_once(self, lines: list[tuple[dict[str, str], dict[str, str]]]) -> list[dict[str, Any]]:
        """Play lines that arrive at the same moment."""

        async def all_of_them() -> list[dict[str, Any]]:
            return list(await asyncio.gather(*(self._line(who, what) for who, what in lines)))

        return self._run(all_of_them())

    def next_update(self) -> int:
        """Return a number that no update had before."""
        self._updates += 1
        return self._updates

    def restart(self) -> None:
        """Throw everything in memory away and open the same file again."""
        self._run(self.app.store.close())
        self._open()

    def pass_time(self, days: float) -> None:
        """Move the clock forward."""
        self.at += dt.timedelta(days=days)
        self._clock.move(self.at.isoformat())

    def move(self, moment: str) -> None:
        """Put the clock to an ISO time."""
        self._clock.move(moment)
        self.at = self._clock.now()

    def sweep(self) -> None:
        """Write what is due by now."""
        self._run(self.app.sweep.look())

    def referrals(self) -> tuple[Referral, ...]:
        """Return every referral as stored; an uncarried one cannot even be read."""
        return self._remembered("referrals", lambda: self._run(self.app.store.all_referrals()))

    def inquiries(self) -> tuple[Inquiry, ...]:
        """Return every inquiry as stored."""
        return self._remembered("inquiries", lambda: self._run(self.app.store.all_inquiries()))

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of the outbox or the audit."""
        return self._remembered(table, lambda: self._run(self.app.store.rows(table)))

    def session(self, person: str) -> Session:
        """Return a person's session as stored."""

        async def read() -> Session:
            async with self.app.store.unit(reading=True) as unit:
                return await unit.session(person)

        return self._remembered(f"session {person}", lambda: self._run(read()))

    def close(self) -> None:
        """Let go of the file and the loop."""
        self._run(self.app.store.close())
        self._remembered.close()
        self._runner.close()
        self._folder.cleanup()

    def _open(self) -> None:
        settings = read(database=f"sqlite+aiosqlite:///{self._file}", rate_person=0)
        store = Store(settings.database, self.know.directory)
        self._clock = Stopwatch()
        self._clock.move(self.at.isoformat())
        turns = Turns(
            lambda reading: store.unit(reading=reading),
            self.know,
            self._handlers,
            self._clock,
            worded,
            store.ready,
            off=store.off,
        )
        sweep = build_sweep(settings, store, self.know.directory, self.know.base, self._clock)
        chats = channel_runtime(settings, store, turns, self.know.base.words, self._clock)
        self.app = App(settings, self.know, store, turns, sweep, chats)
        self._play = Play(
            turns, self.app.words, self._clock, self.app.show, self.app.notices_since, sweep.look
        )

    async def _line(self, who: dict[str, str], what: dict[str, str]) -> dict[str, Any]:
        order = {"as": who, "update": f"update-{self.next_update()}", **what}
        return await self._play.line(json.dumps(order))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)
