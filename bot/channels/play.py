"""The whole assistant over standard input and output: one JSON object a line in, one out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Any
from uuid import uuid4

from bot.channels.plain import as_text
from bot.conversation import intercept as alarm
from bot.domain.clock.norway import moment
from bot.domain.message.message import Inbound, Reply, Unsupported
from bot.domain.person.person import Person, Role
from bot.domain.ports.desk import Desk, Notice
from bot.domain.ports.store import DialogPlace, Said, StoreFault
from bot.knowledge.base.entry import LANGUAGES, Words

EARLIEST, LATEST = 1990, 2200
"""Years that the clock may show: what is reckoned with them stays in the calendar."""


class Stopwatch:
    """A clock that a script moves forward. Until the first `at` it shows the machine's time."""

    def __init__(self) -> None:
        self._at: dt.datetime | None = None
        self.moved = False

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return self._at or dt.datetime.now(dt.UTC)

    def move(self, text: str) -> None:
        """Put the clock to an ISO time (Norwegian time if it names no zone). Raises ValueError backwards."""
        at = dt.datetime.fromisoformat(text)
        if not EARLIEST <= at.year <= LATEST:
            raise ValueError(f"the clock goes from {EARLIEST} to {LATEST}")
        at = (at if at.tzinfo else moment(at)).astimezone(dt.UTC)
        if self._at is not None and at < self._at:
            raise ValueError("the clock never goes back")
        self._at = at
        self.moved = True


FAULTS = (ValueError, TypeError, OverflowError, RecursionError, StoreFault)
"""What a line can bring about that is no use, or a database that does not answer."""

Shows = Callable[[str], Awaitable[list[dict[str, Any]]]]
Looks = Callable[[], Awaitable[None]]
NewsSince = Callable[[int], Awaitable[tuple[Notice, ...]]]


class Play:
    """Plays lines. `shows` lists referrals, outbox or audit; `news` returns everybody's notices after one.

    `look` writes the reminders that are due; it is called when the clock was moved.
    """

    def __init__(
        self,
        desk: Desk,
        words: Words,
        clock: Stopwatch,
        shows: Shows,
        news: NewsSince,
        look: Looks | None = None,
    ) -> None:
        self._desk = desk
        self._words = words
        self._clock = clock
        self._shows = shows
        self._news = news
        self._look = look
        self._last = 0
        self._line = 0
        self._run = uuid4().hex  # the same database may be played on again: its updates are not these

    async def run(self, lines: Iterable[str]) -> AsyncIterator[str]:
        """Yield one line of JSON for each line that is not blank."""
        for line in lines:
            if line.strip():
                yield json.dumps(await self.line(line), ensure_ascii=False)

    async def line(self, line: str) -> dict[str, Any]:
        """Return what one line leads to; a line that cannot be used gives `error` and changes nothing."""
        self._line += 1
        try:
            order = json.loads(line)
            if not isinstance(order, dict):
                raise ValueError("a line is a JSON object")
            if "at" in order:
                self._clock.move(str(order["at"]))
            await self._sweep()
            if "show" in order:
                return {str(order["show"]): await self._shows(str(order["show"]))}
            return await self._turn(order)
        except FAULTS as fault:
            said = str(fault) or type(fault).__name__
            return {"error": said, "replies": self._alarm(line), "notices": []}

    def _alarm(self, line: str) -> list[dict[str, Any]]:
        """Return the numbers to call, if the words of a line that failed tell of danger."""
        try:
            order = json.loads(line)
            turn = _inbound("alarm", order, _text(order, "say"), _text(order, "press"))
        except (*FAULTS, AttributeError):
            return []
        said = alarm.unaided(self._words, turn, None)
        return [self._shown(reply, said.lang) for reply in said.replies] if said else []

    async def _sweep(self) -> None:
        """Write what is due when time has passed. It is handed out with the next line that is a turn."""
        if self._clock.moved and self._look:
            await self._look()
        self._clock.moved = False

    async def _turn(self, order: dict[str, Any]) -> dict[str, Any]:
        person = _person(order.get("as") or {"id": "guest"})
        due = await self._everybodys()
        said: Said | None = None
        say, press = _text(order, "say"), _text(order, "press")
        if say is not None or press is not None or "send" in order:
            update = _text(order, "update") or f"{self._run}-{self._line}"
            turn = _inbound(update, order, say, press)
            said = await self._desk.take("play", update, person, turn)
        lang = said.lang if said else "nb"
        return {
            "replies": [self._shown(reply, lang) for reply in said.replies] if said else [],
            "outcome": said.kind if said else None,
            "topics": list(said.topics) if said else [],
            "dialog": _place(said.dialog) if said else None,
            **({"about": said.about} if said and said.about else {}),
            "notices": [
                {"to": notice.to, **self._shown(notice.reply, lang)}
                for notice in (*due, *(own for own in await self._everybodys() if own.to != person.id))
            ],
        }

    async def _everybodys(self) -> tuple[Notice, ...]:
        notices = await self._news(self._last)
        self._last = max((notice.number for notice in notices), default=self._last)
        return notices

    def _shown(self, reply: Reply, lang: str) -> dict[str, Any]:
        choices = [{"id": choice.id, "label": choice.label} for choice in reply.choices]
        shown = {"text": as_text(reply, self._words, lang), "choices": choices}
        files = [{"name": file.name, "media": file.media, "text": file.text} for file in reply.files]
        return {**shown, "files": files} if files else shown


def _place(dialog: DialogPlace | None) -> dict[str, Any] | None:
    if dialog is None:
        return None
    return {"name": dialog.name, "step": dialog.step, "answers": dict(dialog.answers)}


def _inbound(update: str, order: dict[str, Any], say: str | None, press: str | None) -> Inbound:
    """Return what a person did: "say", "press" or "send" (what is refused, such as "photo").

    "caption" and "file" are words that come with what is sent; "edited" and "forwarded" are true or false.
    """
    sent = _text(order, "send")
    return Inbound(
        update,
        text=say,
        press=press,
        unsupported=None if sent is None else Unsupported(sent),
        caption=_text(order, "caption") or "",
        file_name=_text(order, "file") or "",
        edited=order.get("edited") is True,
        forwarded=order.get("forwarded") is True,
    )


def _text(order: dict[str, Any], key: str) -> str | None:
    """Return the text under a key, None if there is none. Raises ValueError when it is something else."""
    value = order.get(key)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f'"{key}" is a text')


def _person(who: Any) -> Person:
    if not isinstance(who, dict) or not (person_id := _text(who, "id")):
        raise ValueError('"as" is an object with an "id"')
    return Person(
        person_id,
        Role(_text(who, "role") or "guest"),
        service=_text(who, "service"),
        post=_text(who, "post"),
        name=_text(who, "name") or "",
        lang=_lang(_text(who, "lang")),
    )


def _lang(lang: str | None) -> str | None:
    if lang is None or lang in LANGUAGES:
        return lang
    raise ValueError(f"the languages are {', '.join(LANGUAGES)}")
