"""The times that one side suggested for a talk, so that only what was suggested can be agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; suggestions from before are void, and can be made again."""
    op.add_column("referral", sa.Column("suggested", sa.JSON))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("referral", "suggested")
