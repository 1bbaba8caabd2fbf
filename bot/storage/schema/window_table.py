"""The table that says which earlier programs may still run beside the newest tables."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import metadata

schema_window = sa.Table(
    "schema_window",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("oldest", sa.Text, nullable=False),
)
"""One row: the oldest version whose program can read and write these tables. See docs/upgrading.md."""
