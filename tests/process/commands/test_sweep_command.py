"""The sweep and the addresses of people, from the command line, with a real mail server."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import WrongSetting, read
from bot.shell.turns import SystemClock
from bot.storage.store import Store
from tests.delivery.making import ANNA, ids, tell
from tests.domain.making import directory
from tests.fakes.smtp import FakeSmtpServer
from tests.process.program import bot, environment, sqlite


async def house(folder: Path) -> Store:
    """Return a store with one person and one notice."""
    store = Store(sqlite(folder / "ips.sqlite"), directory())
    await store.upgrade()
    async with store.unit() as unit:
        await unit.person(ANNA)
        await unit.commit()
    await tell(store, SystemClock().now(), "anna")
    return store


def mail(office: FakeSmtpServer, folder: Path) -> dict[str, str]:
    """Return settings under which e-mail goes out at once."""
    return {
        "IPS_DATABASE": sqlite(folder / "ips.sqlite"),
        "IPS_SMTP_HOST": "127.0.0.1",
        "IPS_SMTP_PORT": str(office.port),
        "IPS_SMTP_FROM": "IPS <ips@example.org>",
        "IPS_MAIL_AFTER": "0",
    }


async def test_an_address_is_written_and_gets_the_news(tmp_path: Path) -> None:
    """`people email` and then `sweep --once`: one letter, with the words of the knowledge base."""
    store = await house(tmp_path)
    async with FakeSmtpServer() as office:
        settings = mail(office, tmp_path)
        for words, status, said in (
            (("people", "email", "anna", "anna@example.org"), 0, "anna: anna@example.org"),
            (("people", "email", "nobody", "x@example.org"), 2, "Nobody is known as nobody."),
            (("people", "email", "anna", "anna@x\nBcc: b@y"), 2, "no e-mail address"),
            (("sweep", "--once"), 0, "E-mails sent: 1"),
            (("sweep", "--once"), 0, "E-mails sent: 0"),
        ):
            done = await asyncio.to_thread(bot, *words, folder=tmp_path, **settings)
            assert done.returncode == status, done.stderr
            assert said in done.stdout + done.stderr
    assert office.ids() == await ids(store)
    assert office.letters[0]["Subject"] == "Nytt om IPS-7K3F"
    await store.close()


async def test_the_worker_goes_on_until_it_is_asked_to_stop(tmp_path: Path) -> None:
    """`sweep` sends what comes while it runs, and ends in good order."""
    store = await house(tmp_path)
    await store.set_email("anna", "anna@example.org")
    async with FakeSmtpServer() as office:
        process = await asyncio.to_thread(
            subprocess.Popen,
            [sys.executable, "-m", "bot", "sweep"],
            cwd=tmp_path,
            env=environment(**mail(office, tmp_path)),
            stderr=subprocess.PIPE,
        )
        async with asyncio.timeout(60):
            while not office.letters:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == 0
    await store.close()


def test_letters_need_a_sender() -> None:
    """A mail server without a sender stops the start with one sentence."""
    with pytest.raises(WrongSetting, match="IPS_SMTP_FROM"):
        read(smtp_host="mail.example.org")
