"""The chat in a terminal: readable, in colours, choices by number."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote
from uuid import uuid4

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.channels.plain import as_text
from bot.domain.message import Choice, File, Inbound, Reply, Tone, Unsupported
from bot.domain.person import Person
from bot.domain.picture import Picture
from bot.domain.ports import Desk, StoreFault
from bot.drawing import letters
from bot.knowledge.entry import Words

STYLES = {Tone.PLAIN: "", Tone.WARNING: "yellow", Tone.DANGER: "bold red"}
LOOK_EVERY = 1.0
"""Seconds between two looks for news that another process wrote."""


def show(console: Console, reply: Reply, words: Words, lang: str) -> None:
    """Print a reply with its choices numbered. `Text` is printed as it is: no markup, no `:smile:`."""
    if reply.title:
        console.print(Text(reply.title, style="bold"))
    body = Reply(
        reply.text, do=reply.do, more=reply.more, record=reply.record, calls=reply.calls, tone=reply.tone
    )
    console.print(Text(as_text(body, words, lang), style=STYLES[reply.tone]))
    for picture in reply.pictures:
        _draw(console, picture)
    for file in reply.files:
        path = keep(file)
        console.print(Text(words.say(lang, "file.saved", path=path)), soft_wrap=True)
    for source in reply.sources:
        note = f" ({source.note})" if source.note else ""
        line = f"{words.say(lang, 'answer.source')}: {source.title}, {source.section}{note}"
        console.print(Padding(Text(line), (0, 0, 0, 2)), style="dim")
        if source.url:  # unbroken, so that it can be opened
            console.print(Text(f"  {source.url}"), style="dim", soft_wrap=True)
    for number, choice in enumerate(reply.choices, 1):
        console.print(Text.assemble("  ", (str(number), "cyan"), " ", choice.label))
    console.print()


def _draw(console: Console, picture: Picture) -> None:
    """Print a picture in block characters, where the terminal has these and room; the text says it all."""
    lines = letters(picture).split("\n")
    if max(map(len, lines)) > console.width:
        return
    try:
        "".join(lines).encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return
    console.print()
    console.print(Text("\n".join(lines)))
    console.print()


def keep(file: File) -> Path:
    """Write a file into a new folder that only this user can read, and return its path."""
    path = Path(tempfile.mkdtemp(prefix="ips-")) / file.name
    path.write_bytes(file.text.encode())
    return path


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
                if line.strip().casefold() in {p.casefold() for p in self._words.typed("terminal.quit")}:
                    break
                await self._turn(line)
        finally:
            news.cancel()
        self._console.print(self._words.say(self._lang, "terminal.bye"), style="dim")

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
