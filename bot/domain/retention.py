"""What is kept about people, why and how long: the one table.

"What do you keep about me?", the deletion job, "delete me", the export and docs/storage.md all read it. Its
words stand under `keeping.kind.<kind>`. A new table of the database gets one line here: `HeldTable(...)` in a
row that fits, or a row of its own. A test fails until every column stands in exactly one row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.organisation.house_rules import DEFAULT, HouseRules

Source = tuple[str, str]
"""The id of a source and the section."""


class OnDeletion(StrEnum):
    """What happens to a person's rows when that person is deleted."""

    REMOVED = "removed"
    REPLACED = "replaced"
    """The row stays; a pseudonym that only tells the role takes the person's place."""
    UNLINKED = "unlinked"
    """The row stays untouched: it names a reference whose meaning is gone with the person's row."""
    NOBODY = "nobody"
    """The row names no person."""


@dataclass(frozen=True, slots=True)
class HeldTable:
    """A table. `who` are the columns that name the person a row belongs to, by id or by reference.

    `about` are columns with something about a person or in somebody's words; `bare` all others. In
    `mentions` (some of `about`) other people's rows may name a person, too: deletion looks there.
    """

    table: str
    who: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """A row of `table` is let go when the moment or day in `since` lies `days` back; never while it is empty.

    Letting go is deleting, unless `bot/storage/repositories/retention.py` has a gentler way for the table.
    """

    table: str
    since: str
    days: int


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One kind of data. No limit means: until the person is deleted, or as long as the service decides.

    `sources` is empty where none of the sources says that or how long it must be kept.
    """

    kind: str
    held: tuple[HeldTable, ...]
    leaving: OnDeletion
    limits: tuple[Limit, ...] = ()
    sources: tuple[Source, ...] = ()


PROFILE = RetentionRule(
    "profile",
    (
        HeldTable(
            "person",
            who=("id",),
            about=("role", "service", "post", "name", "lang", "email", "phone_hours"),
            bare=("ref",),
        ),
    ),
    OnDeletion.REMOVED,
)
TALK = RetentionRule(
    "talk",
    (HeldTable("session", who=("person",), about=("state",), bare=("at",)),),
    OnDeletion.REMOVED,
    (Limit("session", "at", 30),),
)
ANSWERED = RetentionRule(
    "answered",
    (
        HeldTable(
            "taken_update",
            who=("person",),
            about=("update_id", "said", "mine"),
            bare=("channel", "at"),
            mentions=("said",),
        ),
    ),
    OnDeletion.REMOVED,
    (Limit("taken_update", "at", 7),),
)
REFERRALS = RetentionRule(
    "referrals",
    (
        HeldTable(
            "referral",
            who=("clinician",),
            about=("consent",),
            bare=(
                *("code", "service", "post", "state", "is_open", "version", "changed_at"),
                *("waiting_since", "suggested"),
            ),
            mentions=("consent",),
        ),
        HeldTable(
            "referral_change",
            who=("by_person",),
            about=("replaced", "talk"),
            bare=("code", "number", "to_state", "at", "reason", "milestone", "post", "narrowed"),
            mentions=("replaced", "talk"),
        ),
    ),
    OnDeletion.REPLACED,
    (Limit("referral", "changed_at", 730),),
    (("pvf", "art. 7"), ("ef", "§§ 3-2, 3-4"), ("hpl", "§ 22")),
)
INQUIRIES = RetentionRule(
    "inquiries",
    (
        HeldTable(
            "inquiry_change",
            who=("by_person",),
            bare=(*("code", "number", "to_state", "at"), *("reason", "times", "start")),
        ),
        HeldTable(
            "inquiry",
            who=("asker",),
            bare=(*("code", "kind", "service", "post"), *("state", "is_open", "version", "changed_at")),
        ),
    ),
    OnDeletion.REPLACED,
    (Limit("inquiry", "changed_at", 365),),
)
NEWS = RetentionRule(
    "news",
    (
        HeldTable(
            "outbox",
            who=("person",),
            about=("places",),
            bare=(*("number", "post", "text_key", "buttons", "at", "delivered_at", "key", "passed_on_at"),),
            mentions=("places",),
        ),
    ),
    OnDeletion.REMOVED,
    (Limit("outbox", "delivered_at", 90), Limit("outbox", "at", 180)),
)
AUDIT = RetentionRule(
    "audit",
    (
        HeldTable("audit", who=("ref",), bare=("number", "at", "action", "thing", "previous", "hash")),
        HeldTable("audit_head", bare=("id", "number", "hash")),
        HeldTable("seen_clock", bare=("id", "at")),
        HeldTable("switched_off", bare=("number", "at", "reason", "until")),
        HeldTable("replica", bare=("id", "version", "schema", "began_at", "seen_at")),
        HeldTable("directory_entry", bare=("kind", "id", "entry", "at")),
        HeldTable("lease", bare=("name", "holder", "until")),
        HeldTable("schema_window", bare=("id", "oldest")),
    ),
    OnDeletion.UNLINKED,
)
COUNTS = RetentionRule(
    "counts",
    (HeldTable("question_count", about=("role",), bare=("day", "topic", "outcome", "lang", "count")),),
    OnDeletion.NOBODY,
    (Limit("question_count", "day", 730),),
)
SERVICE_COUNTS = RetentionRule(
    "service_counts",
    (HeldTable("service_question_count", bare=("day", "service", "count")),),
    OnDeletion.NOBODY,
    (Limit("service_question_count", "day", 730),),
)
UNANSWERED = RetentionRule(
    "unanswered",
    (HeldTable("unanswered", about=("text", "same"), bare=("number", "lang", "day")),),
    OnDeletion.NOBODY,
    (Limit("unanswered", "day", 90),),
)
KB_CHANGES = RetentionRule(
    "kb_changes",
    (
        HeldTable(
            "kb_change",
            who=("by_person", "decided_by"),
            about=("texts", "patch", "effect"),
            bare=("number", "kind", "topic", "groups", "at", "stage", "decided_at"),
        ),
    ),
    OnDeletion.REPLACED,
    (Limit("kb_change", "at", 730),),
)
ABSENCE = RetentionRule(
    "absence",
    (
        HeldTable("absence", about=("first_day", "last_day"), bare=("post",)),
        HeldTable("own_absence", who=("person",), about=("first_day", "last_day")),
    ),
    OnDeletion.REMOVED,
    (Limit("absence", "last_day", 30), Limit("own_absence", "last_day", 30)),
)
COURSE = RetentionRule(
    "course",
    (
        HeldTable("course_reminder", who=("person",), about=("since",)),
        HeldTable("course_learner", who=("person",), about=("version",), bare=("at",)),
    ),
    OnDeletion.REMOVED,
    (Limit("course_reminder", "since", 40), Limit("course_learner", "at", 730)),
)
NEWSLETTERS = RetentionRule(
    "newsletters",
    (HeldTable("newsletter", about=("texts",), bare=("number", "phase", "told", "readers", "at")),),
    OnDeletion.NOBODY,
    (Limit("newsletter", "at", 730),),
)
SUBSCRIPTIONS = RetentionRule(
    "subscriptions",
    (HeldTable("newsletter_subscriber", who=("person",), bare=("since", "told")),),
    OnDeletion.REMOVED,
)
EVENTS = RetentionRule(
    "events",
    (
        HeldTable("event", bare=("number", "kind", "place", "start", "minutes", "every", "until", "off_at")),
        HeldTable("event_signup", who=("person",), about=("day",), bare=("event", "until")),
    ),
    OnDeletion.REMOVED,
    (Limit("event", "until", 90), Limit("event_signup", "until", 30)),
)
INSTRUCTION = RetentionRule(
    "instruction",
    (
        HeldTable("instruction_receipt", who=("person",), bare=("version", "at")),
        HeldTable("instruction_reading", who=("person",), bare=("version", "until", "reminded_at")),
    ),
    OnDeletion.REMOVED,
    (Limit("instruction_receipt", "at", 1095), Limit("instruction_reading", "until", 730)),
)
CHANNELS = RetentionRule(
    "channels",
    (
        HeldTable(
            "account",
            who=("person",),
            about=("channel_user", "chat", "address"),
            bare=("channel", "used_at", "left_at"),
        ),
        HeldTable("invitation", who=("person",), about=("used_by",), bare=("digest", "expires_at", "team")),
    ),
    OnDeletion.REMOVED,
    (Limit("account", "left_at", 90), Limit("invitation", "expires_at", 7)),
)
ACCESS = RetentionRule(
    "access",
    (HeldTable("access", who=("person",), about=("by_person", "until"), bare=("since", "confirmed_at")),),
    OnDeletion.REMOVED,
)
SIGN_INS = RetentionRule(
    "sign_ins",
    (
        HeldTable("sign_in", who=("person",), about=("subject",), bare=("at",)),
        HeldTable(
            "web_session",
            who=("person",),
            about=("subject", "sid"),
            bare=("digest", "begun_at", "seen_at", "proved_at"),
        ),
    ),
    OnDeletion.REMOVED,
    (Limit("web_session", "seen_at", 2),),
)
TEAM_CHANNELS = RetentionRule(
    "team_channels",
    (HeldTable("team_channel", bare=("team", "channel", "chat", "address", "lang", "at")),),
    OnDeletion.NOBODY,
)
POSTINGS = RetentionRule(
    "postings",
    (
        HeldTable(
            "posting",
            who=("person",),
            about=("chat", "address", "reply"),
            bare=(
                *("number", "channel", "act", "lang", "news", "message", "thing", "at"),
                *("tries", "next_try_at", "done_at", "carried", "made"),
            ),
            mentions=("reply",),
        ),
    ),
    OnDeletion.REMOVED,
    (Limit("posting", "done_at", 90), Limit("posting", "at", 180)),
)

KEPT: tuple[RetentionRule, ...] = (
    *(PROFILE, TALK, ANSWERED, REFERRALS, INQUIRIES, NEWS),
    *(CHANNELS, ACCESS, SIGN_INS, TEAM_CHANNELS, POSTINGS, AUDIT),
    *(COUNTS, SERVICE_COUNTS, UNANSWERED, ABSENCE, COURSE),
    *(NEWSLETTERS, SUBSCRIPTIONS, EVENTS, INSTRUCTION, KB_CHANGES),
)
"""Every row, in the order in which it is shown."""

LIMITS: tuple[Limit, ...] = tuple(limit for row in KEPT for limit in row.limits)
"""Every limit, in the order in which the deletion job goes over them."""


def limits_of(row: RetentionRule, rules: HouseRules = DEFAULT) -> tuple[Limit, ...]:
    """Return the limits of a kind of data as the house has set them."""
    set_here = rules.keep_days.get(row.kind)
    if set_here is None:
        return row.limits
    return tuple(replace(limit, days=days) for limit, days in zip(row.limits, set_here, strict=True))


def limits(rules: HouseRules) -> tuple[Limit, ...]:
    """Return every limit as the house has set it, in the order of `LIMITS`."""
    return tuple(limit for row in KEPT for limit in limits_of(row, rules))


def days(row: RetentionRule, rules: HouseRules = DEFAULT) -> dict[str, int]:
    """Return the places of the words on how long: `days`, and `other` where a second limit holds."""
    names = ("days", "other")
    return {name: limit.days for name, limit in zip(names, limits_of(row, rules), strict=False)}
