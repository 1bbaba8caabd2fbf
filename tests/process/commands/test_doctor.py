"""The doctor, run by whoever looks after the service: real databases, mail servers, certificates."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import sqlite3
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.diagnostics import guard, traces
from bot.domain.ports.health import Level
from bot.knowledge.base.entry import LANGUAGES, Words
from bot.settings import read
from bot.storage.store import Store
from tests.domain.making import directory
from tests.fakes.certificate import certified
from tests.fakes.databases import sqlite_file
from tests.fakes.smtp import FakeSmtpServer
from tests.handlers.talk import say as words
from tests.process.inside import inside
from tests.process.program import bot, fresh, sqlite

MINUTE = dt.timedelta(minutes=1)


def examined(folder: Path, *more: str, **settings: str) -> tuple[int, str]:
    """Return the exit code and what the doctor says; the database is new and up to date."""
    done = inside(
        "doctor", *more, folder=folder, **{"IPS_DATABASE": sqlite_file(folder / "d.sqlite"), **settings}
    )
    return done.exit_code, done.stdout


def test_a_healthy_house(tmp_path: Path) -> None:
    """Nothing is wrong with a new one; what is not set up yet is a warning (by processes)."""
    settings = {"IPS_DATABASE": sqlite(tmp_path / "d.sqlite"), "IPS_SECRET": "s" * 32}
    assert bot("db", "upgrade", folder=tmp_path, **settings).returncode == 0
    done = fresh("doctor", folder=tmp_path, **settings)
    said = done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert words("nb", "doctor.secret.ok") in said
    assert words("nb", "doctor.mail.none") in said
    assert words("nb", "doctor.no_channel") in said
    assert words("nb", "doctor.guard.ok") in said
    assert words("nb", "doctor.operation.overdue", count=0) in said


def test_a_copy_that_was_made_is_on_record(tmp_path: Path) -> None:
    """Until there is one the doctor warns; afterwards it says how old it is."""
    assert words("nb", "doctor.copy.none") in examined(tmp_path)[1]
    base = {"IPS_DATABASE": sqlite_file(tmp_path / "d.sqlite")}
    assert inside("db", "backup", str(tmp_path / "copy"), folder=tmp_path, **base).exit_code == 0
    done = inside("doctor", folder=tmp_path, **base)
    assert "✓ " + words("nb", "doctor.copy.last", days=0) in done.stdout


async def test_a_collector_of_traces_is_knocked_at(tmp_path: Path) -> None:
    """Who listens is found, who does not is a warning."""
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    here = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    for url, key in ((here, "ok"), ("http://127.0.0.1:1", "closed")):
        found = await traces.looked_at(read(otlp=url))
        assert [one.key for one in found] == [f"doctor.traces.{key}"]
    server.close()
    assert await traces.looked_at(read()) == []


def test_a_guard_that_is_blind_is_a_fault() -> None:
    """In whichever language: with words that say nothing the guard sees nothing."""
    mute = Words({lang: {"doctor.guard.danger": "hei", "doctor.guard.number": "hei"} for lang in LANGUAGES})
    assert [(one.level, one.values["lang"]) for one in guard.looked_at(mute)] == [
        (Level.FAULT, lang) for lang in LANGUAGES
    ]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_everything_wrong_is_said_with_how_to_mend_it(tmp_path: Path, lang: str) -> None:
    """Database, mail, secret and address are faults, each in the language that was asked for."""
    code, said = examined(
        tmp_path,
        "--lang",
        lang,
        IPS_DATABASE="sqlite+aiosqlite:////nowhere/at/all.sqlite",
        IPS_SECRET="short",
        IPS_SMTP_HOST="127.0.0.1",
        IPS_SMTP_PORT="1",
        IPS_SMTP_FROM="ips@example.org",
        IPS_WEBHOOK_URL="http://assistant.example.org",
    )
    assert code == 1
    assert words(lang, "doctor.secret.short") in said
    address = {"url": "http://assistant.example.org", "setting": "IPS_WEBHOOK_URL"}
    assert words(lang, "doctor.address.open", **address) in said
    for setting in ("IPS_DATABASE", "IPS_SMTP_HOST", "IPS_SECRET", "IPS_WEBHOOK_URL"):
        assert setting in said


def test_an_old_database_is_told(tmp_path: Path) -> None:
    """A database that was never brought up to date names the command."""
    done = bot("doctor", folder=tmp_path, IPS_DATABASE=sqlite(tmp_path / "new.sqlite"))
    assert "python -m bot db upgrade" in done.stdout
    assert done.returncode == 1


@contextmanager
def https(folder: Path, ends: dt.timedelta) -> Iterator[int]:
    """A server with a certificate of its own that runs out after a while; yields its port."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=400))
        .not_valid_after(now + ends)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    pem.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for _ in range(2):  # it is looked at, and then believed or not
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as talk:
                    talk.recv(1)

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        yield listener.getsockname()[1]
        server.join(5)


@pytest.mark.parametrize(("days", "code", "mark"), [(-3, 1, "✗"), (10, 0, "!"), (90, 0, "✓")])
def test_a_certificate_that_runs_out_is_told_in_time(tmp_path: Path, days: int, code: int, mark: str) -> None:
    """Over is a fault, less than 30 days a warning, more is well."""
    with https(tmp_path, dt.timedelta(days=days, hours=1)) as port:
        done, said = examined(tmp_path, IPS_SECRET="s" * 32, IPS_BASE_URL=f"https://localhost:{port}")
    line = next(line for line in said.splitlines() if "Sertifikatet" in line)
    assert (done, line[0]) == (code, mark)
    why = "self-signed certificate"
    doubted = words("nb", "doctor.address.doubted", host="localhost", why=why) in said
    assert doubted == (days > 0), "nobody we know has signed it; when it is over that is said, and enough"


class Telling(BaseHTTPRequestHandler):
    """Tells the time as its server has it."""

    def do_HEAD(self) -> None:
        """Answer like a service that wants a key: the time stands there all the same."""
        self.send_response(404)
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return what stands as Date."""
        return formatdate(time.time() + self.server.ahead, usegmt=True)


@pytest.mark.parametrize(
    ("ahead", "key", "mark"),
    [(0, "ok", "✓"), (20, "ok", "✓"), (3600, "slow", "!"), (-300, "fast", "!")],
)
def test_a_wrong_clock_is_told(tmp_path: Path, ahead: int, key: str, mark: str) -> None:
    """The clock is compared with that of a channel's service: seconds do not matter, minutes do."""
    with HTTPServer(("127.0.0.1", 0), Telling) as server:
        server.ahead = ahead
        threading.Thread(target=server.serve_forever, daemon=True).start()
        api = f"http://127.0.0.1:{server.server_port}"
        _, said = examined(tmp_path, IPS_TELEGRAM_TOKEN="1:abc", IPS_TELEGRAM_API=api)
        server.shutdown()
    line = next(line for line in said.splitlines() if "lokka" in line)
    assert line[0] == mark
    spread = range(-2, 3)  # seconds pass while it is asked
    may_say = {words("nb", f"doctor.clock.{key}", name="127.0.0.1", seconds=abs(ahead) + s) for s in spread}
    assert line[2:] in may_say


def test_a_clock_that_leapt_is_told_and_trusted_by_a_command(tmp_path: Path) -> None:
    """As long as the sweep stands still the doctor says so, and with which command it goes on."""
    base = {"IPS_DATABASE": sqlite_file(tmp_path / "d.sqlite")}

    async def seen_long_ago() -> None:
        store = Store(base["IPS_DATABASE"], directory())
        await store.trust_clock(dt.datetime.now(dt.UTC) - dt.timedelta(days=30, hours=1))
        await store.close()

    asyncio.run(seen_long_ago())
    told = "✗ " + words("nb", "doctor.clock.leapt", days=30)
    assert told in inside("doctor", folder=tmp_path, **base).stdout
    assert inside("db", "trust-clock", folder=tmp_path, **base).exit_code == 0
    assert "trust-clock" not in inside("doctor", folder=tmp_path, **base).stdout


def test_without_anybody_to_compare_with_the_time_is_shown(tmp_path: Path) -> None:
    """SQLite and no channel: a human looks whether the time is right."""
    _, said = examined(tmp_path)
    now = dt.datetime.now(ZoneInfo("Europe/Oslo"))
    shown = {words("nb", "doctor.clock.alone", time=f"{at:%d.%m.%Y %H:%M}") for at in (now, now - MINUTE)}
    assert any(line in said for line in shown)


WEBHOOK = {"IPS_TELEGRAM_MODE": "webhook", "IPS_TELEGRAM_SECRET": "s", "IPS_TELEGRAM_TOKEN": "1:abc"}


@pytest.mark.parametrize(("status", "key"), [(401, "ok"), (200, "wrong"), (404, "wrong"), (0, "closed")])
def test_the_way_in_of_a_channel_is_tried(tmp_path: Path, status: int, key: str) -> None:
    """Where Telegram is to come in, the doctor knocks without a key, and must be turned away."""

    class Doorkeeper(Telling):
        """Answers all alike."""

        def do_POST(self) -> None:
            """Turn away, or not."""
            self.send_response(status)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Doorkeeper) as server:
        server.ahead = 0
        threading.Thread(target=server.serve_forever, daemon=True).start()
        api = f"http://127.0.0.1:{server.server_port}"
        base = api if status else "http://127.0.0.1:1"
        _, said = examined(tmp_path, IPS_TELEGRAM_API=api, IPS_WEBHOOK_URL=base, **WEBHOOK)
        server.shutdown()
    values = {"url": f"{base}/telegram/updates", "status": status, "fault": "ConnectError"}
    mark = "✓" if key == "ok" else "✗"
    assert f"{mark} {words('nb', f'doctor.door.{key}', **values)}" in said


HANDED_ON = [
    (200, '<form method="post" action="/login">', True),
    (421, "Unknown host.", True),
    (403, "The demo login is for this machine alone, not for a proxy.", True),
    (404, '{"detail":"Not Found"}', False),
    (200, "Welcome to nginx!", False),
]


@pytest.mark.parametrize(("status", "page", "told"), HANDED_ON)
def test_pages_that_a_proxy_hands_on_are_told(tmp_path: Path, status: int, page: str, told: bool) -> None:
    """The doctor looks from outside: our pages at the webhooks' address are a fault, another's are not."""

    class Proxy(Telling):
        """Hands on."""

        def do_GET(self) -> None:
            """Show a page."""
            self.send_response(status)
            self.end_headers()
            self.wfile.write(page.encode())

    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        server.ahead = 0
        threading.Thread(target=server.serve_forever, daemon=True).start()
        at = f"http://127.0.0.1:{server.server_port}"
        _, said = examined(tmp_path, IPS_WEBHOOK_URL=at)
        server.shutdown()
    assert (f"✗ {words('nb', 'doctor.door.pages', url=f'{at}/')}" in said) == told


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
async def test_the_certificate_of_the_mail_server(tmp_path: Path, security: str) -> None:
    """It lasts another day, as the authority's does: both are told; without encryption there is none."""
    context, ca = certified(tmp_path)
    settings = {"IPS_SMTP_CA": str(ca)} if security != "none" else {}
    async with FakeSmtpServer(tls=context, from_the_start=security == "tls") as office:
        _, said = await asyncio.to_thread(
            lambda: examined(
                tmp_path,
                IPS_SMTP_HOST="127.0.0.1",
                IPS_SMTP_PORT=str(office.port),
                IPS_SMTP_FROM="ips@example.org",
                IPS_SMTP_SECURITY=security,
                **settings,
            )
        )
    assert "✓ " + words("nb", "doctor.mail.ok", host="127.0.0.1") in said
    for host in ("127.0.0.1", "IPS_SMTP_CA"):
        line = "! " + words("nb", "doctor.address.certificate", host=host, days=0)
        assert (line in said) == (security != "none")


def test_a_file_that_others_may_read_and_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    """Both are told by name: the file with its path, the talk with whose it is."""
    address = sqlite_file(tmp_path / "d.sqlite")
    assert inside("db", "upgrade", folder=tmp_path, IPS_DATABASE=address).exit_code == 0
    with sqlite3.connect(tmp_path / "d.sqlite") as connection:
        connection.execute(
            "INSERT INTO session (person, state, at) VALUES ('anna', '[7]', '2026-11-23 09:00:00')"
        )
    (tmp_path / "d.sqlite").chmod(0o644)
    code, said = examined(tmp_path)
    assert code == 1
    assert words("nb", "doctor.rows.bad", name="anna") in said
    assert words("nb", "doctor.database.open", path=str(tmp_path / "d.sqlite")) in said
    (tmp_path / "d.sqlite").chmod(0o600)
    assert words("nb", "doctor.database.open", path=str(tmp_path / "d.sqlite")) not in examined(tmp_path)[1]
