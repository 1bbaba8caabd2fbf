"""What somebody wrote, masked, where that person wants the talk kept."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
serves = "0019"


def upgrade() -> None:
    """Add the column; nobody has wished it yet."""
    op.add_column("taken_update", sa.Column("mine", sa.Text))


def downgrade() -> None:
    """Remove it, and what was kept in it."""
    with op.batch_alter_table("taken_update") as table:
        table.drop_column("mine")
