"""Channels of teams in which new referrals are told, and the codes that connect them."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column, and make the table."""
    op.add_column("invitation", sa.Column("team", sa.Text))
    op.create_table(
        "team_channel",
        sa.Column("team", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove them, and the codes that would make a person of whoever writes them."""
    op.drop_table("team_channel")
    op.execute("DELETE FROM invitation WHERE team IS NOT NULL")
    op.drop_column("invitation", "team")
