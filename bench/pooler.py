"""python -m bench.pooler [PGBOUNCER]: people refer through a real pgbouncer that pools by transaction.

It shares three connections to the server among two replicas' stores; the tables are made through it, too.
Each referral must be there once, with one entry in the trail. `PGBOUNCER` is the program (apt-get install
pgbouncer).
"""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.store import Store
from tests.contracts.house import ANNA, desk, refer, replace_id, say
from tests.domain.making import directory
from tests.fakes.postgres import Postgres

PEOPLE, EACH = 12, 3
POOL = 3
SETTINGS = """[databases]
* = host={server} port=5432 user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
logfile = {folder}/log
pidfile = {folder}/pid
unix_socket_dir =
user = {user}
ignore_startup_parameters = extra_float_digits
"""


@contextmanager
def pooled(program: str, server: Postgres) -> Iterator[int]:
    """Run pgbouncer in front of a server; yield its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        user = "pgserver" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        settings = folder / "pgbouncer.ini"
        settings.write_text(
            SETTINGS.format(server=server.folder, port=port, pool=POOL, folder=folder, user=user), "utf-8"
        )
        settings.chmod(0o644)
        process = subprocess.Popen([program, "-q", str(settings)])
        try:
            yield port
        finally:
            process.terminate()
            process.wait()


async def talked(address: str) -> str:
    """Let people refer at two replicas through it; return what was found. Raises AssertionError."""
    stores = [Store(address, directory()) for _ in range(2)]
    await stores[0].upgrade()
    desks = [desk(store) for store in stores]

    async def one(number: int) -> list[str]:
        who, kinds = replace_id(ANNA, f"c{number}"), []
        for round_ in range(EACH):
            turns = desks[(number + round_) % 2]
            kinds.append((await say(turns, who, "hva er IPS?")).kind)
            kinds.append((await refer(turns, who)).kind)
        return kinds

    kinds = Counter(kind for found in await asyncio.gather(*map(one, range(PEOPLE))) for kind in found)
    referrals = await stores[0].all_referrals()
    trail = await stores[0].rows("audit")
    opened = Counter(row["thing"] for row in trail if row["action"] == "referral.open")
    assert kinds == {"answer": PEOPLE * EACH, "dialog": PEOPLE * EACH}, kinds
    assert opened == Counter(one.code for one in referrals)
    assert len(referrals) == PEOPLE * EACH
    for store in stores:
        await store.close()
    return f"{len(referrals)} referrals by {PEOPLE} people at two replicas, each once; answers: {dict(kinds)}"


def main(program: str = "pgbouncer") -> int:
    """Print what was found; return the exit code."""
    if (found := shutil.which(program)) is None:
        print("pgbouncer is not there: name the program, or install it")
        return 2
    server = Postgres(own=True)
    try:
        name = server.name(server.empty())
        with pooled(found, server) as port:
            address = f"postgresql+asyncpg://postgres@127.0.0.1:{port}/{name}?pooler=transaction"
            print(asyncio.run(talked(address)))
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
