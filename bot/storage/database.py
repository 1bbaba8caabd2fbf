"""Opens the database: SQLite or PostgreSQL. What others see is written by one writer at a time; nobody waits
to read.

That keeps what a turn decided true until it is written (the twentieth place is never given twice), and lets
the numbers of the outbox appear in order, so that no reader overtakes one. SQLite has one writer by nature;
on PostgreSQL a lock does the same. Its serializable level would not do: most turns that meet would fail.
On PostgreSQL a turn that writes nothing but its own person's rows goes beside the others (ADR 25).
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.domain.ports.store import InHand, StoreBusy, StoreFault
from bot.storage import encryption
from bot.tracing import span

BUSY_MS = 5_000
"""How long a writer waits for another before the turn is given up, in milliseconds."""

QUEUE_S = 30
"""How long a turn waits behind others of this process, in seconds."""

IDLE_MS = 30_000
"""How long a writer on PostgreSQL may do nothing before the server lets the others go on, in milliseconds."""

PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "synchronous=FULL",  # a committed turn survives a power cut, too
)

_ONE_WRITER = 0x495053
"""The number of the lock that writers on PostgreSQL take in turn."""

_SWEEP = 0x495055
"""The number of the lock that the sweeps of several replicas try: whoever does not get it leaves it be."""

_PERSONS = 0x495054
"""The first number of the locks by which one person's turns are taken in turn; the second is the person."""

POOLER = "pooler"
"""What an address may say of a pooler in between: `?pooler=transaction`, and the driver is not to see it."""

_NOTHING_STAYS: dict[str, Any] = {
    "statement_cache_size": 0,
    "prepared_statement_cache_size": 0,
    "prepared_statement_name_func": lambda: "",  # the unnamed statement: the next one takes its place
}
"""Behind a pooler each transaction may meet another server connection, which others used before.

Source: SQLAlchemy, PostgreSQL dialect, asyncpg, Prepared Statement Name with PGBouncer.
"""

_TRY_AGAIN = ("40001", "40P01")
_opened_files: WeakKeyDictionary[sa.Engine, tuple[int, int]] = WeakKeyDictionary()
_writers: WeakKeyDictionary[AsyncEngine, asyncio.Lock] = WeakKeyDictionary()
_refused_at: WeakKeyDictionary[AsyncEngine, float] = WeakKeyDictionary()
"""When a writer last waited for another program in vain, on the monotonic clock."""


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for an SQLAlchemy URL (`sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`).

    `?pooler=transaction` says that a pooler such as pgbouncer hands out connections a transaction at a time.

    Raises StoreFault, in one sentence, when the URL cannot be used.
    """
    try:
        return _sqlite(url) if url.startswith("sqlite") else _server(url)
    except (SQLAlchemyError, ImportError, ValueError) as fault:
        raise StoreFault(f"the database address cannot be used ({type(fault).__name__})") from fault


def _sqlite(url: str) -> AsyncEngine:
    engine = create_async_engine(url, connect_args={"timeout": BUSY_MS / 1000}, hide_parameters=True)

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _opened(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late to lock
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        if (path := file_of(engine)) and (inode := _inode(path)):
            _opened_files.setdefault(engine.sync_engine, inode)

    @sa.event.listens_for(engine.sync_engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _server(url: str) -> AsyncEngine:
    address = sa.make_url(url)
    pooler = address.query.get(POOLER)
    if pooler not in (None, "transaction"):
        raise StoreFault("the database address can say pooler=transaction, and no other pooler")
    return server_engine(
        address.difference_update_query([POOLER]), _NOTHING_STAYS if pooler else {}, pool_pre_ping=True
    )


def server_engine(
    address: sa.URL, told: Mapping[str, Any] = MappingProxyType({}), **pool: Any
) -> AsyncEngine:
    """Return an engine for a server, reached as `encryption` says; `told` is for the driver."""
    reached = encryption.arguments(address)
    return create_async_engine(
        encryption.without(address), hide_parameters=True, connect_args={**told, **reached}, **pool
    )


def file_of(engine: AsyncEngine) -> Path | None:
    """Return the file of an SQLite database, None where there is none."""
    name = engine.url.database
    sqlite = engine.dialect.name == "sqlite"
    return Path(name).absolute() if sqlite and name and not name.startswith((":", "file:")) else None


def is_gone(engine: AsyncEngine) -> bool:
    """Tell whether the file that was opened is no longer at its path: what is written to it would be lost."""
    path, opened = file_of(engine), _opened_files.get(engine.sync_engine)
    return path is not None and opened is not None and _inode(path) != opened


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@asynccontextmanager
async def transaction(
    engine: AsyncEngine, *, reading: bool = False, alone: bool = True, sweeps: bool = False
) -> AsyncIterator[AsyncConnection]:
    """Yield a connection in one transaction; it is undone unless the block commits it.

    A writer first waits for its turn, within this process without holding a connection; on PostgreSQL one
    that is not `alone` waits for nobody. Raises StoreFault for whatever the database refuses, StoreBusy where
    trying again may help, InHand where it `sweeps` and another replica does so at this moment.
    """
    with refusals(), span("database", reading=reading, alone=alone):
        if reading:
            async with begun(engine, reading=True) as connection:
                yield connection
        elif not alone and side_by_side(engine):
            async with begun(engine, alone=False) as connection:
                yield connection
        else:
            async with _turn(engine), begun(engine, sweeps=sweeps) as connection:
                yield connection


@asynccontextmanager
async def begun(
    engine: AsyncEngine, *, reading: bool = False, alone: bool = True, sweeps: bool = False
) -> AsyncIterator[AsyncConnection]:
    """Yield a connection that has begun to read one state of the database, or to write, mostly `alone`."""
    postgres = engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"reading": reading}
    if postgres and reading:
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    async with engine.connect() as plain:
        connection = await plain.execution_options(**options)
        if is_gone(engine):
            raise StoreFault("the database file was moved or deleted")
        try:
            await connection.begin()
        except DBAPIError:
            if not reading:
                _refused_at[engine] = time.monotonic()
            raise
        if postgres and not reading:
            await _bound_waiting(connection)
            if sweeps and not await _is_free_to_sweep(connection):
                raise InHand("another replica sweeps")
            if alone:
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_WRITER)))
        yield connection


async def is_pooled(connection: AsyncConnection) -> bool:
    """Tell whether a pooler answers in PostgreSQL's place: it says another process number than the server."""
    if connection.dialect.name != "postgresql":
        return False
    plain = (await connection.get_raw_connection()).driver_connection
    told: int = plain.get_server_pid()  # type: ignore[union-attr]
    return told != (await connection.execute(sa.select(sa.func.pg_backend_pid()))).scalar()


def side_by_side(engine: AsyncEngine) -> bool:
    """Tell whether turns of different people can be written at the same time."""
    return engine.dialect.name == "postgresql"


async def _is_free_to_sweep(connection: AsyncConnection) -> bool:
    """Take the sweeps' lock if it is free: nobody waits for it, so who has it may wait for the writers'."""
    return bool((await connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_SWEEP)))).scalar())


async def in_order_of(connection: AsyncConnection, person: str) -> None:
    """Wait until every other transaction of this person's turns, of any replica, has come to its end."""
    if side_by_side(connection.engine):
        digest = hashlib.sha256(person.encode("utf-8", "surrogatepass")).digest()
        number = int.from_bytes(digest[:4], "big", signed=True)
        await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_PERSONS, number)))


@asynccontextmanager
async def _turn(engine: AsyncEngine) -> AsyncIterator[None]:
    """Wait for this process's other writers. Who stood here while one was refused is refused with it.

    Otherwise each would wait for the same locked file anew, one after the other.
    """
    lock = _writers.setdefault(engine, asyncio.Lock())
    came = time.monotonic()
    async with asyncio.timeout(QUEUE_S):
        await lock.acquire()
    try:
        if _refused_at.get(engine, 0.0) > came:
            raise StoreFault("database is locked")
        yield
    finally:
        lock.release()


@contextmanager
def refusals() -> Iterator[None]:
    """Turn whatever the database or its driver raises into StoreFault or StoreBusy."""
    try:
        yield
    except DBAPIError as fault:
        if isinstance(fault, IntegrityError) or getattr(fault.orig, "sqlstate", None) in _TRY_AGAIN:
            raise StoreBusy("two turns met") from fault
        raise StoreFault(_sentence(fault.orig)) from fault
    except (SQLAlchemyError, OSError) as fault:
        raise StoreFault(_sentence(getattr(fault, "orig", None) or fault)) from fault


def _sentence(fault: object) -> str:
    """Return what a driver says, in one line without its own name for the fault."""
    if told := encryption.sentence(fault):
        return told
    said = " ".join(str(fault).split())
    return said.rpartition("'>: ")[2] or type(fault).__name__


async def _bound_waiting(connection: AsyncConnection) -> None:
    await connection.execute(
        sa.select(
            sa.func.set_config("lock_timeout", str(BUSY_MS), True),
            sa.func.set_config("idle_in_transaction_session_timeout", str(IDLE_MS), True),
        )
    )
