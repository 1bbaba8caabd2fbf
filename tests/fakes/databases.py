"""A database of the newest version for each test that wants one: migrated once, then copied.

The way from an empty one is proved where that is the question: tests/storage/test_migrations.py, and
tests/contracts/test_upgrades.py.
"""

from __future__ import annotations

import asyncio
import atexit
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from bot.storage.store import Store
from tests.domain.making import directory


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
