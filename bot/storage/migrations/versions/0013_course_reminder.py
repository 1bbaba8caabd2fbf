"""Who wished to be reminded of what was missed in the course."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; nobody has wished it yet."""
    op.create_table(
        "course_reminder",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("since", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("course_reminder")
