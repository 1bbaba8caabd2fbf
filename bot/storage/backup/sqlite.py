"""SQLite: copied by its own online backup, so that turns go on meanwhile and the copy is of one moment."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.storage.backup.fault import EXISTS, NO_COPY, BackupFault

PAGES, PAUSE_S = 256, 0.005
"""How many pages are copied at once, and how long others may write in between, in seconds."""


def save(database: Path, path: Path) -> int:
    """Copy a database into a new file that nobody else may read; return how many bytes it has.

    Raises BackupFault when the file is there already, or the copy is not whole.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as fault:
        raise BackupFault(EXISTS.format(path=path)) from fault
    try:
        with closing(_opened(database)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there, pages=PAGES, sleep=PAUSE_S)
            there.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            if there.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise BackupFault("The copy is not whole, so it was removed: look at the disk.")
    except (sqlite3.Error, BackupFault):
        path.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def version_of(path: Path) -> str:
    """Return the version of the tables in a copy. Raises BackupFault when it is none."""
    try:
        with closing(_opened(path)) as copy:
            row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as fault:
        raise BackupFault(NO_COPY.format(path=path)) from fault
    if row is None:
        raise BackupFault(NO_COPY.format(path=path))
    return str(row[0])


def put_back(path: Path, database: Path) -> None:
    """Copy a copy back, over tables without rows."""
    database.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(database, os.O_CREAT | os.O_RDONLY, 0o600))
    with closing(_opened(path)) as copy, closing(sqlite3.connect(database)) as here:
        copy.backup(here)


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that is there, to read it."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
