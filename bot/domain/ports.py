"""What the pure core asks of the outside, as protocols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from bot.domain.chat import ReplyTo
from bot.domain.inquiry import Inquiry
from bot.domain.keeping import Limit
from bot.domain.message import Inbound, Reply, Tone
from bot.domain.outcome import Effect
from bot.domain.person import Person
from bot.domain.referral import Referral
from bot.domain.reminders import Stranded
from bot.domain.session import Session
from bot.domain.world import World


class Clock(Protocol):
    """Tells the time; a test's clock stands where it is put."""

    def now(self) -> dt.datetime:
        """Return the present time, with a time zone."""


class Encoder(Protocol):
    """Turns texts into vectors for the search."""

    def encode(self, texts: Sequence[str]) -> Any:
        """Return a float32 array of shape (number of texts, dimensions), each row of length 1."""


FAULT = "fault"
"""The kind of a turn that could not be taken: nothing was written; the update may be sent again."""


@dataclass(frozen=True, slots=True)
class DialogPlace:
    """Where somebody is in a dialog: its name, the step that is asked now, and the answers so far."""

    name: str
    step: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered to an update, kept so that the same update twice is one turn.

    `kind` is an `outcome.Kind`, or FAULT. `topics` are those shown, the best one first, `dialog` is where the
    person is now, and `about` what was asked about the answer before: all three are told once, and not kept.
    """

    replies: tuple[Reply, ...]
    kind: str
    erase: bool = False
    lang: str = "nb"
    topics: tuple[str, ...] = ()
    dialog: DialogPlace | None = None
    about: str = ""

    @property
    def urgent(self) -> bool:
        """Tell whether it answers danger: it is shown whatever became of the turn."""
        return any(reply.tone is Tone.DANGER for reply in self.replies)


@dataclass(frozen=True, slots=True)
class News:
    """A row of the outbox: for a person, or for a post that nobody holds yet. Words are chosen later."""

    number: int
    person: str | None
    post: str | None
    key: str
    places: Mapping[str, str]
    buttons: tuple[tuple[str, str], ...]
    at: dt.datetime
    lang: str | None = None
    seen: bool = False


class UnitOfWork(Protocol):
    """One transaction: everything in it is written, or nothing."""

    async def __aenter__(self) -> UnitOfWork: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def said(self, channel: str, update_id: str) -> Said | None:
        """Return what was answered to this update, or None if it is new."""

    async def person(self, person: Person, at: dt.datetime | None = None) -> Person:
        """Return the person as stored, adding or updating role, service and post.

        A change of one of the three goes into the audit trail, at the time given, else at present.
        """

    async def session(self, person_id: str, lang: str | None = None) -> Session:
        """Return the person's session; a new one, in `lang` or else bokmål, if there is none."""

    async def known(self, person_id: str) -> Person | None:
        """Return a person as stored, or None."""

    async def world(self, person: Person, codes: Iterable[str], today: dt.date) -> World:
        """Return what a turn of this person may know; `codes` are the referrals that the turn names."""

    async def news(self, person: Person, after: int) -> tuple[News, ...]:
        """Return the person's rows of the outbox with a number above `after`, oldest first."""

    async def news_since(self, after: int) -> tuple[News, ...]:
        """Return everybody's rows above `after` that were not handed over yet, oldest first."""

    async def delivered(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """Mark rows of the outbox as handed over."""

    async def apply(self, effects: Iterable[Effect], at: dt.datetime) -> None:
        """Write every effect. Raises StaleReferral when a referral was changed by somebody in between."""

    async def save(self, person_id: str, session: Session, at: dt.datetime) -> None:
        """Write the person's session."""

    async def remember(
        self, channel: str, update_id: str, said: Said, at: dt.datetime, person: str | None = None
    ) -> None:
        """Write what was answered to an update, and to whom."""

    async def own_data(self, person_id: str, at: dt.datetime) -> str:
        """Return everything that is kept about a person, as JSON."""

    async def answer(self, to: ReplyTo, said: Said, at: dt.datetime, person: str | None = None) -> None:
        """Put the answers to an update into the post; `person` is who asked, None once they are deleted."""

    async def commit(self) -> None:
        """Make it all last. Without this, leaving the block undoes everything."""


class StaleReferral(RuntimeError):
    """Raised when a referral was changed by somebody else since it was read."""


class StoreFault(RuntimeError):
    """Raised when the store cannot be read or written; the message is for the log, not for users."""


class StoreBusy(StoreFault):
    """Raised when two transactions met; the same turn may be tried again from the start."""


@dataclass(frozen=True, slots=True)
class Notice:
    """News for a person, in that person's language. `number` grows; readers ask for those after the last.

    `seen` tells that it had been delivered before, here or in another channel.
    """

    number: int
    to: str
    reply: Reply
    at: dt.datetime
    seen: bool = False


class Desk(Protocol):
    """What a channel talks to: takes turns, and hands out the news that others caused."""

    async def take(
        self, channel: str, update_id: str, person: Person, turn: Inbound, to: ReplyTo | None = None
    ) -> Said:
        """Take one turn. The same update id of a channel again gives the same answer and does nothing.

        With `to` the answers are also put into the post, in the same transaction.
        """

    async def opening(self, person: Person, lang: str | None = None) -> Said:
        """Return what to show when a person comes (back): the question that is open, or a welcome.

        `lang` is the language of the person's client, which counts until the talk has one of its own.
        """

    async def notices(
        self, person: Person, after: int, lang: str | None = None, *, seen: bool = True
    ) -> tuple[Notice, ...]:
        """Return the news for a person with a number above `after`, oldest first; `lang` as in `opening`.

        They count as delivered, unless `seen` is False: a page that nobody looks at has shown them to nobody.
        """

    async def seen(self, person: Person, number: int) -> None:
        """Take note that the news up to this number were shown to the person: they are delivered."""

    async def wait(self, person: Person, seconds: float) -> None:
        """Return when there may be news for this person, at the latest after `seconds`."""

    async def ready(self) -> bool:
        """Tell whether turns can be taken now (the database answers)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice to be sent by e-mail. `key` is the same however often it is sent; `tries` counts from 1."""

    number: int
    key: str
    person: str
    address: str
    lang: str | None
    code: str
    tries: int


class SweepUnit(UnitOfWork, Protocol):
    """One transaction of the sweep: a unit of work that also sees what waits."""

    async def clock_seen(self) -> dt.datetime | None:
        """Return the newest time that a sweep believed, None before the first."""

    async def note_clock(self, at: dt.datetime) -> None:
        """Write down that this time is believed."""

    async def watched(self, after: str, most: int) -> tuple[Referral, ...]:
        """Return referrals over which a clock runs, by code, beginning after one: they wait for somebody."""

    async def watched_inquiries(self, after: str, most: int) -> tuple[Inquiry, ...]:
        """Return open inquiries by code, beginning after one: they wait for somebody."""

    async def written(self, keys: Iterable[str]) -> frozenset[str]:
        """Return those of these keys under which a notice was written already."""

    async def stranded(self, before: dt.datetime) -> tuple[tuple[Stranded, dt.datetime], ...]:
        """Return the notices from before a moment that nobody received, each with its time, oldest first."""

    async def passed_on(self, numbers: Iterable[int], at: dt.datetime) -> None:
        """Mark notices as passed on to the deputy: they are no longer sent."""

    async def next_letters(self, now: dt.datetime, before: dt.datetime, most: int) -> tuple[Letter, ...]:
        """Return the first waiting notice of each person with an address, if it is from before a moment.

        A person whose first notice was tried a while ago and must wait has none: order is kept.
        """

    async def claim(self, number: int, now: dt.datetime, until: dt.datetime) -> bool:
        """Count a try, and keep everybody else from sending a notice until a moment.

        False when that is no use: it is delivered, passed on, or somebody else is at it.
        """

    async def past(self, limit: Limit, now: dt.datetime) -> bool:
        """Tell whether anything is past this limit."""

    async def let_go(self, limit: Limit, now: dt.datetime, most: int) -> int:
        """Delete or blank at most `most` rows that are past a limit; return how many it were."""

    async def scrub(self) -> None:
        """Have the database clear what was deleted out of its files, after the commit."""
