"""How many questions each service asked on a day: apart from their topics, so that the rows tell nobody's."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
serves = "0019"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "service_question_count",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("service", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("service_question_count")
