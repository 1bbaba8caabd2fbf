"""PostgreSQL elsewhere is reached encrypted, its certificate checked; plain text is asked for by name."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.ports.store import StoreFault
from bot.storage import encryption
from bot.storage.backup.postgres import environment
from bot.storage.database import open_engine, transaction
from tests.fakes.certificate import certified
from tests.fakes.postgres import Postgres

ASKS = (80877103).to_bytes(4, "big")
"""The request for encryption. Source: PostgreSQL 18, 54.7 Message Formats, SSLRequest."""


class Front:
    """Stands before a server that has only a socket: encrypts for it, or says that it does not."""

    def __init__(self, behind: Path, shows: ssl.SSLContext | None) -> None:
        self._behind = behind / ".s.PGSQL.5432"
        self._shows = shows
        self.port = 0
        self.plain = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Front]:
        """Listen at a port while the block runs."""
        server = await asyncio.start_server(self._taken, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        yield self
        server.close()

    async def _taken(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(8)
        if first[4:] != ASKS:
            self.plain += 1
        if first[4:] != ASKS or self._shows is None:
            writer.write(b"N")
            writer.close()
            return
        writer.write(b"S")
        try:
            await writer.start_tls(self._shows)
        except (OSError, ssl.SSLError):
            return
        there, back = await asyncio.open_unix_connection(self._behind)
        await asyncio.gather(_pump(reader, back), _pump(there, writer), return_exceptions=True)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65_536):
        sink.write(data)
        await sink.drain()
    sink.close()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let db.example.org be found at this machine."""
    found = socket.getaddrinfo

    def resolved(host: Any, *rest: Any, **more: Any) -> Any:
        return found("127.0.0.1" if host == "db.example.org" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)


async def answer(address: str) -> Any:
    """Return what a database answers to a small question. Raises StoreFault."""
    engine = open_engine(address)
    try:
        async with transaction(engine, reading=True) as connection:
            return (await connection.exec_driver_sql("SELECT 6 * 7")).scalar_one()
    finally:
        await engine.dispose()


class TestByDefault:
    """What an address leads to that says nothing of encryption."""

    @pytest.mark.parametrize(
        "here", ["localhost:5432/ips", "127.0.0.1/ips", "[::1]:5432/ips", "/ips?host=/run/postgresql", "/ips"]
    )
    def test_on_this_machine_nothing_is_encrypted(self, here: str) -> None:
        """Nobody is in between."""
        assert encryption.arguments(sa.make_url(f"postgresql+asyncpg://{here}")) == {"ssl": False}

    @pytest.mark.parametrize(
        "there", ["db.example.org/ips", "10.0.0.7:5432/ips", "/ips?host=db.example.org", "localhost.evil/ips"]
    )
    def test_elsewhere_certificate_and_name_are_checked(self, there: str) -> None:
        """By the authorities that this machine knows; pg_dump and pg_restore do the same."""
        address = f"postgresql+asyncpg://{there}"
        context = encryption.arguments(sa.make_url(address))["ssl"]
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
        around = environment(address)
        assert (around["PGSSLMODE"], around["PGSSLROOTCERT"]) == ("verify-full", "system")

    async def test_a_server_that_does_not_encrypt_is_told_nothing(
        self, postgres: Postgres, elsewhere: None
    ) -> None:
        """No name, no password, no row goes to it; one sentence says what can be done."""
        async with Front(postgres.folder, None).open() as front:
            with pytest.raises(
                StoreFault, match="it does not encrypt: turn on TLS there, or put ssl=disable"
            ):
                await answer(f"postgresql+asyncpg://postgres@db.example.org:{front.port}/postgres")
        assert front.plain == 0

    async def test_a_stranger_in_between_is_not_believed(
        self, postgres: Postgres, elsewhere: None, tmp_path: Path
    ) -> None:
        """Its certificate is of an authority that nobody here knows."""
        async with Front(postgres.folder, certified(tmp_path)[0]).open() as front:
            with pytest.raises(StoreFault, match=r"its certificate is not to be trusted .*sslrootcert=FILE"):
                await answer(f"postgresql+asyncpg://postgres@db.example.org:{front.port}/postgres")


class TestAsTheAddressSays:
    """What may be said at the end of an address."""

    async def test_an_authority_of_ones_own(self, postgres: Postgres, tmp_path: Path) -> None:
        """With its file the server is believed under the name in its certificate, and under no other."""
        shows, file = certified(tmp_path)
        said = f"postgres?ssl=verify-full&sslrootcert={file}"
        async with Front(postgres.folder, shows).open() as front:
            assert await answer(f"postgresql+asyncpg://postgres@127.0.0.1:{front.port}/{said}") == 42
            with pytest.raises(StoreFault, match="its certificate is not to be trusted"):
                await answer(f"postgresql+asyncpg://postgres@localhost:{front.port}/{said}")
            by_authority = said.replace("full", "ca")
            assert await answer(f"postgresql+asyncpg://postgres@localhost:{front.port}/{by_authority}") == 42
        around = environment(f"postgresql+asyncpg://db.example.org/{said}")
        assert around["PGSSLROOTCERT"] == str(file)

    @pytest.mark.parametrize(
        ("said", "why"),
        [("ssl=prefer", "can say ssl=verify-full"), ("ssl=allow", "can say"), ("sslmode=true", "can say"),
         ("sslrootcert=/no/such.pem", "no such file"), ("sslcert=/no/such.pem", "no such file")],
    )  # fmt: skip
    def test_what_is_unsafe_or_wrong_stops_the_start(self, said: str, why: str) -> None:
        """Nothing that falls back to plain text; a file that is not there is named."""
        with pytest.raises(StoreFault, match=why):
            open_engine(f"postgresql+asyncpg://db.example.org/ips?{said}")

    def test_plain_text_where_it_is_asked_for(self) -> None:
        """As in compose.yaml, where nobody else is on the network."""
        there = "postgresql+asyncpg://database/ips?ssl=disable"
        assert encryption.arguments(sa.make_url(there)) == {"ssl": False}
        assert environment(there)["PGSSLMODE"] == "disable"
