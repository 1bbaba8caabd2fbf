"""Who was given access by whom, since when, and until which day."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table; of people from before nothing is known."""
    op.create_table(
        "access",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("since", Moment, nullable=False),
        sa.Column("by_person", sa.Text, nullable=False),
        sa.Column("until", sa.Date, index=True),
        sa.Column("confirmed_at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove it: everybody keeps what they have."""
    op.drop_table("access")
