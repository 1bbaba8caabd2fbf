"""Two versions of the program side by side: the newer one's tables serve the older one, or it says no."""

from __future__ import annotations

import ast
import asyncio
import shutil
from pathlib import Path

import pytest

from bot.storage import migrate
from bot.storage.migrate import NewerDatabase, OlderDatabase, Standing
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk, refer, replace_id, say
from tests.domain.making import directory

NEXT = '''"""Made by a test: what the next version may bring."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, serves = "9001", "{head}", "{serves}"
def upgrade() -> None:
    op.add_column("person", sa.Column("nickname", sa.Text))
    op.create_index("ix_person_nickname", "person", ["nickname"])
    op.create_table("hobby", sa.Column("id", sa.Integer, primary_key=True))
def downgrade() -> None:
    pass
'''
ADDS = {"create_table", "add_column", "create_index", "bulk_insert"}
FROM = "0019"
"""The first version whose programs look at the window."""


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Let the program know one version more, until `undo`."""
    here = tmp_path / "migrations"
    shutil.copytree(migrate.HERE, here)
    head = migrate._head()
    (here / "versions" / "9001_next.py").write_text(NEXT.format(head=head, serves=head))
    monkeypatch.setattr(migrate, "HERE", here)
    return monkeypatch


async def test_turns_go_on_while_the_tables_are_upgraded(
    store: Store, address: str, newer: pytest.MonkeyPatch
) -> None:
    """People talk and refer by the older program before, during and after; it also starts anew."""
    turns = desk(store)
    upgraded = asyncio.Event()

    async def talks(number: int) -> list[str]:
        who = replace_id(ANNA, f"c{number}")
        kinds: list[str] = []
        while not upgraded.is_set() or len(kinds) < 3:
            kinds.append((await refer(turns, who)).kind)
        return kinds

    jobs = [asyncio.create_task(talks(number)) for number in range(3)]
    await refer(turns)
    newcomer = Store(address, directory())
    assert (await newcomer.upgrade())[1] == "9001"
    upgraded.set()
    kinds = [kind for job in jobs for kind in await job]
    assert set(kinds) == {"dialog"}
    assert len(await store.all_referrals()) == len(kinds) + 1
    newer.undo()
    again = Store(address, directory())
    assert await again.upgrade() == ("9001", "9001")
    assert await again.agree() == "9001"
    assert await again.standing() == ("9001", Standing.SERVES)
    assert (await say(desk(again), ANNA, "mine henvisninger")).kind == "dialog"
    for one in (newcomer, again):
        await one.close()


async def test_tables_that_do_not_serve_it_are_left_alone(store: Store) -> None:
    """Where the newer version says that it broke with this one, it neither starts nor writes."""
    async with store.engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9001'")
        await connection.exec_driver_sql("UPDATE schema_window SET oldest = '9001'")
    for start in (store.upgrade, store.agree):
        with pytest.raises(NewerDatabase, match="9001"):
            await start()


async def test_a_start_that_is_not_to_migrate(empty: str) -> None:
    """Older tables are left as they are, with a word on what to run; then it starts."""
    store = Store(empty, directory())
    with pytest.raises(OlderDatabase, match="none"):
        await store.agree()
    assert not await store.ready()
    await store.upgrade()
    assert await store.agree() == migrate._head()
    await store.close()


def calls(source: str) -> set[str]:
    """Return what `upgrade` of a migration asks alembic to do."""
    tree = ast.parse(source)
    (upgrade,) = (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "upgrade")
    return {
        node.func.attr
        for node in ast.walk(upgrade)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "op"
    }


@pytest.mark.parametrize(
    "path",
    [p for p in sorted((migrate.HERE / "versions").glob("0*.py")) if p.name[:4] >= FROM],
    ids=lambda path: path.stem,
)
def test_a_migration_that_serves_earlier_programs_only_adds(path: Path) -> None:
    """Taking something away, or changing it, needs a version of its own that says so."""
    source = path.read_text("utf-8")
    (serves,) = (
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "serves"
    )
    if serves < path.name[:4]:
        assert calls(source) <= ADDS
        assert "nullable=False" not in "".join(
            line for line in source.splitlines() if "add_column" in line and "server_default" not in line
        )
