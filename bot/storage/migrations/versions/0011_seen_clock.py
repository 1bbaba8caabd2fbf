"""The newest time that the sweep saw on the clock, so that a clock that runs away ends nothing."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table; the first sweep writes its row."""
    op.create_table(
        "seen_clock",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("seen_clock")
