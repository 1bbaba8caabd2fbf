"""What a turn may know of the outside, read in the same transaction: each part when it is looked at.

A decision is pure, so one that looks at a part which is not read yet is broken off (`NotRead`), the part is
read, and the decision is made anew. Nothing has to be declared, so nothing can be forgotten. See
docs/adr/0023.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.domain.audit.entry import Line
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.curating.change import KbChange
from bot.domain.news.event import Planned
from bot.domain.news.instruction import Receipt
from bot.domain.news.newsletter import Newsletters
from bot.domain.organisation.routing import PostLoad
from bot.domain.person.availability import Reach
from bot.domain.turn.statistics import Statistics
from bot.domain.turn.unanswered import Unanswered


@dataclass(frozen=True, slots=True)
class Unread:
    """A notice that was passed on because nobody received it, and that nobody has received since.

    `person` is its reader's name, empty where the post has no person; `deputy` tells that it went on to one.
    """

    code: str
    post: str | None
    person: str
    at: dt.datetime
    deputy: bool


@dataclass(frozen=True, slots=True)
class TurnSnapshot:
    """The referrals this person may see, how the posts stand, an unused code for a new referral, and one
    for an invitation.

    `names` gives the shown name of the staff on those referrals, by person id. `held` are the posts with a
    person attached. `queues` gives the codes on the waiting list of a team, the longest waiting first.
    `reach` tells when the holder of a post can be reached, `people_reach` when somebody without one can, by
    person id. `stranded` is for the coordinator alone.
    `trail` holds the newest entries of the audit trail, oldest first, for those who may read it.
    `unanswered` are the questions without an answer, for those who look after the texts.
    `inquiries` are those this person asked or answers; `fresh_inquiry` is an unused code for a new one.
    `team_channels` are the teams with a channel for new referrals, for those who may connect one.
    `kb_changes` are the newest changes of the texts that curators proposed, the newest first, for them alone.
    `verdicts` tell the coordinator how often a topic's answer helped and how often it missed.
    `asked` tells the coordinator alone since when inquiries wait for an answer, by post: no code, no words;
    `statistics` is for the coordinator alone, too.
    `newsletters` and `events` are what everybody is told; `read_versions` are those of the instruction that
    this person has read, `receipts` who has read which, for a leader: of everybody, or of the own team.
    """

    referrals: Mapping[str, Referral] = field(default_factory=dict)
    loads: Mapping[str, PostLoad] = field(default_factory=dict)
    fresh_code: str = ""
    fresh_invitation: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    queues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reach: Mapping[str, Reach] = field(default_factory=dict)
    people_reach: Mapping[str, Reach] = field(default_factory=dict)
    stranded: tuple[Unread, ...] = ()
    trail: tuple[Line, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    inquiries: Mapping[str, Inquiry] = field(default_factory=dict)
    fresh_inquiry: str = ""
    team_channels: frozenset[str] = frozenset()
    asked: Mapping[str, tuple[dt.datetime, ...]] = field(default_factory=dict)
    statistics: Statistics = field(default_factory=Statistics)
    verdicts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    newsletters: Newsletters = field(default_factory=Newsletters)
    events: tuple[Planned, ...] = ()
    read_versions: frozenset[str] = frozenset()
    receipts: tuple[Receipt, ...] = ()
    kb_changes: tuple[KbChange, ...] = ()


PARTS = frozenset(part.name for part in fields(TurnSnapshot))


class NotRead(LookupError):
    """Raised when a decision looks at a part of the world that is not read yet: read it and decide anew."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class PartOfSnapshot(TurnSnapshot):
    """A world of which only some parts are read. Raises NotRead when another one is looked at."""

    __slots__ = ("_read",)
    _read: Mapping[str, Any]

    def __init__(self, read: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_read", read)

    def __getattribute__(self, name: str) -> Any:
        if name not in PARTS:
            return object.__getattribute__(self, name)
        read: Mapping[str, Any] = object.__getattribute__(self, "_read")
        if name not in read:
            raise NotRead(name)
        return read[name]


def is_read(snapshot: TurnSnapshot, part: str) -> bool:
    """Tell whether this part may be looked at without anything being read."""
    return not isinstance(snapshot, PartOfSnapshot) or part in snapshot._read


def changed(snapshot: TurnSnapshot, **parts: Any) -> TurnSnapshot:
    """Return a world with these parts in place of its own; what is not read stays so."""
    if isinstance(snapshot, PartOfSnapshot):
        return PartOfSnapshot({**snapshot._read, **parts})
    return replace(snapshot, **parts)
