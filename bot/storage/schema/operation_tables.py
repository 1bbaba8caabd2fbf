"""The tables of those who run the place: switched off, which replicas there are, who alone does something."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

switched_off = sa.Table(
    "switched_off",
    metadata,
    sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("until", Moment, index=True),
)
"""Each time the service was switched off, and why. The one that has no end holds now."""

replica = sa.Table(
    "replica",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("schema", sa.Text, nullable=False),
    sa.Column("began_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
)
"""The processes that run now, each with its version; one that was not seen for a while is gone."""

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("until", Moment, nullable=False),
)
"""What only one replica may do at a time, such as fetching Telegram's updates, and until when it is its."""
