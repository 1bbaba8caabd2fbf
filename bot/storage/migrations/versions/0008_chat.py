"""What chat channels need: who is who there, invitations, and the post that goes out; the sweep's index."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("channel_user", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("used_at", Moment, nullable=False),
        sa.Column("left_at", Moment),
    )
    op.create_index("ix_account_person", "account", ["person"])
    op.create_index("ix_account_chat", "account", ["channel", "chat"])
    op.create_table(
        "invitation",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("used_by", sa.Text),
    )
    op.create_index("ix_invitation_person", "invitation", ["person"])
    op.create_index("ix_invitation_expires_at", "invitation", ["expires_at"])
    op.create_table(
        "posting",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("chat", sa.Text, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("lang", sa.Text, nullable=False),
        sa.Column("reply", sa.JSON),
        sa.Column("news", NUMBER),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_try_at", Moment),
        sa.Column("done_at", Moment),
        sa.Column("carried", sa.Boolean, nullable=False),
        sa.Column("made", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_posting_waiting", "posting", ["done_at", "channel", "chat", "number"])
    op.create_index("ix_posting_thing", "posting", ["thing", "channel", "chat"])
    op.create_index("ix_posting_news", "posting", ["news"])
    op.create_index("ix_posting_person", "posting", ["person"])
    op.create_index("ix_posting_done_at", "posting", ["done_at"])
    op.create_index("ix_referral_open", "referral", ["is_open", "code"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_referral_open", "referral")
    for table in ("posting", "invitation", "account"):
        op.drop_table(table)
