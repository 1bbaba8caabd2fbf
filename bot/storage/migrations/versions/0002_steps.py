"""What a change says besides the state (milestone, post, narrower consent), and since when one waits."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0002"
down_revision = "0001"

NOTES = ("milestone", "post", "narrowed")

SINCE = """
UPDATE referral SET waiting_since = (
    SELECT max(at) FROM referral_change
    WHERE referral_change.code = referral.code AND referral_change.to_state = 'on-hold'
) WHERE state = 'on-hold'
"""
"""Before this version nothing but the change itself was written while a referral was on hold."""

SENT_TO = """
UPDATE referral_change SET post = (SELECT post FROM referral WHERE referral.code = referral_change.code)
WHERE number = 1
"""
"""Before this version no referral could leave the post that it was sent to."""


def upgrade() -> None:
    """Add the columns, and fill in what they hold for what is there already."""
    for column in NOTES:
        op.add_column("referral_change", sa.Column(column, sa.Text))
    op.add_column("referral", sa.Column("waiting_since", Moment))
    op.execute(SINCE)
    op.execute(SENT_TO)
    op.create_index("ix_referral_waiting", "referral", ["post", "waiting_since"])


def downgrade() -> None:
    """Remove the columns."""
    op.drop_index("ix_referral_waiting", "referral")
    op.drop_column("referral", "waiting_since")
    for column in NOTES:
        op.drop_column("referral_change", column)
