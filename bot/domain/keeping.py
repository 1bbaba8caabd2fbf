"""What is kept about people, why and how long: the one table.

"What do you keep about me?", the deletion job, "delete me", the export and docs/storage.md all read it. Its
words stand under `keeping.kind.<kind>`. A new table of the database gets one line here: `Held(...)` in a row
that fits, or a row of its own. A test fails until every column stands in exactly one row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.house_rules import DEFAULT, HouseRules

Source = tuple[str, str]
"""The id of a source and the section."""


class Leaving(StrEnum):
    """What happens to a person's rows when that person is deleted."""

    REMOVED = "removed"
    REPLACED = "replaced"
    """The row stays; a pseudonym that only tells the role takes the person's place."""
    UNLINKED = "unlinked"
    """The row stays untouched: it names a reference whose meaning is gone with the person's row."""
    NOBODY = "nobody"
    """The row names no person."""


@dataclass(frozen=True, slots=True)
class Held:
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

    Letting go is deleting, unless storage has a gentler way for the table (`bot/storage/letting_go.py`).
    """

    table: str
    since: str
    days: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of data. No limit means: until the person is deleted, or as long as the service decides.

    `sources` is empty where none of the sources says that or how long it must be kept.
    """

    kind: str
    held: tuple[Held, ...]
    leaving: Leaving
    limits: tuple[Limit, ...] = ()
    sources: tuple[Source, ...] = ()


PROFILE = Keeping(
    "profile",
    (
        Held(
            "person",
            who=("id",),
            about=("role", "service", "post", "name", "lang", "email", "phone_hours"),
            bare=("ref",),
        ),
    ),
    Leaving.REMOVED,
)
TALK = Keeping(
    "talk",
    (Held("session", who=("person",), about=("state",), bare=("at",)),),
    Leaving.REMOVED,
    (Limit("session", "at", 30),),
)
ANSWERED = Keeping(
    "answered",
    (
        Held(
            "taken_update",
            who=("person",),
            about=("update_id", "said"),
            bare=("channel", "at"),
            mentions=("said",),
        ),
    ),
    Leaving.REMOVED,
    (Limit("taken_update", "at", 7),),
)
REFERRALS = Keeping(
    "referrals",
    (
        Held(
            "referral",
            who=("clinician",),
            about=("consent",),
            bare=(
                *("code", "service", "post", "state", "is_open", "version", "changed_at"),
                *("waiting_since", "suggested"),
            ),
            mentions=("consent",),
        ),
        Held(
            "referral_change",
            who=("by_person",),
            about=("replaced", "talk"),
            bare=("code", "number", "to_state", "at", "reason", "milestone", "post", "narrowed"),
            mentions=("replaced", "talk"),
        ),
    ),
    Leaving.REPLACED,
    (Limit("referral", "changed_at", 730),),
    (("pvf", "art. 7"), ("ef", "§§ 3-2, 3-4"), ("hpl", "§ 22")),
)
INQUIRIES = Keeping(
    "inquiries",
    (
        Held(
            "inquiry_change",
            who=("by_person",),
            bare=(*("code", "number", "to_state", "at"), *("reason", "times", "start")),
        ),
        Held(
            "inquiry",
            who=("asker",),
            bare=(*("code", "kind", "service", "post"), *("state", "is_open", "version", "changed_at")),
        ),
    ),
    Leaving.REPLACED,
    (Limit("inquiry", "changed_at", 365),),
)
NEWS = Keeping(
    "news",
    (
        Held(
            "outbox",
            who=("person",),
            about=("places",),
            bare=(
                *("number", "post", "text_key", "buttons", "at", "delivered_at", "key", "tries"),
                *("next_try_at", "passed_on_at"),
            ),
            mentions=("places",),
        ),
    ),
    Leaving.REMOVED,
    (Limit("outbox", "delivered_at", 90), Limit("outbox", "at", 180)),
)
AUDIT = Keeping(
    "audit",
    (
        Held("audit", who=("ref",), bare=("number", "at", "action", "thing", "previous", "hash")),
        Held("audit_head", bare=("id", "number", "hash")),
        Held("seen_clock", bare=("id", "at")),
    ),
    Leaving.UNLINKED,
)
COUNTS = Keeping(
    "counts",
    (Held("question_count", about=("role",), bare=("day", "topic", "outcome", "lang", "count")),),
    Leaving.NOBODY,
    (Limit("question_count", "day", 730),),
)
UNANSWERED = Keeping(
    "unanswered",
    (Held("unanswered", about=("text", "same"), bare=("number", "lang", "day")),),
    Leaving.NOBODY,
    (Limit("unanswered", "day", 90),),
)
ABSENCE = Keeping(
    "absence",
    (
        Held("absence", about=("first_day", "last_day"), bare=("post",)),
        Held("own_absence", who=("person",), about=("first_day", "last_day")),
    ),
    Leaving.REMOVED,
    (Limit("absence", "last_day", 30), Limit("own_absence", "last_day", 30)),
)
CHANNELS = Keeping(
    "channels",
    (
        Held(
            "account",
            who=("person",),
            about=("channel_user", "chat", "address"),
            bare=("channel", "used_at", "left_at"),
        ),
        Held("invitation", who=("person",), about=("used_by",), bare=("digest", "expires_at", "team")),
    ),
    Leaving.REMOVED,
    (Limit("account", "left_at", 90), Limit("invitation", "expires_at", 7)),
)
TEAM_CHANNELS = Keeping(
    "team_channels",
    (Held("team_channel", bare=("team", "channel", "chat", "address", "lang", "at")),),
    Leaving.NOBODY,
)
POSTINGS = Keeping(
    "postings",
    (
        Held(
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
    Leaving.REMOVED,
    (Limit("posting", "done_at", 90), Limit("posting", "at", 180)),
)

KEPT: tuple[Keeping, ...] = (
    *(PROFILE, TALK, ANSWERED, REFERRALS, INQUIRIES, NEWS),
    *(CHANNELS, TEAM_CHANNELS, POSTINGS, AUDIT, COUNTS, UNANSWERED, ABSENCE),
)
"""Every row, in the order in which it is shown."""

LIMITS: tuple[Limit, ...] = tuple(limit for row in KEPT for limit in row.limits)
"""Every limit, in the order in which the deletion job goes over them."""


def limits_of(row: Keeping, rules: HouseRules = DEFAULT) -> tuple[Limit, ...]:
    """Return the limits of a kind of data as the house has set them."""
    set_here = rules.keep_days.get(row.kind)
    if set_here is None:
        return row.limits
    return tuple(replace(limit, days=days) for limit, days in zip(row.limits, set_here, strict=True))


def limits(rules: HouseRules) -> tuple[Limit, ...]:
    """Return every limit as the house has set it, in the order of `LIMITS`."""
    return tuple(limit for row in KEPT for limit in limits_of(row, rules))


def days(row: Keeping, rules: HouseRules = DEFAULT) -> dict[str, int]:
    """Return the places of the words on how long: `days`, and `other` where a second limit holds."""
    names = ("days", "other")
    return {name: limit.days for name, limit in zip(names, limits_of(row, rules), strict=False)}
