"""Renewed consents and agreed talks in the history; when people can be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, and the table for those who hold no post."""
    op.add_column("referral_change", sa.Column("replaced", sa.JSON))
    op.add_column("referral_change", sa.Column("talk", sa.JSON))
    op.add_column("person", sa.Column("phone_hours", sa.Text))
    op.create_table(
        "own_absence",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("first_day", sa.Date, primary_key=True),
        sa.Column("last_day", sa.Date, nullable=False),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("own_absence")
    op.drop_column("person", "phone_hours")
    op.drop_column("referral_change", "talk")
    op.drop_column("referral_change", "replaced")
