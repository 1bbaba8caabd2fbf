"""What keeps the program from starting is said in one sentence, with exit code 2 and no stack trace."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest

from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.postgres import Postgres
from tests.fakes.teams import CLIENT_ID, SECRET, TENANT
from tests.process.program import ROOT, bot, sqlite

T = TypeVar("T")
Ended = subprocess.CompletedProcess[str]
RUN = ("run", "--port", "0")
AT_ONCE = 2
"""How many processes run beside each other."""


def stopped(ended: Ended, *words: str) -> str:
    """Check for code 2, nothing on standard output, no stack trace, these words; return what was said."""
    said = ended.stderr.strip()
    assert (ended.returncode, ended.stdout) == (2, ""), said
    assert "Traceback" not in said
    assert "Exception" not in said
    assert [word for word in words if word.casefold() not in said.casefold()] == [], said
    return said


def sentence(ended: Ended, *words: str) -> None:
    """Check that a process was stopped with one line."""
    assert len(stopped(ended, *words).splitlines()) == 1, ended.stderr


def beside(call: Callable[[T], Ended], cases: list[T]) -> list[Ended]:
    """Run a process for each case, some beside each other, and return how they ended, in order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(call, cases))


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A database file of the newest version."""

    async def make() -> None:
        store = Store(sqlite(path), directory())
        await store.upgrade()
        await store.close()

    path = tmp_path / "ips.sqlite"
    asyncio.run(make())
    return path


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"IPS_PORT": "abc"}, ("IPS_PORT",)),
        ({"IPS_PORT": "70000"}, ("IPS_PORT",)),
        ({"IPS_HOST": "0.0.0.0"}, ("IPS_HOST", "127.0.0.1")),
        ({"IPS_LOGIN": "none"}, ("IPS_LOGIN",)),
        ({"IPS_BASE_URL": "https://ips.example.org"}, ("IPS_BASE_URL", "IPS_LOGIN=demo")),
        ({"IPS_BASE_URL": "http://127.0.0.1.example.org:8080"}, ("IPS_BASE_URL",)),
        ({"IPS_BASE_URL": "http://[::1"}, ("IPS_BASE_URL",)),
        ({"IPS_LOG_LEVEL": "loud"}, ("IPS_LOG_LEVEL",)),
        ({"IPS_SECRET": "a"}, ("IPS_SECRET",)),
        ({"IPS_SECRET": ""}, ("IPS_SECRET",)),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, settings: dict[str, str], words: tuple[str, ...]) -> None:
    """The sentence names the setting."""
    sentence(bot("run", folder=tmp_path, **settings), *words)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("IPS_PORT=abc\r\n".encode("utf-16"), ("IPS_PORT",)),  # as PowerShell writes it
        (b"IPS_LOG_LEVEL=\xe5\n", (".env", "UTF-8")),
        (
            b"IPS_PORT=abc\nIPS_TELEGRAM_TOKN=1:abc\n",
            ("IPS_TELEGRAM_TOKN is no setting", "mean IPS_TELEGRAM_TOKEN?"),
        ),
    ],
)
def test_a_file_of_settings(tmp_path: Path, content: bytes, words: tuple[str, ...]) -> None:
    """Whatever wrote the file, it is read, or one sentence says how to save it; strange names are named."""
    (tmp_path / ".env").write_bytes(content)
    stopped(bot("run", folder=tmp_path), *words)


def test_a_busy_port(tmp_path: Path) -> None:
    """The sentence names the port and the setting that chooses another."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        sentence(bot("run", "--port", port, folder=tmp_path), port, "IPS_PORT")


def test_a_busy_port_of_the_webhooks(tmp_path: Path) -> None:
    """It is another setting that chooses another one."""
    teams = {"IPS_TEAMS_CLIENT_ID": CLIENT_ID, "IPS_TEAMS_CLIENT_SECRET": SECRET, "IPS_TEAMS_TENANT": TENANT}
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        sentence(bot(*RUN, folder=tmp_path, IPS_WEBHOOK_PORT=port, **teams), port, "IPS_WEBHOOK_PORT")


def test_an_address_that_leads_to_no_database(tmp_path: Path, postgres: Postgres) -> None:
    """An unknown scheme, a folder, something else under that name, an absent PostgreSQL: where to look."""
    notes = tmp_path / "notes.sqlite"
    notes.write_text("not a database " * 99)
    absent = postgres.address("absent").replace("postgres@", "postgres:secret@")
    addresses = ["nonsense", sqlite(tmp_path), sqlite(notes), absent]
    for ended in beside(lambda address: bot(*RUN, "--db", address, folder=tmp_path), addresses):
        sentence(ended, "database", "IPS_DATABASE")
        assert "secret" not in ended.stderr
    assert notes.read_text() == "not a database " * 99


def test_a_database_newer_than_the_program(made: Path) -> None:
    """Every command that opens a database refuses one that it does not know."""
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE schema_window SET oldest = '9999'")
    commands = [RUN, ("chat",), ("play",), ("db", "upgrade")]
    for ended in beside(lambda words: bot(*words, "--db", sqlite(made), folder=made.parent), commands):
        sentence(ended, "newer", "9999")


def test_a_read_only_database(made: Path) -> None:
    """A database of the right version that cannot be written is found at the start; no folder is made."""
    address = f"sqlite+aiosqlite:///file:{made}?mode=ro&uri=true"
    sentence(bot(*RUN, "--db", address, folder=made.parent), "database", "readonly")
    assert [path.name for path in made.parent.iterdir() if path.is_dir()] == []


def test_a_locked_database(made: Path) -> None:
    """A database that another program does not let go of is said to be locked."""
    with closing(sqlite3.connect(made, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sentence(bot(*RUN, "--db", sqlite(made), folder=made.parent), "database", "locked")


def test_broken_yaml(tmp_path: Path) -> None:
    """The file is named, one line for each fault, and no database is made."""
    broken = [
        ("nb/words/basics/help.yaml", "help: [unclosed"),
        ("sources.yaml", "- a list\n"),
        ("nb/dialogs/refer.yaml", "title: only this\n"),
        ("calibration.yaml", "answer: high\n"),
        ("calibration.yaml", "dense: [unclosed"),
    ]

    def run(case: tuple[str, str]) -> Ended:
        own = tmp_path / f"kb{broken.index(case)}"
        shutil.copytree(ROOT / "knowledge_base", own)
        (own / case[0]).write_text(case[1])
        return bot(*RUN, folder=tmp_path, IPS_KNOWLEDGE=str(own))

    for (file, _), ended in zip(broken, beside(run, broken), strict=True):
        stopped(ended, file)
    assert not (tmp_path / "var").exists()


def test_no_knowledge_base_at_all(tmp_path: Path) -> None:
    """A folder that is not there is said to be the fault."""
    stopped(bot(*RUN, folder=tmp_path, IPS_KNOWLEDGE=str(tmp_path / "nowhere")), "knowledge")
