"""The audit trail becomes a chain that only grows; people get a reference that says nothing about them."""

import datetime as dt
import secrets

import sqlalchemy as sa
from alembic import op

from bot.domain.audit.entry import AuditAction, begun, sealed, thing_of
from bot.storage.schema.guards import guard, unguard
from bot.storage.schema.tables import Moment

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RENAMED = {
    "referral.narrow": AuditAction.CONSENT_NARROWED,
    "referral.withdraw": AuditAction.CONSENT_WITHDRAWN,
}


def upgrade() -> None:
    """Give everybody a reference, chain what stands in the trail already, and forbid to change it."""
    connection = op.get_bind()
    refs = _references(connection)
    op.create_index("ix_person_ref", "person", ["ref"], unique=True)
    old = connection.execute(sa.text("SELECT number, person, action, thing FROM audit ORDER BY number")).all()
    times = _times(connection)
    op.drop_table("audit")
    audit = op.create_table(
        "audit",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("thing", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    head_table = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    head = begun()
    for row in old:
        ref = refs.setdefault(row.person, secrets.token_hex(8))
        thing = row.thing if row.thing == "all" else thing_of(row.thing)
        entry = sealed(head, times[row.number], ref, _action(row.action), thing)
        names = ("number", "at", "ref", "action", "thing", "previous", "hash")
        connection.execute(audit.insert().values(**{name: getattr(entry, name) for name in names}))
        head = type(head)(entry.number, entry.hash)
    connection.execute(head_table.insert().values(id=1, number=head.number, hash=head.hash))
    guard(connection)


def _references(connection: sa.Connection) -> dict[str, str]:
    op.add_column("person", sa.Column("ref", sa.Text))
    people = connection.execute(sa.text("SELECT id FROM person")).scalars().all()
    refs = {person: secrets.token_hex(8) for person in people}
    for person, ref in refs.items():
        connection.execute(sa.text("UPDATE person SET ref = :ref WHERE id = :id"), {"ref": ref, "id": person})
    return refs


def _times(connection: sa.Connection) -> dict[int, dt.datetime]:
    old = sa.table("audit", sa.column("number", NUMBER), sa.column("at", Moment))
    return {row.number: row.at for row in connection.execute(sa.select(old.c.number, old.c.at))}


def _action(action: str) -> str:
    known = RENAMED.get(action, action)
    return known if known in set(AuditAction) else AuditAction.EARLIER


def downgrade() -> None:
    """Take the chain apart; whom an entry refers to is written into it again."""
    connection = op.get_bind()
    unguard(connection)
    op.drop_table("audit_head")
    op.add_column("audit", sa.Column("person", sa.Text, nullable=False, server_default=""))
    op.execute(
        "UPDATE audit SET person = COALESCE((SELECT id FROM person WHERE person.ref = audit.ref), audit.ref)"
    )
    for column in ("ref", "previous", "hash"):
        op.drop_column("audit", column)
    op.drop_index("ix_person_ref", "person")
    op.drop_column("person", "ref")
