"""The tables of inquiries. No column can hold free text, or who a patient is."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

inquiry = sa.Table(
    "inquiry",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("asker", sa.Text, nullable=False),
    sa.Column("service", sa.Text),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Index("ix_inquiry_asker", "asker", "is_open", "changed_at"),
    sa.Index("ix_inquiry_post", "post", "is_open", "changed_at"),
    sa.Index("ix_inquiry_open", "is_open", "code"),
)

change = sa.Table(
    "inquiry_change",
    metadata,
    sa.Column("code", sa.Text, sa.ForeignKey(inquiry.c.code), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("to_state", sa.Text, nullable=False),
    sa.Column("by_person", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("times", sa.Text, nullable=False, default="", server_default=""),
    sa.Column("start", sa.Text),
)
"""`times` and `start` are what clocks in Norway show, as ISO without a zone; several are parted by commas."""
