"""What those who run the place need: the off-switch, which replicas there are, and what only one may do."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables: the service is on, and no replica is known yet."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "switched_off",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", Moment, index=True),
    )
    op.create_table(
        "replica",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("schema", sa.Text, nullable=False),
        sa.Column("began_at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=False),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )


def downgrade() -> None:
    """Remove them: an earlier version cannot be switched off."""
    for table in ("lease", "replica", "switched_off"):
        op.drop_table(table)
