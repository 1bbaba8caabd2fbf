"""What tests of every folder share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.postgres import Postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the whole run, started when the first test asks for it."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database: once SQLite in a file, once PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite"
        return
    server: Postgres = request.getfixturevalue("postgres")
    address = server.fresh()
    yield address
    server.give_back(address)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    """A store over a database that has just been made."""
    opened = Store(address, directory())
    await opened.upgrade()
    yield opened
    await opened.close()
