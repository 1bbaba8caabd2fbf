"""Accounts at a provider of sign-ins, and the sessions on the web."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_in",
        sa.Column("subject", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False, index=True),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "web_session",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False, index=True),
        sa.Column("subject", sa.Text, nullable=False, index=True),
        sa.Column("sid", sa.Text, nullable=False, index=True),
        sa.Column("begun_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False, index=True),
        sa.Column("proved_at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove them: everybody is signed out."""
    op.drop_table("web_session")
    op.drop_table("sign_in")
