"""Both databases, new and empty, as they are run: what is committed is on the disk."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.fakes.postgres import Postgres


def on_both(measure: Callable[[str, str], Awaitable[None]]) -> None:
    """Measure on SQLite, then on PostgreSQL; `measure` gets the name and the address."""

    async def run(name: str, address: str) -> None:
        await measure(name, address)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run("SQLite", f"sqlite+aiosqlite:///{Path(folder)}/bench.sqlite"))
    server = Postgres()
    try:
        server.psql("ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();")
        asyncio.run(run("PostgreSQL", server.fresh()))
    finally:
        server.stop()
