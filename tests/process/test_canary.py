"""A string sent through every channel, field and error path is found nowhere afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.fakes.post_office import PostOffice
from tests.process.canary import CHANNELS, KERNEL, Running, web
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
    running = Running(tmp_path_factory.mktemp("canary"))
    yield running
    running.stop()


def seen_by_others(house: Running) -> str:
    """Return what others get to see: pages, error pages, the start of another person, the metrics."""
    cookie = house.login("jonas")
    pages = ("/", "/nothing", "/u/jonas/", "/u/jonas/api/start", "/u/anna/api/start", "/internal/metrics",
             "/internal/isready", "/u/jonas/api/referrals.csv")  # fmt: skip
    return "\n".join(house.ask("GET", page, cookie=cookie)[1] for page in pages)


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_left_of_it(house: Running, channel: str, kills: list[str]) -> None:
    """Not in the database and its log of writes, not in any file, not in the log, not on anybody's page."""
    sent = CHANNELS[channel](house)
    assert places(house.folder) == []
    assert KERNEL not in seen_by_others(house)
    kills.append(f"canary: {sent} ways through {channel}, found nowhere")


def test_nothing_is_left_of_it_after_faults(house: Running, kills: list[str]) -> None:
    """While the database breaks piece by piece everything is sent again: the faults quote nothing."""
    sent = 0
    for fault in FAULTS:
        with closing(sqlite3.connect(house.base, timeout=20)) as other:
            other.execute("DROP TRIGGER IF EXISTS audit_head_moves")
            other.execute(fault)
            other.commit()
        sent += web(house)
        assert KERNEL not in seen_by_others(house)
    assert places(house.folder) == []
    logged = (house.folder / "log.jsonl").read_text("utf-8")
    assert logged.count('"turn failed"') > 20
    kills.append(
        f"canary: {sent} ways with {len(FAULTS)} faults, found nowhere; {len(logged.splitlines())} log lines"
    )


async def test_no_letter_quotes_it(tmp_path: Path) -> None:
    """News goes out by e-mail; what anybody wrote is not in it, and no file keeps the address once it is gone."""
    address = f"{KERNEL.lower()}@example.org"
    own = {"IPS_DATABASE": sqlite(tmp_path / "ips.sqlite"), "IPS_MAIL_AFTER": "0"}
    lines = ['{"as": {"id": "anna", "role": "clinician", "service": "oyane-dps-allmenn"}, "say": "%s"}' % text
             for text in ("jeg vil henvise", KERNEL, "ja", "ja", "18 år eller eldre", "nei", "ja", "det som betyr noe"
                          " for jobb", "nei", "skriftlig", "i dag", "ja", KERNEL, "send")]  # fmt: skip
    lines.insert(0, '{"as": {"id": "jonas", "role": "job_specialist", "post": "dps-general"}, "say": "hei"}')

    async def run(*words: str, **more: str) -> str:
        done = await asyncio.to_thread(lambda: bot(*words, folder=tmp_path, **own, **more))
        assert done.returncode == 0, done.stderr
        return done.stdout

    made = await asyncio.to_thread(
        lambda: bot("play", "--db", own["IPS_DATABASE"], folder=tmp_path, given="\n".join(lines))
    )
    assert "IPS-" in made.stdout
    with closing(sqlite3.connect(tmp_path / "ips.sqlite")) as other:
        other.execute("UPDATE outbox SET delivered_at = NULL")  # play has handed it over already
        other.commit()
    async with PostOffice() as office:
        await run("people", "email", "jonas", address)
        mail = {
            "IPS_SMTP_HOST": "127.0.0.1",
            "IPS_SMTP_PORT": str(office.port),
            "IPS_SMTP_FROM": "ips@example.org",
        }
        assert "1" in await run("sweep", "--once", **mail)
    assert len(office.letters) == 1
    assert KERNEL not in office.letters[0].as_string()
    await run("people", "email", "jonas", "")
    assert [
        path.name for path in tmp_path.rglob("*") if path.is_file() and address.encode() in path.read_bytes()
    ] == []
    assert places(tmp_path) == []
