"""PostgreSQL: copied and put back by its own pg_dump and pg_restore, which must be on the path."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import sqlalchemy as sa

from bot.storage import encryption
from bot.storage.backup.fault import EXISTS, NO_COPY, BackupFault

VERSION = re.compile(r"^COPY \S*alembic_version \(version_num\) FROM stdin;\n(\S+)\n\\\.", re.MULTILINE)
NAMES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
FILES = {"sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
NO_TOOL = "{tool} is not on the path: install PostgreSQL's client programs, of the server's version or newer."


def save(address: str, path: Path) -> int:
    """Copy a database into a new file that nobody else may read; return how many bytes it has."""
    try:
        target = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as fault:
        raise BackupFault(EXISTS.format(path=path)) from fault
    try:
        with os.fdopen(target, "wb") as file:
            _run(address, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", out=file.fileno())
    except BackupFault:
        path.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def version_of(path: Path) -> str:
    """Return the version of the tables in a copy. Raises BackupFault when it is none."""
    command = ("pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(path))
    try:
        told = _called(command, os.environ, subprocess.PIPE)
    except BackupFault as fault:
        raise BackupFault(str(fault) if "path:" in str(fault) else NO_COPY.format(path=path)) from fault
    found = VERSION.search(told)
    if found is None:
        raise BackupFault(NO_COPY.format(path=path))
    return found[1]


def put_back(path: Path, address: str) -> None:
    """Put a copy back, over tables without rows: all of it, or nothing."""
    name = str(sa.make_url(address).database)
    over = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction")
    _run(address, "pg_restore", *over, "--exit-on-error", f"--dbname={name}", str(path))


def environment(address: str) -> dict[str, str]:
    """Return what tells PostgreSQL's programs where the database is: a password is on no command line."""
    url = sa.make_url(address)
    said = {"host": url.host, "port": url.port, "user": url.username, "password": url.password, **url.query}
    names = {**NAMES, **FILES}
    return {
        **os.environ,
        **_encrypted(url),
        **{names[key]: str(value) for key, value in said.items() if value and key in names},
        "PGDATABASE": str(url.database),
    }


def _encrypted(url: sa.URL) -> dict[str, str]:
    """Return how they are to reach it: as the program itself does."""
    mode = encryption.mode(url)
    known = {"PGSSLROOTCERT": encryption.SYSTEM} if mode == encryption.FULL else {}
    return {"PGSSLMODE": mode, **known}


def _run(address: str, tool: str, *options: str, out: int = subprocess.DEVNULL) -> None:
    _called((tool, *options), environment(address), out)


def _called(command: tuple[str, ...], around: os._Environ[str] | dict[str, str], out: int) -> str:
    try:
        done = subprocess.run(
            command, env=around, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, check=False
        )
    except FileNotFoundError as fault:
        raise BackupFault(NO_TOOL.format(tool=command[0])) from fault
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise BackupFault(f"{command[0]} says: {said[-1] if said else done.returncode}")
    return (done.stdout or b"").decode(errors="replace")
