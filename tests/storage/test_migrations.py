"""The schema: made from nothing, made once, the same as the tables in code, and never older than its data."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from bot.domain.ports.store import StoreFault
from bot.storage.database import transaction
from bot.storage.migrate import NewerDatabase, differences
from bot.storage.schema.tables import metadata
from bot.storage.store import Store
from tests.domain.making import directory


async def tables_of(store: Store) -> set[str]:
    """Return the names of the tables that are there."""
    async with transaction(store.engine, reading=True) as connection:
        return set(await connection.run_sync(lambda plain: sa.inspect(plain).get_table_names()))


async def run(store: Store, sql: str) -> None:
    """Write with plain SQL."""
    async with transaction(store.engine) as connection:
        await connection.execute(sa.text(sql))
        await connection.commit()


async def test_from_empty_to_the_newest_version(empty: str) -> None:
    """An empty database gets every table; the answer says from which version to which."""
    store = Store(empty, directory())
    assert not await store.ready()
    before, after = await store.upgrade()
    assert (before, bool(after)) == (None, True)
    assert set(metadata.tables) | {"alembic_version"} == await tables_of(store)
    assert await store.ready()
    await store.close()


async def test_twice_is_harmless(store: Store) -> None:
    """The second time nothing changes."""
    before, after = await store.upgrade()
    assert before == after


async def test_two_that_start_at_once(empty: str) -> None:
    """Replicas that start together on an empty database both come up."""
    replicas = [Store(empty, directory()) for _ in range(4)]
    versions = await asyncio.gather(*(replica.upgrade() for replica in replicas))
    assert len({after for _, after in versions}) == 1
    assert all([await replica.ready() for replica in replicas])
    for replica in replicas:
        await replica.close()


async def test_tables_in_code_and_in_the_database_are_the_same(store: Store) -> None:
    """A column that only one of the two has is found here, not by a user."""
    async with transaction(store.engine, reading=True) as connection:
        assert await connection.run_sync(differences) == []


async def test_a_difference_would_be_found(store: Store) -> None:
    """The comparison does compare: a column too many in the database is named."""
    await run(store, "ALTER TABLE person ADD COLUMN diagnosis TEXT")
    async with transaction(store.engine, reading=True) as connection:
        assert "diagnosis" in str(await connection.run_sync(differences))


async def test_a_newer_database_is_left_alone(store: Store) -> None:
    """A version that this program does not know is refused before anything is written."""
    await run(store, "UPDATE alembic_version SET version_num = '9999'")
    await run(store, "UPDATE schema_window SET oldest = '9999'")
    with pytest.raises(NewerDatabase, match="9999"):
        await store.upgrade()


async def test_an_upgrade_that_fails_leaves_nothing_half_done(empty: str) -> None:
    """When a table is in the way, the tables made before it are undone, and it works once that is gone."""
    store = Store(empty, directory())
    await run(store, "CREATE TABLE audit (x TEXT)")
    with pytest.raises(StoreFault, match="audit"):
        await store.upgrade()
    assert await tables_of(store) - {"alembic_version"} == {"audit"}
    await run(store, "DROP TABLE audit")
    await store.upgrade()
    assert await store.ready()
    await store.close()
