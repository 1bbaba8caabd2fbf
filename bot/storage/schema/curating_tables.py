"""The table of changes of the texts that curators proposed."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import _NUMBER, Moment, metadata

kb_change = sa.Table(
    "kb_change",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("texts", sa.JSON, nullable=False),
    sa.Column("groups", sa.JSON, nullable=False),
    sa.Column("by_person", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("stage", sa.Text, nullable=False, index=True),
    sa.Column("patch", sa.Text, nullable=False),
    sa.Column("effect", sa.JSON),
    sa.Column("decided_by", sa.Text, nullable=False),
    sa.Column("decided_at", Moment),
    sqlite_autoincrement=True,
)
