"""The audit trail from the command line: whole or broken by the exit code, and readable line by line."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.person.person import Person, Role
from bot.domain.turn.outcome import Audit
from bot.storage.store import Store
from tests.domain.making import NOW, directory
from tests.process.program import bot, fresh, sqlite

NAME = "Eva\nwho=admin\x1b[2J\u2028\u202e"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A database with three entries of somebody whose name would play tricks."""

    async def make() -> None:
        store = Store(sqlite(path), directory())
        await store.upgrade()
        async with store.unit() as unit:
            await unit.person(Person("eva", Role.COORDINATOR, name=NAME))
            await unit.apply([Audit("eva", "denied", f"IPS-A00{n}") for n in range(3)], NOW)
            await unit.commit()
        await store.close()

    path = tmp_path / "ips.sqlite"
    asyncio.run(make())
    return path


def test_verify_head_and_show(base: Path) -> None:
    """Whole is 0, broken is 1 and says where; a noted head is compared; each entry is one line."""

    def audit(*words: str) -> tuple[int, str]:
        run = fresh if words[0] == "head" else bot
        ended = run("audit", *words, "--db", sqlite(base), folder=base.parent)
        return ended.returncode, ended.stdout

    code, head = audit("head")
    assert (code, head.partition(":")[0]) == (0, "3")
    assert audit("verify", "--head", head.strip()) == (0, "Whole: 3 entries.\n")
    code, shown = audit("show", "--last", "2")
    assert [line.split("  ")[0] for line in shown.splitlines()] == ["2", "3"]
    assert not {"\x1b", "\u2028", "\u202e"} & set(shown)
    assert "Eva?who=admin?[2J??" in shown
    with closing(sqlite3.connect(base)) as other:
        for trigger in ("audit_kept", "audit_head_moves"):
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute("DELETE FROM audit WHERE number = 3")
        other.commit()
    assert audit("verify") == (1, "Broken: entry 3 is missing.\n")
    with closing(sqlite3.connect(base)) as other:
        other.execute("UPDATE audit_head SET number = 2, hash = (SELECT hash FROM audit WHERE number = 2)")
        other.commit()
    assert audit("verify") == (0, "Whole: 2 entries.\n")
    assert audit("verify", "--head", head.strip()) == (1, "Broken: entry 3 is not the one that was noted.\n")
