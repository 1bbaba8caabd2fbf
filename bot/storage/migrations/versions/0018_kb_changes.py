"""Changes of the texts that curators proposed, and what they would do."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the table; nothing is proposed yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "kb_change",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("groups", sa.JSON, nullable=False),
        sa.Column("by_person", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False, index=True),
        sa.Column("stage", sa.Text, nullable=False, index=True),
        sa.Column("patch", sa.Text, nullable=False),
        sa.Column("effect", sa.JSON),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", Moment),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("kb_change")
