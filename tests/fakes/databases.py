"""A database of the newest version for each test that wants one: migrated once, then copied.

The way from an empty one is proved where that is the question: tests/storage/test_migrations.py, and
tests/contracts/store/test_upgrades.py.
"""

from __future__ import annotations

import asyncio
import atexit
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

from bot.storage.store import Store
from tests.domain.making import directory

T = TypeVar("T")


class Remembered:
    """What was read of an SQLite file, for as long as nobody writes to it: to look often costs little."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, check_same_thread=False)
        self._version = -1
        self._read: dict[str, Any] = {}

    def __call__(self, what: str, read: Callable[[], T]) -> T:
        """Return what `read` returns, or returned since the last commit."""
        (version,) = self._file.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._version = version
            self._read.clear()
        if what not in self._read:
            self._read[what] = read()
        found: T = self._read[what]
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def migrated(address: str) -> None:
    """Bring a database up to the newest version, from a test that runs a loop as well as from one without."""

    async def make() -> None:
        store = Store(address, directory())
        await store.upgrade()
        await store.close()  # or its log of writes is not in the copies

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, make()).result()


def sqlite_file(path: Path) -> str:
    """Copy a file of the newest version to a path, and return its address."""
    shutil.copyfile(_template(), path)
    return f"sqlite+aiosqlite:///{path}"


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="template"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrated(f"sqlite+aiosqlite:///{folder}/ips.sqlite")
    return folder / "ips.sqlite"
