"""Ready means that something can be written now, and that the file is still the one that was opened."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.ports.store import StoreFault
from bot.storage.database import transaction
from bot.storage.store import Store
from tests.contracts import ruin
from tests.domain.making import directory


@pytest.fixture
async def filed(tmp_path: Path) -> AsyncIterator[Store]:
    """A database in a file."""
    opened = Store(f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite", directory())
    opened.make_folder()
    await opened.upgrade()
    yield opened
    await opened.close()


@pytest.mark.parametrize("way", [ruin.locked, ruin.read_only, ruin.corrupt], ids=lambda way: way.__name__)
async def test_not_ready_while_nothing_can_be_written(filed: Store, way: ruin.Way) -> None:
    """A file that can be read alone is not enough."""
    assert await filed.ready()
    undo = await way(filed)
    assert not await filed.ready()
    undo()


async def test_ready_over_every_storage(store: Store) -> None:
    """A healthy one is ready, again and again, and nothing of it shows."""
    before = await store.rows("audit")
    assert [await store.ready() for _ in range(3)] == [True] * 3
    assert await store.rows("audit") == before


@pytest.mark.parametrize("how", ["deleted", "replaced"])
async def test_a_file_that_is_gone(filed: Store, tmp_path: Path, how: str) -> None:
    """Nothing is acknowledged into a file that nobody will find again."""
    path = tmp_path / "ips.sqlite"
    path.rename(tmp_path / "elsewhere.sqlite")
    if how == "replaced":
        path.write_bytes((tmp_path / "elsewhere.sqlite").read_bytes())
    assert filed.is_gone
    assert not await filed.ready()
    with pytest.raises(StoreFault, match="moved or deleted"):
        async with transaction(filed.engine):
            pass


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    """A new database file is its owner's alone, whatever the machine's custom."""
    before = os.umask(0o022)
    try:
        Store(f"sqlite+aiosqlite:///{tmp_path}/new/ips.sqlite", directory()).make_folder()
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "ips.sqlite").stat().st_mode & 0o077 == 0
