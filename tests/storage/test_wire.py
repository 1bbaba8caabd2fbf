"""What the doctor says of the way to PostgreSQL, by a real server: encryption, certificates, poolers."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.diagnostics import wire
from bot.domain.ports.health import Level
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.certificate import certified
from tests.fakes.postgres import Postgres
from tests.storage.test_encryption import Front

NOW = dt.datetime.now(dt.UTC)
KEY = b"K\x00\x00\x00\x0c"
"""Begins BackendKeyData. Source: PostgreSQL 18, 54.7 Message Formats."""


async def found(address: str) -> dict[str, Level]:
    """Return what is found, and how bad it is."""
    store = Store(address, directory())
    try:
        return {one.key: one.level for one in await wire.looked_at(address, store, NOW)}
    finally:
        await store.close()


async def test_a_file_has_no_way(tmp_path: Path) -> None:
    """Nothing is said of SQLite."""
    assert await found(f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite") == {}


async def test_a_socket_needs_no_encryption(postgres: Postgres) -> None:
    """The server is on this machine, and nobody stands in between."""
    assert await found(postgres.fresh()) == {"doctor.wire.here": Level.OK}


@pytest.mark.parametrize(
    ("mode", "key", "level"),
    [("verify-full", "encrypted", Level.OK), ("require", "unchecked", Level.WARNING)],
)
async def test_the_certificates_of_an_encrypted_way(
    postgres: Postgres, tmp_path: Path, mode: str, key: str, level: Level
) -> None:
    """Those of the server and of its authority run out tomorrow; what is not checked is said."""
    context, file = certified(tmp_path)
    async with Front(postgres.folder, context).open() as front:
        said = f"ssl={mode}&sslrootcert={file}"
        address = f"postgresql+asyncpg://postgres@127.0.0.1:{front.port}/postgres?{said}"
        assert await found(address) == {
            f"doctor.wire.{key}": level,
            "doctor.address.certificate": Level.WARNING,
        }


async def test_plain_text_to_another_machine_is_a_warning() -> None:
    """Also where nobody answers: then that is another finding."""
    there = "postgresql+asyncpg://ips@nowhere.invalid/ips?ssl=disable"
    assert await found(there) == {"doctor.wire.plain": Level.WARNING}


@asynccontextmanager
async def pooled(behind: Path) -> AsyncIterator[int]:
    """Stand before a server under another process number, as poolers do; yield the port."""

    async def taken(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(behind / ".s.PGSQL.5432")
        await asyncio.gather(pump(reader, back), pump(there, writer, renamed), return_exceptions=True)

    server = await asyncio.start_server(taken, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


def renamed(data: bytes) -> bytes:
    """Put another process number into what a server says of itself."""
    at = data.find(KEY)
    return data if at < 0 else data[: at + 5] + b"\x00\x00\x00\x07" + data[at + 9 :]


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, change: object = None) -> None:
    """Hand on what comes."""
    while data := await source.read(65_536):
        sink.write(change(data) if callable(change) else data)
        await sink.drain()
    sink.close()


@pytest.mark.parametrize(
    ("said", "key", "level"),
    [("", "unsaid", Level.WARNING), ("&pooler=transaction", "said", Level.OK)],
)
async def test_a_pooler_is_noticed(postgres: Postgres, said: str, key: str, level: Level) -> None:
    """It is to be told in the address; whether it is there the server itself shows."""
    async with pooled(postgres.folder) as port:
        address = f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres?ssl=disable{said}"
        assert await found(address) == {"doctor.wire.here": Level.OK, f"doctor.pooler.{key}": level}
