"""The stream of news: what others did, told at once, and again to whoever was away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable

from bot.channels.web.shapes import NEWEST, event
from bot.domain.person.person import Person
from bot.domain.ports.desk import Desk

HEARTBEAT = ": still here\n\n"
LATER = "retry: 60000\n\n"
"""Asks the browser to come back after a minute."""


class Streams:
    """The open streams of each person. Above `most` the oldest makes room."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, list[asyncio.Event]] = {}

    def open(self, person: str) -> asyncio.Event:
        """Count a new stream; return the event that tells it to end."""
        mine = asyncio.Event()
        own = self._open.setdefault(person, [])
        own.append(mine)
        while len(own) > self._most:
            own.pop(0).set()
        return mine

    def close(self, person: str, mine: asyncio.Event) -> None:
        """Count it no longer."""
        own = self._open.get(person, [])
        if mine in own:
            own.remove(mine)
        if not own:
            self._open.pop(person, None)


def start_after(header: str | None, query: str | None) -> int:
    """Return the number after which news are wanted: Last-Event-ID beats `?after=`; nonsense counts as 0."""
    for value in (header, query):
        if value and value.isascii() and value.isdecimal() and len(value) <= 19:
            return min(int(value), NEWEST)
    return 0


async def stream(
    desk: Desk,
    person: Person,
    after: int,
    heartbeat: float,
    closing: asyncio.Event,
    sent: Callable[[], None],
    lang: str | None = None,
    replaced: asyncio.Event | None = None,
) -> AsyncGenerator[str]:
    """Yield news with a number above `after` as events, a heartbeat when there is none, until `closing`.

    A browser that remembers no number is told what nobody has seen yet: the rest is old, and dealt with.

    `lang` is the browser's language, for somebody who never said anything. When it is `replaced` by a
    newer one of the same person it ends, and the browser is asked not to come back at once.
    """
    replaced = replaced or asyncio.Event()
    yield HEARTBEAT
    after = await _known(desk, person, after)
    remembers = after > 0
    while not closing.is_set():
        if replaced.is_set():
            yield LATER
            return
        # The wait begins before the reading, so that nothing that arrives in between is slept over.
        wait = asyncio.create_task(desk.wait(person, heartbeat))
        stop = asyncio.create_task(closing.wait())
        makes_room = asyncio.create_task(replaced.wait())
        try:
            await asyncio.sleep(0)
            fresh = await desk.notices(person, after, lang, seen=False)
            for notice in fresh:
                after = notice.number
                if notice.seen and not remembers:
                    continue
                sent()
                yield event(notice)
            remembers = True
            if not fresh:
                ends = (wait, stop, makes_room)
                done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()  # a fault of the desk ends the stream; the page comes again later
                yield HEARTBEAT
        finally:
            wait.cancel()
            stop.cancel()
            makes_room.cancel()


async def _known(desk: Desk, person: Person, after: int) -> int:
    """Return `after` if it is a notice of this person, else 0.

    A browser remembers the number it saw last. When the database was made anew, that number says nothing.
    """
    if after == 0:
        return 0
    rest = await desk.notices(person, after - 1, seen=False)
    return after if any(notice.number == after for notice in rest) else 0
