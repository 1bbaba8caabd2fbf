"""Newsletters, events, receipts of the instruction, and which content of the course was learned."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0017"
down_revision = "0016"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "course_learner",
    "instruction_reading",
    "instruction_receipt",
    "event_signup",
    "event",
    "newsletter_subscriber",
    "newsletter",
)
INDEXES = (
    ("newsletter", "phase"),
    ("newsletter", "at"),
    ("event", "until"),
    ("event_signup", "person"),
    ("event_signup", "until"),
    ("instruction_receipt", "at"),
    ("instruction_reading", "until"),
    ("course_learner", "version"),
    ("course_learner", "at"),
)


def upgrade() -> None:
    """Make the tables; nobody subscribes or has signed up yet."""
    op.create_table(
        "newsletter",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("readers", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "newsletter_subscriber",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("since", Moment, nullable=False),
        sa.Column("told", NUMBER, nullable=False),
    )
    op.create_index("ix_newsletter_subscriber_told", "newsletter_subscriber", ["told", "person"])
    op.create_table(
        "event",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("start", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("every", sa.Text, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("off_at", Moment),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event_signup",
        sa.Column("event", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("until", sa.Date, nullable=False),
    )
    _readers()
    _learners()
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])


def _readers() -> None:
    op.create_table(
        "instruction_receipt",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "instruction_reading",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("reminded_at", Moment),
    )
    op.create_table(
        "course_learner",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("version", sa.Date, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


def _learners() -> None:
    """Write who learned which content so far: it stands in their talks."""
    session = sa.table(
        "session", sa.column("person", sa.Text), sa.column("state", sa.JSON), sa.column("at", Moment)
    )
    learner = sa.table(
        "course_learner", sa.column("person", sa.Text), sa.column("version", sa.Date), sa.column("at", Moment)
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(session)).all():
        if learned := (row.state or {}).get("content_of"):
            values = {"person": row.person, "version": dt.date.fromisoformat(learned), "at": row.at}
            bind.execute(learner.insert().values(**values))


def downgrade() -> None:
    """Remove them."""
    for table in TABLES:
        op.drop_table(table)
