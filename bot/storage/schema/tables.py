"""The tables. No column can hold a name, a birth number, a diagnosis or free text about a patient.

A referral's code can still be linked to a patient by whoever has the record: the rows are pseudonymised
health data (GDPR art. 4 (5), 9).
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

import sqlalchemy as sa


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """A point in time with its zone: stored as UTC, since SQLite keeps no zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Refuse a naive time, which would mean something else on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


metadata = sa.MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("service", sa.Text),
    sa.Column("post", sa.Text, index=True),
    sa.Column("name", sa.Text, nullable=False, default=""),
    sa.Column("lang", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("phone_hours", sa.Text),
    sa.Column("ref", sa.Text, default=lambda: secrets.token_hex(8)),  # stands for them in the audit trail
    sa.Index("ix_person_ref", "ref", unique=True),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("state", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
)

taken = sa.Table(
    "taken_update",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("update_id", sa.Text, primary_key=True),
    sa.Column("said", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("person", sa.Text, index=True),
    sa.Column("mine", sa.Text),  # what was written, masked: only where its person wants it kept
)

referral = sa.Table(
    "referral",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("clinician", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("consent", sa.JSON, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("waiting_since", Moment),
    sa.Column("suggested", sa.JSON),
    sa.Index("ix_referral_clinician", "clinician", "is_open", "changed_at"),
    sa.Index("ix_referral_post", "post", "is_open", "changed_at"),
    sa.Index("ix_referral_waiting", "post", "waiting_since"),
    sa.Index("ix_referral_open", "is_open", "code"),
)

change = sa.Table(
    "referral_change",
    metadata,
    sa.Column("code", sa.Text, sa.ForeignKey("referral.code"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("to_state", sa.Text, nullable=False),
    sa.Column("by_person", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("milestone", sa.Text),
    sa.Column("post", sa.Text),
    sa.Column("narrowed", sa.Text),
    sa.Column("replaced", sa.JSON(none_as_null=True)),
    sa.Column("talk", sa.JSON(none_as_null=True)),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("person", sa.Text),
    sa.Column("post", sa.Text),
    sa.Column("text_key", sa.Text, nullable=False),
    sa.Column("places", sa.JSON, nullable=False),
    sa.Column("buttons", sa.JSON, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("delivered_at", Moment),
    sa.Column("key", sa.Text),
    sa.Column("passed_on_at", Moment),
    sa.Index("ix_outbox_key", "key", unique=True),
    sa.Index("ix_outbox_person", "person", "number"),
    sa.Index("ix_outbox_post", "post", "number"),
    sa.Index("ix_outbox_waiting", "delivered_at", "passed_on_at", "number"),
    sqlite_autoincrement=True,
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

audit_head = sa.Table(
    "audit_head",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", _NUMBER, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

seen_clock = sa.Table(
    "seen_clock",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
)
"""One row: the newest time that a sweep believed. See `bot.domain.clock.trust`."""

question_count = sa.Table(
    "question_count",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("outcome", sa.Text, primary_key=True),
    sa.Column("lang", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)

service_question_count = sa.Table(
    "service_question_count",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
)
"""Apart from the topics: nobody's question can be told by where they work. "" stands for no service."""

own_absence = sa.Table(
    "own_absence",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("first_day", sa.Date, primary_key=True),
    sa.Column("last_day", sa.Date, nullable=False),
)

course_reminder = sa.Table(
    "course_reminder",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
)

absence = sa.Table(
    "absence",
    metadata,
    sa.Column("post", sa.Text, primary_key=True),
    sa.Column("first_day", sa.Date, primary_key=True),
    sa.Column("last_day", sa.Date, nullable=False),
)

account = sa.Table(
    "account",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("channel_user", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("chat", sa.Text, nullable=False),
    sa.Column("address", sa.JSON, nullable=False),
    sa.Column("used_at", Moment, nullable=False),
    sa.Column("left_at", Moment),
    sa.Index("ix_account_chat", "channel", "chat"),
)

invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("expires_at", Moment, nullable=False, index=True),
    sa.Column("used_by", sa.Text),
    sa.Column("team", sa.Text),
)

team_channel = sa.Table(
    "team_channel",
    metadata,
    sa.Column("team", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat", sa.Text, nullable=False),
    sa.Column("address", sa.JSON, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""Where new referrals to a team are told, by their code. Nobody's: who connected it stands in the trail."""

outbound = sa.Table(
    "posting",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("chat", sa.Text, nullable=False),
    sa.Column("address", sa.JSON, nullable=False),
    sa.Column("person", sa.Text, index=True),
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("reply", sa.JSON(none_as_null=True)),
    sa.Column("news", _NUMBER),
    sa.Column("message", sa.Text, nullable=False, default=""),
    sa.Column("thing", sa.Text, nullable=False, default=""),
    sa.Column("at", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False, default=0),
    sa.Column("next_try_at", Moment),
    sa.Column("done_at", Moment, index=True),
    sa.Column("carried", sa.Boolean, nullable=False, default=False),
    sa.Column("made", sa.Text, nullable=False, default=""),
    sa.Index("ix_posting_waiting", "done_at", "channel", "chat", "number"),
    sa.Index("ix_posting_thing", "thing", "channel", "chat"),
    sa.Index("ix_posting_news", "news"),
    sqlite_autoincrement=True,
)


unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("same", sa.Text, nullable=False, index=True),
    sqlite_autoincrement=True,
)
"""Questions without an answer, masked. Nobody's: there is no column for who asked."""
