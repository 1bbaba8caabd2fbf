"""An inquiry: something that one member of staff asks another, without saying who a patient is.

It is no referral: there is no field that could say whom it is about, so it needs no consent (brev punkt 3;
hpl § 23: information without identifying marks). What may be asked is a closed list, so are the answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from bot.domain.case.code import Code, Prefix
from bot.domain.case.code import is_code as is_any_code
from bot.domain.case.history import Case, Entry, IllegalChange, Legal

PREFIX = "SPM-"
"""How the code of an inquiry begins (spørsmål); that of a referral begins otherwise."""


class InquiryKind(StrEnum):
    """What is asked.

    MEETING: an information meeting (retningslinje § 4.3.2). SUPERVISOR: may somebody on sick leave be
    referred (§ 3)? TALK: an anonymous talk (brev punkt 3). NAV: a talk that a Nav counsellor asks for (§ 4.2;
    brev punkt 2). NAV_MEETING: an information meeting that a Nav counsellor asks for on behalf of a user.
    """

    MEETING = "meeting"
    SUPERVISOR = "supervisor"
    TALK = "talk"
    NAV = "nav"
    NAV_MEETING = "nav_meeting"


class InquiryState(StrEnum):
    """Where it stands. ASKED waits for the team, ANSWERED for whoever asked: times were suggested."""

    ASKED = "asked"
    ANSWERED = "answered"
    AGREED = "agreed"
    DECLINED = "declined"
    CLOSED = "closed"


ENDED = frozenset({InquiryState.DECLINED, InquiryState.CLOSED})

NEXT: Mapping[InquiryState, frozenset[InquiryState]] = MappingProxyType(
    {
        InquiryState.ASKED: frozenset({*InquiryState}),
        InquiryState.ANSWERED: frozenset({*InquiryState}),
        InquiryState.AGREED: ENDED,
        InquiryState.DECLINED: frozenset(),
        InquiryState.CLOSED: frozenset(),
    }
)


class InquiryReason(StrEnum):
    """Why the answer is no, or why it ended: a closed list, because free text could point at a patient."""

    OUTSIDE_TARGET_GROUP = "outside_target_group"
    OTHER_OFFER = "other_offer"
    NOT_NOW = "not_now"
    OTHER_TEAM = "other_team"
    NO_TIME = "no_time"
    BY_ASKER = "by_asker"
    USED = "used"


NAVS = (InquiryKind.NAV, InquiryKind.NAV_MEETING)
"""What Nav counsellors ask for, each of a job specialist whom they choose."""

_NO_TALK = (InquiryReason.NO_TIME, InquiryReason.OTHER_TEAM, InquiryReason.NOT_NOW)
REASONS: Mapping[InquiryKind, tuple[InquiryReason, ...]] = MappingProxyType(
    {
        InquiryKind.MEETING: _NO_TALK,
        InquiryKind.SUPERVISOR: (
            InquiryReason.OUTSIDE_TARGET_GROUP,
            InquiryReason.OTHER_OFFER,
            InquiryReason.NOT_NOW,
            InquiryReason.OTHER_TEAM,
        ),
        InquiryKind.TALK: _NO_TALK,
        InquiryKind.NAV: _NO_TALK,
        InquiryKind.NAV_MEETING: _NO_TALK,
    }
)
"""The reasons that whoever says no chooses from."""


@dataclass(frozen=True, slots=True)
class InquiryChange(Entry[InquiryState]):
    """One step, and why. Times are what clocks in Norway show then, without a zone.

    `times` were suggested in this step, `start` was agreed on in it.
    """

    reason: InquiryReason | None = None
    times: tuple[dt.datetime, ...] = ()
    start: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Inquiry(Case[InquiryState]):
    """What somebody (`asker`) asked a post.

    Raises IllegalChange when whoever asked gave the method supervisor's answer (retningslinje § 3).
    """

    code: Code
    kind: InquiryKind
    asker: str
    service: str | None
    post: str
    history: tuple[InquiryChange, ...]

    def __post_init__(self) -> None:
        Case.__post_init__(self)
        answers = (c for c in self.history if c.to in {InquiryState.AGREED, InquiryState.DECLINED})
        if self.kind is InquiryKind.SUPERVISOR and any(change.by == self.asker for change in answers):
            raise IllegalChange(f"{self.code}: the answer is not the asker's to give")

    @classmethod
    def legal(cls) -> Legal[InquiryState]:
        """See Case."""
        return NEXT

    @property
    def suggested(self) -> tuple[dt.datetime, ...]:
        """The times that wait for a yes now."""
        return self.history[-1].times

    @property
    def start(self) -> dt.datetime | None:
        """The time that was agreed on last, if any."""
        return next((change.start for change in reversed(self.history) if change.start), None)

    @property
    def waits_for_asker(self) -> bool:
        """Tell whether the next step is the asker's: to choose a time, or to go on after a yes."""
        going_on = self.state is InquiryState.AGREED and self.kind is InquiryKind.SUPERVISOR
        return self.state is InquiryState.ANSWERED or going_on

    def carries(self, person: str) -> bool:
        """Tell whether it is the yes that a referral of somebody on sick leave needs.

        Source: retningslinje § 3.
        """
        return (self.kind, self.state, self.asker) == (InquiryKind.SUPERVISOR, InquiryState.AGREED, person)

    def suggest(self, times: tuple[dt.datetime, ...], by: str, at: dt.datetime) -> Inquiry:
        """Return it with times suggested; the other side is to answer. Raises IllegalChange."""
        if not times or self.state is InquiryState.AGREED:
            raise IllegalChange(f"suggest in {self.state}")
        to = InquiryState.ASKED if by == self.asker else InquiryState.ANSWERED
        return self._with(InquiryChange(to, by, at, times=times))

    def accept(self, start: dt.datetime, by: str, at: dt.datetime) -> Inquiry:
        """Return it with a suggested time agreed on. Raises IllegalChange for one's own and for other times.

        A talk with the method supervisor comes before the answer, and is not the answer.
        """
        own = (self.state is InquiryState.ANSWERED) is not (by == self.asker)
        if start not in self.suggested or own:
            raise IllegalChange(f"accept in {self.state}")
        asks_on = self.kind is InquiryKind.SUPERVISOR
        to = InquiryState.ASKED if asks_on else InquiryState.AGREED
        return self._with(InquiryChange(to, by, at, start=start))

    def agree(self, by: str, at: dt.datetime) -> Inquiry:
        """Return it answered with yes. Raises IllegalChange when that is the asker's own, or too late."""
        if by == self.asker:
            raise IllegalChange("one's own question")
        return self._with(InquiryChange(InquiryState.AGREED, by, at))

    def decline(self, reason: InquiryReason, by: str, at: dt.datetime) -> Inquiry:
        """Return it answered with no. Raises IllegalChange as `agree` does, and for another kind's reason."""
        if by == self.asker or reason not in REASONS[self.kind]:
            raise IllegalChange(f"decline by {by}: {reason}")
        return self._with(InquiryChange(InquiryState.DECLINED, by, at, reason))

    def close(self, reason: InquiryReason, at: dt.datetime) -> Inquiry:
        """Return it taken back by whoever asked, or used. Raises IllegalChange once it is over."""
        return self._with(InquiryChange(InquiryState.CLOSED, self.asker, at, reason))

    def _with(self, change: InquiryChange) -> Inquiry:
        self.must_lead_to(change.to)
        return replace(self, history=(*self.history, change))


def ask(
    *, code: str, kind: InquiryKind, asker: str, service: str | None, post: str, at: dt.datetime
) -> Inquiry:
    """Return a new inquiry; the only way one comes into being."""
    return Inquiry(Code(code), kind, asker, service, post, (InquiryChange(InquiryState.ASKED, asker, at),))


def is_code(text: str) -> bool:
    """Tell whether a text is shaped like the code of an inquiry."""
    return is_any_code(text, Prefix.INQUIRY)
