"""What tests of every folder share."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import Library
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.postgres import Postgres

pytest_plugins = ["tests.printed"]


@pytest.fixture(autouse=True)
def quiet_after_each_test() -> Iterator[None]:
    """What a test says about logging holds for that test: its stream is closed after it."""
    hook = sys.excepthook
    yield
    if structlog.is_configured():
        structlog.reset_defaults()
        root = logging.getLogger()
        for handler in [h for h in root.handlers if isinstance(h, Library)]:
            root.removeHandler(handler)
        logging.captureWarnings(False)
        sys.excepthook = hook


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
