"""What a turn leads to: replies, the next session, and effects.

Effects are plain data. Each has exactly one applier in `bot.storage`; a test fails if one has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.audit.entry import check
from bot.domain.case.inquiry import Inquiry
from bot.domain.case.referral import Referral
from bot.domain.curating.change import Effect as Measured
from bot.domain.curating.change import Proposal, Stage
from bot.domain.message.message import Reply
from bot.domain.organisation.changing import Entry, Kind
from bot.domain.person.availability import Absence, PhoneHours
from bot.domain.person.roster import Member
from bot.domain.turn.news import AnnounceEvent as AnnounceEvent
from bot.domain.turn.news import AskToRead as AskToRead
from bot.domain.turn.news import CallOffEvent as CallOffEvent
from bot.domain.turn.news import MoveNewsletter as MoveNewsletter
from bot.domain.turn.news import NoteLearned as NoteLearned
from bot.domain.turn.news import NoteRead as NoteRead
from bot.domain.turn.news import SignUp as SignUp
from bot.domain.turn.news import Subscribe as Subscribe
from bot.domain.turn.news import WriteNewsletter as WriteNewsletter
from bot.domain.turn.notice import CalendarMail, Notify
from bot.domain.turn.session import Session


class OutcomeKind(StrEnum):
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
    OFF = "off"


class Verdict(StrEnum):
    """What a reader said of an answer: it was one to the question, or not."""

    HELPED = "helped"
    MISSED = "missed"


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
class RemindOfCourse:
    """Remind a person of what was missed in the course, from now on; or not any more."""

    person: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """Count a question, or what was said of its answer, by topic, language, role and day; never a text.

    A question counts for its asker's `service`, too, apart from all the others; "" for who belongs to none.
    """

    topic: str
    kind: OutcomeKind | Verdict
    lang: str
    role: str
    service: str = ""


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
class ProposeChange:
    """Write that a curator proposes to change the texts. Nothing is changed by it."""

    proposal: Proposal
    by: str


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """Write what a proposed change looks like as a patch, and what it would do to all questions."""

    number: int
    patch: str
    effect: Measured


@dataclass(frozen=True, slots=True)
class DecideChange:
    """Write that a change was accepted, declined or taken in. What was not measured is not accepted."""

    number: int
    stage: Stage
    by: str


@dataclass(frozen=True, slots=True)
class Admit:
    """Let somebody be a member of staff, or change what they are. `by` is who says so, empty for the house.

    An empty name or e-mail address leaves the one that is known.
    """

    member: Member
    by: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmAccess:
    """Say again that somebody is to have the access they have: the yearly look at it."""

    person: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class SetEmail:
    """Write where somebody's e-mail goes; None: nowhere."""

    person: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Retire:
    """Let somebody be a member of staff no longer: signed out everywhere, unknown in every chat, no post."""

    person: str


@dataclass(frozen=True, slots=True)
class EndSessions:
    """Sign somebody out of every browser; the access stays."""

    person: str


@dataclass(frozen=True, slots=True)
class Manage:
    """Put on record that `by` changed somebody's access: whose it was stands beside, as a reference."""

    by: str
    person: str


@dataclass(frozen=True, slots=True)
class ChangeDirectory:
    """Write a team, post or service over that of directory.yaml; without an `entry` there is none any more.

    `by` is who says so, empty for the house.
    """

    kind: Kind
    id: str
    entry: Entry | None
    by: str = ""


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Delete a person, as `bot.domain.retention` says. The last effect of its turn: later ones find none."""

    person: str


@dataclass(frozen=True, slots=True)
class ForgetLines:
    """Let go of what a person wrote: the talk is not to be kept any more."""

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


@dataclass(frozen=True, slots=True)
class TrustClock:
    """Believe the machine's clock, however far it leapt: somebody looked at it."""


@dataclass(frozen=True, slots=True)
class SwitchOff:
    """Switch the whole service off: nobody is answered but whoever tells of danger.

    `by` is who does it, empty for whoever runs the place.
    """

    reason: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class SwitchOn:
    """Switch it on again."""

    by: str = ""


Effect = (
    OpenReferral
    | ChangeReferral
    | Notify
    | CalendarMail
    | ChooseLanguage
    | SetPhoneHours
    | SetAbsence
    | RemindOfCourse
    | CountQuestion
    | Audit
    | Invite
    | UnlinkChats
    | TellTeam
    | DisconnectTeam
    | KeepUnanswered
    | SettleUnanswered
    | ProposeChange
    | MeasureChange
    | DecideChange
    | Admit
    | ConfirmAccess
    | SetEmail
    | Retire
    | EndSessions
    | Manage
    | ChangeDirectory
    | ForgetPerson
    | ForgetLines
    | OpenInquiry
    | ChangeInquiry
    | TrustClock
    | SwitchOff
    | SwitchOn
    | Subscribe
    | WriteNewsletter
    | MoveNewsletter
    | AnnounceEvent
    | CallOffEvent
    | SignUp
    | AskToRead
    | NoteRead
    | NoteLearned
)


OF_ONE = (CountQuestion, ChooseLanguage)
"""Effects that concern nobody but the person whose turn it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything one turn leads to. `erase` asks the channel to delete the message that was just sent.

    `record` is what was shown or refused: written to the audit trail like an effect, but it changes nothing.
    `about` is what was asked about the answer shown before (source, simpler, …).
    """

    replies: tuple[Reply, ...]
    session: Session
    effects: tuple[Effect, ...] = ()
    kind: OutcomeKind = OutcomeKind.ANSWER
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
