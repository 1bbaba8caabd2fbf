"""The tables of signing in on the web: whose an account is, and the sessions."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.schema.tables import Moment, metadata

sign_in = sa.Table(
    "sign_in",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
)
"""Whose an account at the provider of sign-ins is. `subject` is a digest: it names nobody by itself."""

web_session = sa.Table(
    "web_session",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, nullable=False, index=True),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("sid", sa.Text, nullable=False, index=True),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False, index=True),
    sa.Column("proved_at", Moment, nullable=False),
)
"""Sign-ins that hold. The token that opens one is in one browser only; here is its digest."""
