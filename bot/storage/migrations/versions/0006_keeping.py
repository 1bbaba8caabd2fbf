"""What deletion needs: whose a remembered answer is; and questions without an answer, for curators."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHOSE = """UPDATE taken_update SET person = (
    SELECT id FROM person WHERE substr(taken_update.update_id, 1, length(id) + 1) = id || ':'
    ORDER BY length(id) DESC LIMIT 1)"""


def upgrade() -> None:
    """Add the column, the table and the indexes."""
    op.add_column("taken_update", sa.Column("person", sa.Text))
    op.execute(WHOSE)
    op.create_index("ix_taken_update_person", "taken_update", ["person"])
    op.create_index("ix_session_at", "session", ["at"])
    op.create_table(
        "unanswered",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("same", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_unanswered_day", "unanswered", ["day"])
    op.create_index("ix_unanswered_same", "unanswered", ["same"])


def downgrade() -> None:
    """Remove them."""
    op.drop_table("unanswered")
    op.drop_index("ix_session_at", "session")
    op.drop_index("ix_taken_update_person", "taken_update")
    op.drop_column("taken_update", "person")
