"""Which replicas run, and what only one of them may do at a time."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.ports.replicas import ReplicaSeen
from bot.storage.database import transaction
from bot.storage.schema.operation_tables import lease as leases
from bot.storage.schema.operation_tables import replica as replicas

GONE = dt.timedelta(days=1)
"""After so long without a sign of life a replica's row is let go of."""


class SqlReplicas:
    """See ports.Replicas. Each call is one transaction."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def beat(self, one: ReplicaSeen) -> None:
        """See ports.Replicas."""
        values = {"id": one.id, "version": one.version, "schema": one.schema}
        async with transaction(self._engine, alone=False) as connection:
            here = replicas.update().where(replicas.c.id == one.id).values(seen_at=one.seen_at)
            if not (await connection.execute(here)).rowcount:
                fresh = {**values, "began_at": one.began_at, "seen_at": one.seen_at}
                await connection.execute(replicas.insert().values(**fresh))
                await connection.execute(replicas.delete().where(replicas.c.seen_at < one.seen_at - GONE))
            await connection.commit()

    async def seen_since(self, at: dt.datetime) -> tuple[ReplicaSeen, ...]:
        """See ports.Replicas."""
        query = (
            sa.select(replicas).where(replicas.c.seen_at >= at).order_by(replicas.c.began_at, replicas.c.id)
        )
        async with transaction(self._engine, reading=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(ReplicaSeen(**row) for row in rows)

    async def leave(self, name: str) -> None:
        """See ports.Replicas."""
        async with transaction(self._engine, alone=False) as connection:
            await connection.execute(replicas.delete().where(replicas.c.id == name))
            await connection.execute(leases.delete().where(leases.c.holder == name))
            await connection.commit()

    async def hold(self, what: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """See ports.Replicas."""
        async with transaction(self._engine, alone=False) as connection:
            free = (leases.c.name == what) & ((leases.c.holder == holder) | (leases.c.until < now))
            taken = leases.update().where(free).values(holder=holder, until=until)
            held = bool((await connection.execute(taken)).rowcount) or await _first(
                connection, what, holder, until
            )
            await connection.commit()
        return held

    async def let_go(self, what: str, holder: str) -> None:
        """See ports.Replicas."""
        async with transaction(self._engine, alone=False) as connection:
            await connection.execute(leases.delete().where(leases.c.name == what, leases.c.holder == holder))
            await connection.commit()


async def _first(connection: AsyncConnection, what: str, holder: str, until: dt.datetime) -> bool:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    made = insert(leases).values(name=what, holder=holder, until=until).on_conflict_do_nothing()
    return bool((await connection.execute(made)).rowcount)
