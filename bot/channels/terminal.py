"""The chat in a terminal: readable, in colours, choices by number."""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote
from uuid import uuid4

from rich.console import Console
from rich.text import Text

from bot.channels.terminal_reply import behind, folded, keep, show
from bot.domain.message.message import Choice, Inbound, Reply, Unsupported
from bot.domain.person.person import Person
from bot.domain.ports.desk import Desk
from bot.domain.ports.store import StoreFault
from bot.knowledge.base.entry import Words

__all__ = ["Chat", "keep", "show", "typed"]

LOOK_EVERY = 1.0
"""Seconds between two looks for news that another process wrote."""


def typed(update: str, line: str) -> Inbound:
    """Return a typed line, or a refused file when the line is the path of one: so a terminal takes a drop."""
    bare = unquote(line.strip().strip("'\"").removeprefix("file://").replace("\\ ", " "))
    if not bare.startswith(("/", "~", "./")) and not re.match(r"[A-Za-z]:\\", bare):
        return Inbound(update, text=line)
    name = PureWindowsPath(bare).name
    if not _is_file(bare) and not _FILE_NAME.search(name):
        return Inbound(update, text=line)
    return Inbound(update, unsupported=Unsupported.FILE, file_name=name)


_FILE_NAME = re.compile(r"[^.\s]\.[A-Za-z][A-Za-z0-9]{1,4}\Z")


def _is_file(path: str) -> bool:
    try:
        return Path(path).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False


class Chat:
    """One person's chat in this terminal."""

    def __init__(self, desk: Desk, words: Words, person: Person, console: Console) -> None:
        self._desk = desk
        self._words = words
        self._person = person
        self._console = console
        self._lang = person.lang or "nb"
        self._choices: tuple[Choice, ...] = ()
        self._last: tuple[Reply, ...] = ()
        self._seen = 0
        self._looking = asyncio.Lock()

    async def run(self) -> None:
        """Talk until the person leaves or the input ends."""
        role = self._words.say(self._lang, f"role.{self._person.role}")
        hello = self._words.say(self._lang, "terminal.welcome", name=self._person.shown_name, role=role)
        self._console.print(Text(hello), style="dim")
        self._show((await self._desk.opening(self._person)).replies)
        news = asyncio.create_task(self._watch())
        try:
            while (line := await asyncio.to_thread(self._read)) is not None:
                if self._means(line, "terminal.quit"):
                    break
                if not self._unfolded(line):
                    await self._turn(line)
        finally:
            news.cancel()
        self._console.print(self._words.say(self._lang, "terminal.bye"), style="dim")

    def _means(self, line: str, key: str) -> bool:
        return line.strip().casefold() in {phrase.casefold() for phrase in self._words.typed(key)}

    def _unfolded(self, line: str) -> bool:
        """Show what the last replies kept back, if that is asked for; nothing is sent for it."""
        back = [reply for reply in self._last if folded(reply)]
        if not back or not self._means(line, "terminal.unfold"):
            return False
        for reply in back:
            behind(self._console, reply, self._words, self._lang)
        return True

    def _read(self) -> str | None:
        self._console.print(f"[green]{self._words.say(self._lang, 'terminal.prompt')}>[/green] ", end="")
        return sys.stdin.readline() or None

    async def _turn(self, line: str) -> None:
        text = line.rstrip("\n")
        number = int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 4 else 0
        update = uuid4().hex
        if 0 < number <= len(self._choices):
            turn = Inbound(update, press=self._choices[number - 1].id)
        else:
            turn = typed(update, text)
        said = await self._desk.take("terminal", update, self._person, turn)
        self._lang = said.lang
        self._show(said.replies)
        await self._news()

    def _show(self, replies: tuple[Reply, ...]) -> None:
        for reply in replies:
            show(self._console, reply, self._words, self._lang)
        self._choices = replies[-1].choices if replies else ()
        self._last = replies

    async def _news(self) -> None:
        async with self._looking:  # both the watch and a turn look; each notice is shown once
            try:
                fresh = await self._desk.notices(self._person, self._seen)
            except StoreFault:
                return  # the next look will find it
            for notice in fresh:
                self._seen = notice.number
                self._console.rule(self._words.say(self._lang, "web.news"))
                self._show((notice.reply,))

    async def _watch(self) -> None:
        while True:
            await self._news()
            await self._desk.wait(self._person, LOOK_EVERY)
