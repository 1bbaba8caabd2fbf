"""The table of who has access: since when, by whom, and until which day."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

access = sa.Table(
    "access",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("since", Moment, nullable=False),
    sa.Column("by_person", sa.Text, nullable=False),
    sa.Column("until", sa.Date, index=True),
    sa.Column("confirmed_at", Moment, nullable=False),
)
"""People from before, and those that groups admit, have no row: nothing is known of who admitted them."""
