"""Which earlier programs may run beside the newest tables: so that replicas are replaced one by one."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
serves = "0019"
"""The oldest version whose program can still use the tables: an earlier one does not ask."""


def upgrade() -> None:
    """Make the table; what stands in it is written after each upgrade."""
    made = op.create_table(
        "schema_window",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("oldest", sa.Text, nullable=False),
    )
    op.bulk_insert(made, [{"id": 1, "oldest": serves}])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("schema_window")
