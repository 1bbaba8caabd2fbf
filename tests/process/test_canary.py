"""A string sent through every channel, field and error path is found nowhere afterwards."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.smtp import FakeSmtpServer
from tests.process.canary import CHANNELS, KERNEL, Running
from tests.process.chats import Services
from tests.process.program import bot, sqlite

FAULTS = (
    "DROP TABLE audit",
    "DROP TABLE taken_update",
    "UPDATE referral SET consent = '{}'",
    "DROP TABLE session",
)
"""What is done to the database one after the other, each time before everything is sent anew."""

MARKS = (KERNEL.encode(), KERNEL.encode("utf-16-le"), b"15107512345", b"Ola Nordmann")


def places(folder: Path) -> list[str]:
    """Return the files of a folder that hold a mark, in whatever state the database is."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert files
    return [path.name for path in files if any(mark in path.read_bytes() for mark in MARKS)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running house of its own."""
    with Services() as services:
        running = Running(tmp_path_factory.mktemp("canary"), services)
        yield running
        running.stop()


def seen_by_others(house: Running) -> str:
    """Return what others get to see: pages, error pages, the start of another person, the metrics."""
    cookie = house.login("jonas")
    pages = ("/", "/nothing", "/u/jonas/", "/u/jonas/api/start", "/u/anna/api/start", "/internal/metrics",
             "/internal/isready", "/u/jonas/api/referrals.csv")  # fmt: skip
    return "\n".join(house.ask("GET", page, cookie=cookie)[1] for page in pages)


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_left_of_it(house: Running, channel: str, counted: list[str]) -> None:
    """Not in the database and its log of writes, not in any file, not in the log, not on anybody's page."""
    sent = CHANNELS[channel](house)
    assert places(house.folder) == []
    assert KERNEL not in seen_by_others(house)
    counted.append(f"canary: {sent} ways through {channel}, found nowhere")


@pytest.mark.parametrize("channel", ["web", "telegram", "teams"])
def test_nothing_is_left_of_it_after_faults(tmp_path: Path, channel: str, counted: list[str]) -> None:
    """While the database breaks piece by piece everything is sent again: the faults quote nothing."""
    sent = 0
    with Services() as services:
        house = Running(tmp_path, services)
        for fault in FAULTS:
            house.sql("DROP TRIGGER IF EXISTS audit_head_moves")
            house.sql(fault)
            sent += CHANNELS[channel](house)
            assert KERNEL not in seen_by_others(house)
        house.stop()
    assert places(house.folder) == []
    logged = (house.folder / "log.jsonl").read_text("utf-8")
    assert logged.count('"turn failed"') > 20
    lines = len(logged.splitlines())
    counted.append(f"canary: {sent} ways with {len(FAULTS)} faults through {channel}, nowhere; {lines} lines")


def test_the_search_would_find_it(tmp_path: Path) -> None:
    """What stands in a database, or in its log of writes, is found: the other tests do look."""
    base = tmp_path / "ips.sqlite"
    with closing(sqlite3.connect(base)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE said (text TEXT)")
        other.execute("INSERT INTO said VALUES (?)", (f"Hva er {KERNEL}?",))
        other.commit()
        assert places(tmp_path) == ["ips.sqlite-wal"]
    assert places(tmp_path) == ["ips.sqlite"]


REFERRING = (
    *("jeg vil henvise", KERNEL, "ja", "ja", "ja", "18 år eller eldre", "nei", "ja", "2", "nei"),
    *("skriftlig", "i dag", "ja", KERNEL, "send"),
)
ANNA = {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn"}
JONAS = {"id": "jonas", "role": "job_specialist", "post": "dps-general"}


async def command(*words: str, folder: Path, given: str = "", **more: str) -> str:
    """Run a command beside this loop, and return what it prints."""
    base = sqlite(folder / "ips.sqlite")
    own = {"IPS_DATABASE": base, "IPS_MAIL_AFTER": "0", **more}
    done = await asyncio.to_thread(lambda: bot(*words, folder=folder, given=given, **own))
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_no_letter_quotes_it(tmp_path: Path) -> None:
    """News by e-mail holds nothing that was written, and no file the address once it is taken away."""
    address = f"{KERNEL.lower()}@example.org"
    lines = [{"as": JONAS, "say": "hei"}, *({"as": ANNA, "say": text} for text in REFERRING)]
    given = "\n".join(json.dumps(line) for line in lines)
    made = await command("play", "--db", sqlite(tmp_path / "ips.sqlite"), folder=tmp_path, given=given)
    assert "IPS-" in made
    with closing(sqlite3.connect(tmp_path / "ips.sqlite")) as other:
        other.execute("UPDATE outbox SET delivered_at = NULL")  # play has handed it over already
        other.commit()
    async with FakeSmtpServer() as office:
        await command("people", "email", "jonas", address, folder=tmp_path)
        server = {"IPS_SMTP_HOST": "127.0.0.1", "IPS_SMTP_PORT": str(office.port)}
        sent = await command("sweep", "--once", folder=tmp_path, IPS_SMTP_FROM="ips@example.org", **server)
    assert "1" in sent
    assert len(office.letters) == 1
    assert KERNEL not in office.letters[0].as_string()
    await command("people", "email", "jonas", "", folder=tmp_path)
    assert not [path for path in tmp_path.iterdir() if address.encode() in path.read_bytes()]
    assert places(tmp_path) == []
