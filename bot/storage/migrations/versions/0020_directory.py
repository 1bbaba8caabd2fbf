"""What an admin changed in the directory."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0020"
down_revision = "0019"
serves = "0019"
"""A table more: the program before does not look at it, and has the directory of the file."""


def upgrade() -> None:
    """Make the table: what directory.yaml says holds until somebody changes it."""
    op.create_table(
        "directory_entry",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("entry", sa.JSON(none_as_null=True)),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove it: directory.yaml alone holds."""
    op.drop_table("directory_entry")
