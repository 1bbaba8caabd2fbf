"""What tests of every folder share."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import Library
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.databases import sqlite_file
from tests.fakes.postgres import Postgres

pytest_plugins = ["tests.printed", "tests.costs"]


def pytest_collection_finish() -> None:
    """Look no more at what stays until the end: modules and ten thousand tests are no garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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
    """One PostgreSQL server for the whole run, started when the first test of any worker asks for it."""
    server = Postgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database: once SQLite in a file, once PostgreSQL."""
    return str(request.param)


@pytest.fixture
def empty(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite"
        return
    server: Postgres = request.getfixturevalue("postgres")
    made = server.empty()
    yield made
    server.give_back(made)


@pytest.fixture
def address(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of the newest version, without rows."""
    if kind == "sqlite":
        yield sqlite_file(tmp_path / "ips.sqlite")
        return
    server: Postgres = request.getfixturevalue("postgres")
    made = server.fresh()
    yield made
    server.give_back(made)


@pytest.fixture
async def store(address: str) -> AsyncIterator[Store]:
    """A store over a database that has just been made."""
    opened = Store(address, directory())
    yield opened
    await opened.close()
