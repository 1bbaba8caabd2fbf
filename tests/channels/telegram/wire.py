"""The whole assistant in Telegram, played line by line, with the same face as tests.handlers.house.House."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from bot.app import build_sweep
from bot.channels.play import Stopwatch
from bot.channels.telegram.polling import Polling
from bot.conversation.context import Handler
from bot.delivery.retry import RetryPolicy
from bot.delivery.wording import worded
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.message.pace import Limits
from bot.domain.person.invitation import LASTS, digest, fresh
from bot.domain.person.person import Person, Role
from bot.services.channels import channel_runtime
from bot.settings import read
from bot.shell.turns import Turns
from bot.storage.store import Store
from tests.domain.making import NOW
from tests.fakes.bot_api import TOKEN, BotApi, Shown, User
from tests.fakes.databases import Remembered, sqlite_file
from tests.handlers.house import real_knowing

T = TypeVar("T")


class Wire:
    """People write in Telegram, and what they then see there is what came of it."""

    def __init__(self, handlers: tuple[Handler, ...], library: str) -> None:
        self._folder = TemporaryDirectory()
        file = Path(self._folder.name) / "wire.sqlite"
        self.know = real_knowing()
        self._runner = asyncio.Runner()
        self._clock = Stopwatch()
        self._clock.move(NOW.isoformat())
        self._people: dict[str, User] = {}
        self._read: dict[str, int] = {}
        self._shown: dict[tuple[str, str], tuple[Shown, str]] = {}
        self._last = 0
        database = sqlite_file(file)
        self._remembered = Remembered(file)
        self._run(self._open(database, handlers, library))

    async def _open(self, database: str, handlers: tuple[Handler, ...], library: str) -> None:
        self._server = BotApi(now=lambda: self._clock.now().timestamp())
        await self._server.start()
        settings = read(
            database=database,
            telegram_token=TOKEN,
            telegram_library=library,
            telegram_api=self._server.url,
            telegram_policy="questions+referrals",
            rate_person=0,
        )
        self._store = store = Store(settings.database, self.know.directory)
        words = self.know.base.words
        self._turns = Turns(
            lambda reading: store.unit(reading=reading),
            self.know,
            handlers,
            self._clock,
            worded,
            store.ready,
            off=store.off,
        )
        self._sweep = build_sweep(settings, store, self.know.directory, self.know.base, self._clock)
        self._chats = channel_runtime(settings, store, self._turns, words, self._clock)
        self._chats.outbox_worker.retry = RetryPolicy(look=0.01, first_wait=0.01)
        self._chats.outbox_worker.limits = Limits(chat_every_s=0.0, group_a_minute=1000, all_a_second=1000)
        self._chats.outbox_worker.__post_init__()
        (self._channel,) = self._chats.channels
        self._stop = asyncio.Event()
        polling = Polling(self._channel.api, self._channel.intake, 5)  # type: ignore[attr-defined]
        self._polling = asyncio.create_task(polling.run(self._stop))

    def play(self, who: dict[str, str], **what: str) -> dict[str, Any]:
        """Play one line of a person and return what everybody sees then."""
        return self._run(self._line(who, what))

    def move(self, moment: str) -> None:
        """Put the clock to an ISO time."""
        self._clock.move(moment)
        self._run(self._sweep.look())

    def referrals(self) -> tuple[Referral, ...]:
        """Return every referral as stored."""
        return self._remembered("referrals", lambda: self._run(self._store.all_referrals()))

    def inquiries(self) -> tuple[Inquiry, ...]:
        """Return every inquiry as stored."""
        return self._remembered("inquiries", lambda: self._run(self._store.all_inquiries()))

    def close(self) -> None:
        """Let go of everything."""
        self._run(self._close())
        self._remembered.close()
        self._runner.close()
        self._folder.cleanup()

    async def _close(self) -> None:
        self._stop.set()
        await self._polling
        await self._channel.close()  # type: ignore[attr-defined]
        await self._server.stop()
        await self._store.close()

    async def _line(self, who: dict[str, str], what: dict[str, str]) -> dict[str, Any]:
        name = who["id"]
        user = await self._known(who)
        notices = await self._news()
        if "press" in what:
            shown, label = self._shown[name, what["press"]]
            user.presses(label, on=shown)
        else:
            user.says(what["say"])
        await self._settle()
        replies = self._new(name)
        return {"replies": replies, "notices": [*notices, *await self._news(name)]}

    async def _known(self, who: dict[str, str]) -> User:
        name = who["id"]
        if name not in self._people:
            self._people[name] = self._server.user(who.get("name", name))
            if who["role"] != Role.GUEST:
                person = Person(
                    name, Role(who["role"]), who.get("service"), who.get("post"), who.get("name", "")
                )
                await self._store.add_people([person])
                code = fresh(lambda signs: signs[len(self._people)]).replace("-", "")
                until = self._clock.now() + LASTS
                assert await self._store.accounts.invite(name, digest(code), until)
                self._people[name].starts(code)
                await self._settle()
                self._new(name)
        return self._people[name]

    async def _settle(self) -> None:
        """Wait until everything was taken and everything was carried."""
        await self._server.idle()
        await self._carried()

    async def _carried(self) -> None:
        office = self._store.outbox_store
        while await office.due(self._clock.now(), ["telegram"], 1):
            await self._chats.outbox_worker.empty()

    async def _news(self, but: str = "") -> list[dict[str, Any]]:
        """Return what people see, and news for those who are not in Telegram yet."""
        await self._carried()
        seen = [{"to": name, **shown} for name in self._people if name != but for shown in self._new(name)]
        kept = await self._turns.everybodys_notices(self._last)
        self._last = max((notice.number for notice in kept), default=self._last)
        return seen + [
            {"to": n.to, "text": n.reply.text, "choices": []} for n in kept if n.to not in self._people
        ]

    def _new(self, name: str) -> list[dict[str, Any]]:
        """Return what the bot has written to somebody since the last look."""
        mine = [shown for shown in self._people[name].screen if shown.by_bot]
        known = self.__dict__.setdefault("_texts", {}).setdefault(name, {})
        read = self._read.get(name, 0)
        fresh = [s for s in mine if s.id > read or (s.buttons and known.get(s.id, s.text) != s.text)]
        known.update({shown.id: shown.text for shown in mine})
        self._read[name] = max((shown.id for shown in mine), default=read)
        return [{"text": self._seen(shown), "choices": [*self._choices(name, shown)]} for shown in fresh]

    def _seen(self, shown: Shown) -> str:
        """Return what is read of a message; of a file without words its name."""
        name = shown.file[0] if shown.file and not shown.text else ""
        return self.know.base.words.say("nb", "file.text", name=name) if name else shown.text

    def _choices(self, name: str, shown: Shown) -> list[dict[str, str]]:
        found = []
        buttons = [button for row in shown.buttons for button in row]
        for button in self._of_the_open_question(buttons):
            assert button.data
            self._shown[name, button.data] = (shown, button.text)
            if "=" in button.data:
                label = button.text.partition(". ")[2].removesuffix("…")
                full = re.search(rf"^– ({re.escape(label)}.*)$", shown.text, re.MULTILINE)
                found.append({"id": button.data, "label": full[1] if full else label})
                continue
            number = re.match(r"\d+\. ", button.text)
            full = number and re.search(rf"^{re.escape(number[0])}(.+)$", shown.text, re.MULTILINE)
            found.append({"id": button.data, "label": full[1] if full else button.text})
        return found

    def _of_the_open_question(self, buttons: list[Any]) -> list[Any]:
        """Leave out answers of a card's other questions: whoever presses "Ja" means the first one open."""
        numbers = [button.text.removeprefix("✓ ").partition(".")[0] for button in buttons]
        given = {n for n, button in zip(numbers, buttons, strict=True) if button.text.startswith("✓ ")}
        asked = [n for n, b in zip(numbers, buttons, strict=True) if "=" in (b.data or "") and n not in given]
        pairs = zip(numbers, buttons, strict=True)
        return [button for n, button in pairs if "=" not in (button.data or "") or n == asked[0]]

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)
