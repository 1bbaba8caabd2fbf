"""Inquiries: what one member of staff asks another, and each step of it."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the two tables and their indexes."""
    inquiry = op.create_table(
        "inquiry",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("asker", sa.Text, nullable=False),
        sa.Column("service", sa.Text),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    op.create_index("ix_inquiry_asker", "inquiry", ["asker", "is_open", "changed_at"])
    op.create_index("ix_inquiry_post", "inquiry", ["post", "is_open", "changed_at"])
    op.create_index("ix_inquiry_open", "inquiry", ["is_open", "code"])
    op.create_table(
        "inquiry_change",
        sa.Column("code", sa.Text, sa.ForeignKey(inquiry.c.code), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("to_state", sa.Text, nullable=False),
        sa.Column("by_person", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("times", sa.Text, nullable=False, server_default=""),
        sa.Column("start", sa.Text),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("inquiry_change")
    for index in ("ix_inquiry_open", "ix_inquiry_post", "ix_inquiry_asker"):
        op.drop_index(index, "inquiry")
    op.drop_table("inquiry")
