"""The tables of what is told to everybody: newsletters, events, the instruction, the course's content."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

newsletter = sa.Table(
    "newsletter",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("phase", sa.Text, nullable=False, index=True),
    sa.Column("texts", sa.JSON, nullable=False),
    sa.Column("told", sa.Integer, nullable=False, default=0),
    sa.Column("readers", sa.Integer, nullable=False, default=0),
    sa.Column("at", Moment, nullable=False, index=True),
    sqlite_autoincrement=True,
)

subscriber = sa.Table(
    "newsletter_subscriber",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Column("told", _NUMBER, nullable=False, default=0),
    sa.Index("ix_newsletter_subscriber_told", "told", "person"),
)
"""`told` is the newest newsletter that this reader has in the post: where the sending goes on."""

event = sa.Table(
    "event",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("start", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("every", sa.Text, nullable=False),
    sa.Column("until", sa.Date, nullable=False, index=True),
    sa.Column("off_at", Moment),
    sqlite_autoincrement=True,
)
"""`start` is what the clocks in Norway show: a series keeps its hour over the change of clocks."""

signup = sa.Table(
    "event_signup",
    metadata,
    sa.Column("event", _NUMBER, primary_key=True, autoincrement=False),
    sa.Column("person", sa.Text, primary_key=True, index=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("until", sa.Date, nullable=False, index=True),
)
"""`day` is empty for all days of a series."""

receipt = sa.Table(
    "instruction_receipt",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("at", Moment, nullable=False, index=True),
)

reading = sa.Table(
    "instruction_reading",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("until", sa.Date, nullable=False, index=True),
    sa.Column("reminded_at", Moment),
)
"""Who was asked to read a version, and by which day."""

learner = sa.Table(
    "course_learner",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("version", sa.Date, nullable=False, index=True),
    sa.Column("at", Moment, nullable=False, index=True),
)
"""Which content of the course somebody learned, or was told of last."""
