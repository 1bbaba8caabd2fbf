"""What a curator sees on one page: values; who may see them is decided behind the protocol."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.domain.curating.change import KbChange, Proposal, Stage
from bot.domain.person.person import Person


@dataclass(frozen=True, slots=True)
class Nearest:
    """A topic that a question may be about. `why` is the line of it that is most like the question."""

    topic: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question as it was written, masked, and how often. `whole` tells that nothing of it is hidden."""

    text: str
    lang: str
    count: int
    whole: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """Questions that ask for the same, with the topics that are nearest."""

    number: int
    numbers: tuple[int, ...]
    count: int
    last: dt.date
    texts: tuple[AskedText, ...]
    nearest: tuple[Nearest, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A topic whose answer was none to the question, as readers said: how often, and how often it helped."""

    topic: str
    title: str
    missed: int
    helped: int


@dataclass(frozen=True, slots=True)
class Due:
    """A topic that is to be looked at again by a day."""

    topic: str
    title: str
    by: dt.date
    over: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page, in the language of its reader. `kept` tells whether questions are kept at all."""

    lang: str
    groups: tuple[GroupView, ...]
    missed: tuple[Missed, ...]
    changes: tuple[KbChange, ...]
    due: tuple[Due, ...]
    titles: Mapping[str, str]
    kept: bool = True


class Curating(Protocol):
    """Shows what readers missed, and takes what curators propose. None for whoever is no curator."""

    async def board(self, person: Person, lang: str | None = None) -> Board | None:
        """Return the page. Raises StoreFault. Changes nothing."""

    async def answers(self, person: Person, topic: str) -> Mapping[str, str] | None:
        """Return the answer of a topic by language, None also where there is no such topic."""

    async def propose(self, person: Person, proposal: Proposal) -> int | None:
        """Write a proposal and return its number, None also where it says nothing. Raises StoreFault."""

    async def decide(self, person: Person, number: int, stage: Stage) -> bool:
        """Accept or decline; tell whether this person may. What was not measured stays as it is."""

    async def settle(self, person: Person, number: int) -> bool:
        """Let go of a group; tell whether this person may."""
