"""What the pure core asks of the outside, as protocols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol

from bot.domain.case.meeting import Meeting
from bot.domain.message.chat import ReplyTo
from bot.domain.message.message import Reply, Tone
from bot.domain.news.event import Event
from bot.domain.person.person import Person
from bot.domain.turn.notice import Fact, NoticeButton, NoticeKind
from bot.domain.turn.outcome import Effect
from bot.domain.turn.session import Session
from bot.domain.turn.snapshot import TurnSnapshot


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
class Past:
    """A turn of a talk that its person wants kept: what was written, masked ("" for none), and the answer."""

    mine: str
    said: Said


@dataclass(frozen=True, slots=True)
class News:
    """A row of the outbox: for a person, or for a post that nobody holds yet. Words are chosen later."""

    number: int
    person: str | None
    post: str | None
    kind: NoticeKind
    values: Mapping[str, Fact]
    buttons: tuple[NoticeButton, ...]
    at: dt.datetime
    lang: str | None = None
    seen: bool = False
    meeting: Meeting | None = None
    event: Event | None = None
    called_off: dt.datetime | None = None


class SnapshotReader(Protocol):
    """Reads the parts of one person's world, each when it is wanted."""

    @property
    def snapshot(self) -> TurnSnapshot:
        """What is read so far; looking at more raises NotRead."""

    async def read(self, part: str) -> None:
        """Read a part, by its field's name."""


class UnitOfWork(Protocol):
    """One transaction: everything in it is written, or nothing.

    `alone` tells that no other unit writes meanwhile. One that is not may write its own person's rows only.
    """

    alone: bool

    async def __aenter__(self) -> UnitOfWork: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    async def in_order(self, person_id: str) -> None:
        """Wait until every other unit of this person's turns has come to its end."""

    async def said(self, channel: str, update_id: str) -> Said | None:
        """Return what was answered to this update, or None if it is new."""

    async def person(self, person: Person, at: dt.datetime | None = None) -> Person:
        """Return the person as stored, adding or updating role, service and post.

        A change of one of the three goes into the audit trail, at the time given, else at present. Raises
        NotAlone for a change in a unit that is not alone. Whoever was read from the store (`as_stored`) is
        read anew: an admin may have changed it since. Raises StoreFault when they are no longer there.
        """

    async def session(self, person_id: str, lang: str | None = None) -> Session:
        """Return the person's session; a new one, in `lang` or else bokmål, if there is none."""

    async def known(self, person_id: str) -> Person | None:
        """Return a person as stored, or None."""

    def reader(self, person: Person, codes: Iterable[str], today: dt.date) -> SnapshotReader:
        """Return what reads what a turn of this person may know; `codes` are those that the turn names."""

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
        self,
        channel: str,
        update_id: str,
        said: Said,
        at: dt.datetime,
        person: str | None = None,
        mine: str = "",
    ) -> None:
        """Write what was answered to an update, and to whom; `mine` is what may be kept of the question."""

    async def talk(
        self, person_id: str, channel: str, most: int, since: dt.datetime | None = None
    ) -> tuple[Past, ...]:
        """Return the latest turns of a person in a channel, none before `since`, the oldest of them first."""

    async def own_data(self, person_id: str, at: dt.datetime) -> str:
        """Return everything that is kept about a person, as JSON."""

    async def answer(self, to: ReplyTo, said: Said, at: dt.datetime, person: str | None = None) -> None:
        """Put the answers to an update into the post; `person` is who asked, None once they are deleted."""

    async def commit(self) -> None:
        """Make it all last. Without this, leaving the block undoes everything."""


class NotAlone(RuntimeError):
    """Raised when a unit that others write beside would have to write what others see: begin anew, alone."""


class StaleReferral(RuntimeError):
    """Raised when a referral was changed by somebody else since it was read."""


class StoreFault(RuntimeError):
    """Raised when the store cannot be read or written; the message is for the log, not for users."""


class StoreBusy(StoreFault):
    """Raised when two transactions met; the same turn may be tried again from the start."""


class InHand(StoreFault):
    """Raised when another replica has the same thing in hand: it is left to that one, and nobody waits."""
