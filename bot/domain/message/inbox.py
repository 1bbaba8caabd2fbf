"""What a handler or coordinator sees on one page: values, with all words in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from bot.domain.message.button_id import ButtonId
from bot.domain.message.message import File
from bot.domain.person.person import Person


@dataclass(frozen=True, slots=True)
class Item:
    """A referral or an inquiry in the inbox. `press` is the button that opens it in the chat.

    `since` is when it began to wait for its next step, `waited` how long that is in time of working days.
    `place` is its place on the waiting list, 0 when it is not on it. `exact`: its deadline is an hour.
    `about` says what an inquiry asks for; a referral has none. `talk` is when an agreed talk is held.
    """

    code: str
    press: ButtonId
    state: str
    next: str
    service: str
    post: str
    since: dt.datetime
    waited: dt.timedelta
    deadline: dt.datetime | None = None
    exact: bool = False
    late: bool = False
    place: int = 0
    about: str = ""
    talk: str = ""


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A job specialist's post: participants it has, places in all, places that can be given away now."""

    name: str
    taken: int
    places: int
    free: int
    away: bool = False
    held: bool = True


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team: its posts, who supervises it, and how many are on its waiting list.

    `queue` are those on the list, the longest waiting first, for whoever may see them.
    """

    id: str
    name: str
    seats: tuple[Occupancy, ...]
    supervisor: str
    supervised: bool
    waiting: int
    queue: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class VacantPosts:
    """A team with posts that no person is attached to; `whole` when that is every post of it."""

    team: str
    posts: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class OtherPost:
    """What lies with another post of a supervisor's team."""

    post: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page. `waits` and `mine` are None for whoever handles no referrals.

    `faults` is None for whoever does not look after the posts. `left_out` counts what did not fit.
    `newest` is the number of the last news that this page knows of. `at` is when all this was so.
    """

    lang: str
    at: dt.datetime
    waits: tuple[Item, ...] | None = None
    mine: tuple[Item, ...] | None = None
    elsewhere: tuple[OtherPost, ...] = ()
    teams: tuple[TeamView, ...] = ()
    faults: tuple[VacantPosts, ...] | None = None
    left_out: int = 0
    newest: int = 0


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the coordinator's figures, in words. `now` and `before` are lengths of bars; 0 for no bar."""

    name: str
    told: str
    told_before: str
    now: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Lines that belong together."""

    heading: str
    rows: tuple[FigureRow, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Which numbers a line has: of both periods, or one that is compared with none."""
        return ("now", "before") if any(row.told_before for row in self.rows) else ("number",)


@dataclass(frozen=True, slots=True)
class Figures:
    """The coordinator's page of figures, and the same as a file."""

    lang: str
    intro: str
    few: str
    tables: tuple[FigureTable, ...]
    file: File


class Inbox(Protocol):
    """Shows people what waits for them. Who may see what is decided behind this protocol."""

    async def board(self, person: Person, lang: str | None = None) -> Board | None:
        """Return the page of a person, None for roles that have none. Raises StoreFault. Changes nothing."""

    async def figures(self, person: Person, lang: str | None = None) -> Figures | None:
        """Return the figures for whoever oversees the teams, None for others. Raises StoreFault."""
