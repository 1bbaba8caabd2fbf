"""The way to the database: is it encrypted, until when do its certificates last, is a pooler in between?"""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from bot.diagnostics import certificate
from bot.domain.ports.health import Finding, Level
from bot.domain.ports.store import StoreFault
from bot.storage import encryption
from bot.storage.store import Store

LONGEST_S = 10.0 / 3
PORT = 5432


async def looked_at(address: str, store: Store, now: dt.datetime) -> list[Finding]:
    """Return what is found; nothing of SQLite, which is a file. That nobody answers its own check tells."""
    url = sa.make_url(address)
    if url.get_backend_name() != "postgresql":
        return []
    wanted = encryption.mode(url)
    found = [_way(url, wanted), *_files(url, now)]
    if wanted != encryption.NONE:
        found += await _certificate(url, now)
    return [*found, *await _pooler(store)]


def _way(url: sa.URL, wanted: str) -> Finding:
    values = {"host": url.host or "", "mode": wanted}
    if wanted == encryption.FULL:
        return Finding(Level.OK, "doctor.wire.encrypted", values)
    if wanted != encryption.NONE:
        return Finding(Level.WARNING, "doctor.wire.unchecked", values)
    if encryption.is_here(url):
        return Finding(Level.OK, "doctor.wire.here")
    return Finding(Level.WARNING, "doctor.wire.plain", values)


def _files(url: sa.URL, now: dt.datetime) -> list[Finding]:
    """Return until when the certificates last that the address names."""
    named = {name: str(url.query.get(name, "")) for name in ("sslrootcert", "sslcert")}
    found = []
    for name, file in named.items():
        if file and file != encryption.SYSTEM:
            with suppress(OSError, ValueError):  # then there is no connection either, and that is told
                found.append(certificate.lasting(name, certificate.first_end(Path(file)), now))
    return found


async def _certificate(url: sa.URL, now: dt.datetime) -> list[Finding]:
    host = url.host or ""
    try:
        ends = await asyncio.to_thread(certificate.of_postgresql, host, url.port or PORT, LONGEST_S)
    except (OSError, ValueError):
        return []
    return [certificate.lasting(f"PostgreSQL ({host})", ends, now)]


async def _pooler(store: Store) -> list[Finding]:
    with suppress(StoreFault):
        if not await store.is_pooled():
            return []
        key = "said" if store.pooler else "unsaid"
        return [Finding(Level.OK if store.pooler else Level.WARNING, f"doctor.pooler.{key}")]
    return []
