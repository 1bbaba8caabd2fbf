"""The table of what an admin changed in the directory."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

directory_entry = sa.Table(
    "directory_entry",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("entry", sa.JSON(none_as_null=True)),
    sa.Column("at", Moment, nullable=False),
)
"""Teams, posts and services over those of directory.yaml; null: there is none any more.

Nobody's: who wrote it stands in the trail.
"""
