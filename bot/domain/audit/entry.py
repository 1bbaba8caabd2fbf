"""The audit trail: who did what to which thing, in a closed form, each entry sealed over the one before.

An entry holds no text of anybody: its action is one of a list, its thing a referral's code or the name of a
right, and the person an opaque reference. When the person is removed, the reference leads nowhere and the
trail still holds together. Source: pjl § 22 (information security).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case.code import Prefix, is_code

FIRST = "0" * 64
"""What the first entry has in place of the hash before it."""

HOUSE = "house"
"""The reference of whoever runs the place, on the command line: no person of the assistant."""

GROUP = "group"
"""The reference of somebody in a team's channel, where nobody is anybody."""

NOTHING = "-"
"""The thing of an entry that is about none, or about one that was named in no form we know."""

_THING = re.compile(r"-|[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


class AuditAction(StrEnum):
    """Everything that is put on record. Words for each stand under `audit.act` in the knowledge base."""

    OPEN = "referral.open"
    READ = "referral.read"
    RECEIVED = "referral.received"
    ACCEPTED = "referral.accepted"
    REJECTED = "referral.rejected"
    ON_HOLD = "referral.on-hold"
    FIRST_MEETING = "referral.first_meeting"
    JOB_SEARCH = "referral.job_search"
    JOB = "referral.job"
    EDUCATION = "referral.education"
    HANDED_OVER = "referral.handed_over"
    COMPLETED = "referral.completed"
    FAILED = "referral.failed"
    CANCEL = "referral.cancel"
    ASKED_TALK = "referral.contact.asked.talk"
    ASKED_THREE = "referral.contact.asked.three"
    AGREED_TALK = "referral.contact.agreed.talk"
    AGREED_THREE = "referral.contact.agreed.three"
    OFF_TALK = "referral.contact.off.talk"
    OFF_THREE = "referral.contact.off.three"
    CONSENT_GIVEN = "referral.consent.given"
    CONSENT_NARROWED = "referral.consent.narrowed"
    CONSENT_WITHDRAWN = "referral.consent.withdrawn"
    CONSENT_RENEWED = "referral.consent.renewed"
    RAN_OUT = "referral.consent.ran_out"
    PAUSED = "referral.consent.paused"
    EMPLOYER = "referral.consent.employer"
    ASKED = "inquiries.asked"
    ANSWERED = "inquiries.answered"
    AGREED = "inquiries.agreed"
    DECLINED = "inquiries.declined"
    CLOSED = "inquiries.closed"
    AUTHOR = "referral.author"
    EXPORT = "referral.export"
    TABLE = "referral.csv"
    ROLE = "person.role"
    SERVICE = "person.service"
    POST = "person.post"
    ADMITTED = "person.admitted"
    CONFIRMED = "person.confirmed"
    RETIRED = "person.retired"
    MANAGED = "person.managed"
    SIGNED_OUT = "person.signed_out"
    EMAIL = "person.email"
    AWAY = "person.away"
    BACK = "person.back"
    PHONE_HOURS = "person.hours"
    NO_PHONE_HOURS = "person.no_hours"
    PERSON_EXPORT = "person.export"
    PERSON_DELETE = "person.delete"
    LINKED = "person.linked"
    UNLINKED = "person.unlinked"
    INVITED = "person.invited"
    DIRECTORY = "organisation.changed"
    TEAM_CODE = "team.code"
    TEAM_CONNECTED = "team.connected"
    TEAM_DISCONNECTED = "team.disconnected"
    TEXT_PROPOSED = "text.proposed"
    TEXT_ACCEPTED = "text.accepted"
    TEXT_DECLINED = "text.declined"
    TEXT_TAKEN_IN = "text.taken-in"
    TRAIL_READ = "log.read"
    CLOCK_TRUSTED = "service.clock_trusted"
    COPIED = "service.copied"
    SWITCHED_OFF = "service.switched_off"
    SWITCHED_ON = "service.switched_on"
    NEWSLETTER_SENT = "letter.sent"
    NEWSLETTER_STOPPED = "letter.stopped"
    NEWSLETTER_RESUMED = "letter.resumed"
    NEWSLETTER_DROPPED = "letter.dropped"
    EVENT_ANNOUNCED = "event.announced"
    EVENT_OFF = "event.off"
    READING_ASKED = "reading.asked"
    RECEIPTS_READ = "reading.seen"
    DENIED = "denied"
    EARLIER = "earlier"
    """Something of an earlier version of the program that this list does not name."""


PASSIVE = frozenset({AuditAction.READ, AuditAction.EXPORT, AuditAction.DENIED})
"""What changes nothing: an entry of these does not put a change on record."""


def check(action: str, thing: str) -> None:
    """Raise ValueError for an action that is not on the list, or a thing that is not of the closed form."""
    AuditAction(action)
    if not _THING.fullmatch(thing):
        raise ValueError("a thing in the audit trail is a code or a name, never a text")


def thing_of(code: str) -> str:
    """Return a code that somebody asked for as a thing: itself when it has a code's form, else nothing."""
    asked = code.upper()
    return asked if is_code(asked, Prefix.REFERRAL) else NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as stored. `previous` is the hash of the entry before; `hash` seals all other fields."""

    number: int
    at: dt.datetime
    ref: str
    action: str
    thing: str
    previous: str
    hash: str

    @property
    def is_whole(self) -> bool:
        """Tell whether the seal fits what it seals."""
        return self.hash == seal(self.number, self.at, self.ref, self.action, self.thing, self.previous)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry, kept apart from the trail: without it the last entries could vanish unseen."""

    number: int
    hash: str

    def __str__(self) -> str:
        """Return the head as it is written down elsewhere: "number:hash"."""
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry for a reader, with the shown name of whoever it refers to; None when the person is gone.

    `whom` is the same for an entry whose thing is a person.
    """

    entry: Entry
    who: str | None
    whom: str | None = None


def head_of(text: str) -> Head:
    """Return the head that `str(head)` gave this text. Raises ValueError for any other text."""
    match = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip())
    if match is None:
        raise ValueError('a head is "number:hash"')
    return Head(int(match[1]), match[2])


def seal(number: int, at: dt.datetime, ref: str, action: str, thing: str, previous: str) -> str:
    """Return the hash over an entry's canonical form: a JSON list, in ASCII, with the time in UTC.

    JSON escapes every line break and control character, so no two different entries have one form.
    """
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    form = json.dumps(["1", number, moment, ref, action, thing, previous], separators=(",", ":"))
    return hashlib.sha256(form.encode("ascii")).hexdigest()


def sealed(head: Head, at: dt.datetime, ref: str, action: str, thing: str) -> Entry:
    """Return the entry that follows a head. Raises ValueError when it has no form for the trail."""
    check(action, thing)
    number = head.number + 1
    return Entry(number, at, ref, action, thing, head.hash, seal(number, at, ref, action, thing, head.hash))


def begun() -> Head:
    """Return the head of a trail without entries."""
    return Head(0, FIRST)


def unrecorded(changed: Iterable[str], recorded: Iterable[str]) -> frozenset[str]:
    """Return the codes of referrals that a turn would change without an entry in the trail."""
    return frozenset(changed) - frozenset(recorded)
