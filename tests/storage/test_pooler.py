"""PostgreSQL behind a pooler: the next transaction may meet a connection that somebody else used before."""

from __future__ import annotations

from bot.storage.database import transaction
from bot.storage.store import Store
from tests.contracts.house import desk, refer
from tests.domain.making import directory
from tests.fakes.postgres import Postgres

LEFT = "SELECT name FROM pg_prepared_statements WHERE name <> ''"


async def _left_behind(address: str) -> list[str]:
    """Make the tables and refer somebody; return which statements the server's connection still holds."""
    store = Store(address, directory())
    await store.upgrade()
    assert (await refer(desk(store))).replies[0].record
    async with transaction(store.engine, reading=True) as connection:
        left = (await connection.exec_driver_sql(LEFT)).scalars().all()
    await store.close()
    return [str(name) for name in left]


async def test_behind_a_pooler_no_statement_stays_on_the_connection(postgres: Postgres) -> None:
    """A name that stayed would meet itself: `prepared statement already exists`, and no start."""
    assert await _left_behind(f"{postgres.empty()}&pooler=transaction") == []


async def test_without_a_pooler_statements_stay_prepared(postgres: Postgres) -> None:
    """Then the connection is ours alone, and each statement is read once; so the test above can fail."""
    assert await _left_behind(postgres.empty()) != []
