"""What a turn may know of the outside: loaded before the decision, in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.audit import Line
from bot.domain.inquiry import Inquiry
from bot.domain.reach import Reach
from bot.domain.referral import Referral
from bot.domain.routing import PostLoad
from bot.domain.unanswered import Unanswered


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
class World:
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
    `asked` tells the coordinator alone since when inquiries wait for an answer, by post: no code, no words.
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
