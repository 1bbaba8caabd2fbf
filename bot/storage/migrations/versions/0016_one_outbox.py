"""One outbox: a letter is a delivery like any other, with the tries that its notice had until now."""

import sqlalchemy as sa
from alembic import op

from bot.storage.schema.tables import Moment

revision = "0016"
down_revision = "0015"

EMAIL = "email"
NOTICE = sa.table(
    "outbox",
    sa.column("number", sa.BigInteger),
    sa.column("person", sa.Text),
    sa.column("places", sa.JSON),
    sa.column("at", Moment),
    sa.column("delivered_at", Moment),
    sa.column("passed_on_at", Moment),
    sa.column("tries", sa.Integer),
    sa.column("next_try_at", Moment),
)
DELIVERY = sa.table(
    "posting",
    sa.column("channel", sa.Text),
    sa.column("chat", sa.Text),
    sa.column("address", sa.JSON),
    sa.column("person", sa.Text),
    sa.column("act", sa.Text),
    sa.column("lang", sa.Text),
    sa.column("news", sa.BigInteger),
    sa.column("message", sa.Text),
    sa.column("thing", sa.Text),
    sa.column("at", Moment),
    sa.column("tries", sa.Integer),
    sa.column("next_try_at", Moment),
    sa.column("done_at", Moment),
    sa.column("carried", sa.Boolean),
    sa.column("made", sa.Text),
)


def upgrade() -> None:
    """Carry over what was tried by e-mail already and has not arrived; the rest is decided by the sweep."""
    n = NOTICE.c
    tried = sa.select(n.number, n.person, n.places, n.at, n.tries, n.next_try_at).where(
        n.tries > 0, n.delivered_at.is_(None), n.passed_on_at.is_(None), n.person.is_not(None)
    )
    fixed = {"channel": EMAIL, "address": {"group": False, "place": {}}, "act": "hint", "lang": "nb"}
    rows = [
        {
            **fixed,
            **{"chat": row.person, "person": row.person, "news": row.number, "message": "", "made": ""},
            **{"thing": row.places.get("code", ""), "at": row.at, "carried": False},
            **{"tries": row.tries, "next_try_at": row.next_try_at},
        }
        for row in op.get_bind().execute(tried.order_by(n.number))
    ]
    if rows:
        op.bulk_insert(DELIVERY, rows)
    op.drop_column("outbox", "next_try_at")
    op.drop_column("outbox", "tries")


def downgrade() -> None:
    """Put the tries back beside their notices."""
    op.add_column("outbox", sa.Column("tries", sa.Integer, nullable=False, server_default="0"))
    op.add_column("outbox", sa.Column("next_try_at", Moment))
    d, connection = DELIVERY.c, op.get_bind()
    open_ = sa.select(d.news, d.tries, d.next_try_at).where(d.channel == EMAIL, d.done_at.is_(None))
    for row in connection.execute(open_).all():
        values = {"tries": row.tries, "next_try_at": row.next_try_at}
        connection.execute(NOTICE.update().where(NOTICE.c.number == row.news).values(**values))
    connection.execute(DELIVERY.delete().where(d.channel == EMAIL))
