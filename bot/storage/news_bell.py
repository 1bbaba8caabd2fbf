"""News of other replicas at once: LISTEN and NOTIFY of PostgreSQL; else readers wait for the next look."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import NullPool

from bot.storage.database import POOLER, server_engine, side_by_side

log = structlog.get_logger()

BELL = "ips_news"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
"""How long until it is listened again after the connection broke: twice as long each time, up to this."""


async def ring(connection: AsyncConnection) -> None:
    """Tell all replicas, once this transaction is committed, that there is news."""
    if side_by_side(connection.engine):
        await connection.execute(sa.select(sa.func.pg_notify(BELL, "")))


async def listen(url: str, heard: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Call `heard` at each ring until `stop`. SQLite has no bell, nor has a pooler: then it just waits.

    After the connection broke it is called once, too: something may have rung meanwhile.
    """
    address = sa.make_url(url)
    if address.get_backend_name() != "postgresql" or POOLER in address.query:
        await stop.wait()
        return
    pause = FIRST_PAUSE_S
    while not stop.is_set():
        try:
            await _until_it_breaks(address, heard, stop)
            pause = FIRST_PAUSE_S
        except (OSError, SQLAlchemyError, TimeoutError) as fault:
            log.warning("news of other replicas come late", fault=type(fault).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE_S)


async def _until_it_breaks(
    address: sa.URL, heard: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> None:
    engine = server_engine(address, poolclass=NullPool)
    rung, broken = asyncio.Event(), asyncio.Event()
    try:
        async with engine.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            raw.add_termination_listener(lambda _: broken.set())
            await raw.add_listener(BELL, lambda *_: rung.set())
            rung.set()
            while not stop.is_set() and not broken.is_set():
                if rung.is_set():
                    rung.clear()
                    await heard()
                waits = [asyncio.ensure_future(one.wait()) for one in (rung, broken, stop)]
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                for one in waits:
                    one.cancel()
    finally:
        await engine.dispose()
