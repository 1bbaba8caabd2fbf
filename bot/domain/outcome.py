"""What a turn leads to: replies, the next session, and effects.

Effects are plain data. Each has exactly one applier in `bot.storage`; a test fails if one has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.audit import check
from bot.domain.inquiry import Inquiry
from bot.domain.message import Reply
from bot.domain.reach import Absence, PhoneHours
from bot.domain.referral import Referral
from bot.domain.session import Session


class Kind(StrEnum):
    """What a turn was, as `ask --jsonl` reports it."""

    ANSWER = "answer"
    LIKELY = "likely"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    EMERGENCY = "emergency"
    IDENTIFYING = "identifying"
    PERSON = "person"
    SMALLTALK = "smalltalk"
    DIALOG = "dialog"


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """Write a new referral. Its code must be new."""

    referral: Referral


@dataclass(frozen=True, slots=True)
class ChangeReferral:
    """Write a referral's new state over `expected_version`; somebody else's change in between is a fault."""

    referral: Referral
    expected_version: int


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell somebody else. Exactly one of `person` and `post`; the words are chosen in the reader's language.

    `key` names the text; `values` fill its places; a value that starts with "@" is itself a key of the words.
    `buttons` are (choice id, key of the label). What has a name in `once` is never written a second time.
    """

    key: str
    values: Mapping[str, str]
    person: str | None = None
    post: str | None = None
    buttons: tuple[tuple[str, str], ...] = ()
    once: str | None = None


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """Remember the language a person chose for good."""

    person: str
    lang: str


@dataclass(frozen=True, slots=True)
class SetPhoneHours:
    """Remember when a person takes the phone; None: no longer said."""

    person: str
    hours: PhoneHours | None


@dataclass(frozen=True, slots=True)
class SetAbsence:
    """Remember that somebody is away; None: back, so nothing that ends on `today` or later holds any more.

    With `post` it is the post's: new referrals go to the next in line meanwhile.
    """

    person: str
    post: str | None
    absence: Absence | None
    today: dt.date


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """Count a question by topic, outcome, language, role and day; never its text."""

    topic: str
    kind: Kind
    lang: str
    role: str


@dataclass(frozen=True, slots=True)
class Audit:
    """Write to the audit trail: who did what to which thing (a referral's code). See `domain.audit`.

    Raises ValueError when the action is not on the closed list, or the thing is a text.
    """

    person: str
    action: str
    thing: str

    def __post_init__(self) -> None:
        check(self.action, self.thing)


@dataclass(frozen=True, slots=True)
class Invite:
    """Let whoever has the code of this digest become the person in another channel, until a moment.

    With a `team` the code makes nobody anybody: it connects the channel it is written in with that team.
    """

    person: str
    digest: str
    expires_at: dt.datetime
    team: str | None = None


PRIVATE = "{private chat}"
"""Stands in a text for a team's channel where the address of the private chat is to be; storage knows it."""


@dataclass(frozen=True, slots=True)
class TellTeam:
    """Tell the channel of a team, if it has one. `replies` say it in each language; `PRIVATE` may be in it.

    What a channel reads is a code and the name of a post, nothing else.
    """

    team: str
    replies: Mapping[str, Reply]


@dataclass(frozen=True, slots=True)
class DisconnectTeam:
    """Let a team's channel, if it has one, be told nothing any more. `replies` are its last word."""

    person: str
    team: str
    replies: Mapping[str, Reply]


@dataclass(frozen=True, slots=True)
class UnlinkChats:
    """Make a person unknown in all chat channels; codes that were not used yet are void."""

    person: str


@dataclass(frozen=True, slots=True)
class KeepUnanswered:
    """Keep a question that could not be answered. `text` is masked; `same` groups like ones; nobody's id."""

    text: str
    same: str
    lang: str


@dataclass(frozen=True, slots=True)
class SettleUnanswered:
    """Let go of an unanswered question and all like it: a curator has dealt with it."""

    number: int


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Delete a person, as `bot.domain.keeping` says. The last effect of its turn: later ones find nobody."""

    person: str


@dataclass(frozen=True, slots=True)
class OpenInquiry:
    """Write a new inquiry. Its code must be new."""

    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class ChangeInquiry:
    """Write an inquiry's new state over `expected_version`; somebody else's change in between is a fault."""

    inquiry: Inquiry
    expected_version: int


Effect = (
    OpenReferral
    | ChangeReferral
    | Notify
    | ChooseLanguage
    | SetPhoneHours
    | SetAbsence
    | CountQuestion
    | Audit
    | Invite
    | UnlinkChats
    | TellTeam
    | DisconnectTeam
    | KeepUnanswered
    | SettleUnanswered
    | ForgetPerson
    | OpenInquiry
    | ChangeInquiry
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one turn leads to. `erase` asks the channel to delete the message that was just sent.

    `record` is what was shown or refused: written to the audit trail like an effect, but it changes nothing.
    `about` is what was asked about the answer shown before (source, simpler, …).
    """

    replies: tuple[Reply, ...]
    session: Session
    effects: tuple[Effect, ...] = ()
    kind: Kind = Kind.ANSWER
    topics: tuple[str, ...] = ()
    confidence: float = 1.0
    erase: bool = False
    lang: str = field(default="nb")
    record: tuple[Audit, ...] = ()
    about: str = ""

    @property
    def forgets(self) -> bool:
        """Tell whether the person who talks is deleted: nothing of this turn may be remembered."""
        return any(isinstance(effect, ForgetPerson) for effect in self.effects)
