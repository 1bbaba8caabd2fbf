"""The first tables: people, talks, taken updates, referrals, outbox, audit, counts, absence."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("post", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("lang", sa.Text),
    )
    op.create_index("ix_person_post", "person", ["post"])
    op.create_table(
        "session",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "taken_update",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("update_id", sa.Text, primary_key=True),
        sa.Column("said", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("ix_taken_update_at", "taken_update", ["at"])
    _referrals()
    _outbox()
    op.create_table(
        "question_count",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("outcome", sa.Text, primary_key=True),
        sa.Column("lang", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "absence",
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("first_day", sa.Date, primary_key=True),
        sa.Column("last_day", sa.Date, nullable=False),
    )


def _referrals() -> None:
    op.create_table(
        "referral",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("clinician", sa.Text, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("consent", sa.JSON, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    op.create_index("ix_referral_clinician", "referral", ["clinician", "is_open", "changed_at"])
    op.create_index("ix_referral_post", "referral", ["post", "is_open", "changed_at"])
    op.create_table(
        "referral_change",
        sa.Column("code", sa.Text, sa.ForeignKey("referral.code"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_person", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.Text),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("person", sa.Text),
        sa.Column("post", sa.Text),
        sa.Column("text_key", sa.Text, nullable=False),
        sa.Column("places", sa.JSON, nullable=False),
        sa.Column("buttons", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("delivered_at", Moment),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_person", "outbox", ["person", "number"])
    op.create_index("ix_outbox_post", "outbox", ["post", "number"])
    op.create_table(
        "audit",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Remove everything."""
    for table in (
        "absence",
        "question_count",
        "audit",
        "outbox",
        "referral_change",
        "referral",
        "taken_update",
        "session",
        "person",
    ):
        op.drop_table(table)
