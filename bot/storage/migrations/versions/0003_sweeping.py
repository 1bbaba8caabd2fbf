"""What the sweep needs: addresses of people; of a notice its key, its tries, and whether it was passed on."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns and their indexes."""
    op.add_column("person", sa.Column("email", sa.Text))
    op.add_column("outbox", sa.Column("key", sa.Text))
    op.add_column("outbox", sa.Column("tries", sa.Integer, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("next_try_at", Moment))
    op.add_column("outbox", sa.Column("passed_on_at", Moment))
    op.create_index("ix_outbox_key", "outbox", ["key"], unique=True)
    op.create_index("ix_outbox_waiting", "outbox", ["delivered_at", "passed_on_at", "number"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_outbox_waiting", "outbox")
    op.drop_index("ix_outbox_key", "outbox")
    for column in ("passed_on_at", "next_try_at", "tries", "key"):
        op.drop_column("outbox", column)
    op.drop_column("person", "email")
