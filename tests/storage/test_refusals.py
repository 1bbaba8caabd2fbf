"""A database that refuses: one sentence for the log, plain words for the person, nothing half done."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from bot.domain.turn.outcome import Audit
from bot.storage import database
from bot.storage.database import transaction
from bot.storage.repositories.retention import scrub
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk, press, refer, say, to_summary
from tests.domain.making import NOW, directory
from tests.fakes.databases import sqlite_file
from tests.fakes.postgres import Postgres
from tests.handlers.talk import say as words

FAULT = words("nb", "flow.fault")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file is to be."""
    return tmp_path / "ips.sqlite"


@pytest.fixture
def ready(file: Path) -> Path:
    """An SQLite file of the newest version."""
    sqlite_file(file)
    return file


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for another here."""
    monkeypatch.setattr(database, "PRAGMAS", ("busy_timeout=50", *database.PRAGMAS[1:]))


@pytest.fixture
def locked(ready: Path, impatient: None) -> Iterator[Path]:
    """A file that another process keeps locked for writing."""
    with closing(sqlite3.connect(ready, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield ready


async def test_sqlite_is_opened_as_promised(ready: Path) -> None:
    """Write-ahead log, foreign keys, deleted text overwritten, and a commit that survives a power cut."""
    store = Store(f"sqlite+aiosqlite:///{ready}", directory())
    async with transaction(store.engine, reading=True) as connection:
        names = ("journal_mode", "foreign_keys", "secure_delete", "synchronous", "busy_timeout")
        found = [(await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() for name in names]
    await store.close()
    assert found == ["wal", 1, 1, 2, database.BUSY_MS]


async def test_a_locked_file_is_told_and_nothing_is_half_done(locked: Path) -> None:
    """While another process writes, a turn says so and the store is not ready for one; reading goes on."""
    store = Store(f"sqlite+aiosqlite:///{locked}", directory())
    assert [r.text for r in (await say(desk(store), ANNA, "hjelp")).replies] == [FAULT]
    with pytest.raises(StoreFault, match="locked"):
        async with store.unit() as unit:
            await unit.apply((Audit("anna", "denied", "-"),), NOW)
    assert not await store.ready()
    assert await store.rows("audit") == []
    async with store.unit(reading=True) as unit:
        assert await unit.known("anna") is None
    await store.close()


async def test_those_who_wait_for_a_locked_file_wait_together(locked: Path) -> None:
    """Six at once ask the file once, and are told with the first; who comes later asks anew."""
    store = Store(f"sqlite+aiosqlite:///{locked}", directory())
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    sa.event.listen(store.engine.sync_engine, "before_cursor_execute", note)

    async def writes() -> None:
        async with transaction(store.engine) as connection:
            await connection.commit()

    told = await asyncio.gather(*(writes() for _ in range(6)), return_exceptions=True)
    assert [(type(one), str(one)) for one in told] == [(StoreFault, "database is locked")] * 6
    assert asked.count("BEGIN IMMEDIATE") == 1
    with pytest.raises(StoreFault, match="locked"):
        await writes()
    assert asked.count("BEGIN IMMEDIATE") == 2
    await store.close()


async def test_a_file_that_is_locked_in_the_middle_of_a_dialog(ready: Path, impatient: None) -> None:
    """The press is lost with plain words, the answers are not: the same press again goes on."""
    store = Store(f"sqlite+aiosqlite:///{ready}", directory())
    send = await to_summary(desk(store))
    with closing(sqlite3.connect(ready, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await press(desk(store), ANNA, send, "once")
        other.execute("ROLLBACK")
    assert [r.text for r in refused.replies] == [FAULT]
    assert (await press(desk(store), ANNA, send, "once")).replies[0].record
    assert len(await store.all_referrals()) == 1
    await store.close()


async def test_a_read_only_database_is_found_at_the_start(ready: Path) -> None:
    """Even when its version is right it is refused, since no turn could be written."""
    store = Store(f"sqlite+aiosqlite:///file:{ready}?mode=ro&uri=true", directory())
    with pytest.raises(StoreFault, match="readonly"):
        await store.upgrade()
    assert [r.text for r in (await say(desk(store), ANNA, "hjelp")).replies] == [FAULT]
    await store.close()


@pytest.mark.parametrize(
    "content", [b"this is no database at all, only text" * 40, b"SQLite format 3\0" * 99]
)
async def test_a_file_that_is_no_database(file: Path, content: bytes) -> None:
    """Something else under that name is refused and left as it was."""
    file.write_bytes(content)
    store = Store(f"sqlite+aiosqlite:///{file}", directory())
    with pytest.raises(StoreFault):
        await store.upgrade()
    await store.close()
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "",
        "mysql://x/y",
        "postgresql://x/y",
        "sqlite:///x",
        "postgresql+asyncpg://host:port/x",
        "postgresql+asyncpg://x/y?pooler=session",
    ],
)
def test_an_address_that_means_nothing(address: str) -> None:
    """An address that no driver knows is a StoreFault in one line."""
    with pytest.raises(StoreFault) as fault:
        Store(address, directory())
    assert "\n" not in str(fault.value)


async def test_postgres_that_cannot_be_reached(postgres: Postgres) -> None:
    """No such database, no such role, no server: a StoreFault in one line, without a password."""
    nobody = postgres.address("postgres").replace("postgres@", "nobody:secret@", 1)
    for address in (postgres.address("none"), nobody, "postgresql+asyncpg://x:secret@127.0.0.1:1/y"):
        store = Store(address, directory())
        with pytest.raises(StoreFault) as fault:
            await store.upgrade()
        assert "\n" not in str(fault.value)
        assert "secret" not in str(fault.value)
        assert not await store.ready()
        await store.close()


async def test_postgres_that_only_reads(postgres: Postgres) -> None:
    """A database set to read only is found at the start, whatever its version."""
    address = postgres.fresh()
    store = Store(address, directory())
    postgres.psql(f"ALTER DATABASE {postgres.name(address)} SET default_transaction_read_only = on;")
    with pytest.raises(StoreFault, match="read-only"):
        await store.upgrade()
    await store.close()


async def test_postgres_comes_back_after_its_connections_were_cut(postgres: Postgres) -> None:
    """A restart of the server costs no turn: broken connections are noticed and made anew."""
    address = postgres.fresh()
    store = Store(address, directory())
    await refer(desk(store))
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname"
    postgres.psql(f"{cut} = '{postgres.name(address)}';")
    eva = Person("eva", Role.CLINICIAN, service="oyane-dps-allmenn")
    assert (await refer(desk(store), eva)).replies[0].record
    assert len(await store.all_referrals()) == 2
    await store.close()


async def test_what_points_nowhere_is_refused(store: Store) -> None:
    """A change of a referral that is not there cannot be written: the key to its referral is checked."""
    with pytest.raises(StoreFault):
        async with transaction(store.engine) as connection:
            await connection.execute(
                sa.text(
                    "INSERT INTO referral_change (code, number, to_state, by_person, at)"
                    " VALUES ('IPS-NONE', 1, 'requested', 'anna', '2026-01-01')"
                )
            )


async def test_files_that_cannot_be_cleared_now_cost_no_turn(locked: Path) -> None:
    """What the driver says then is a StoreFault as well, so that the clearing is put off until the sweep."""
    store = Store(f"sqlite+aiosqlite:///{locked}", directory())
    with pytest.raises(StoreFault, match="not cleared"):
        await scrub(store.engine)
    await store.close()
