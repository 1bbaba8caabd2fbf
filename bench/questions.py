"""Questions, every turn committed: turns a second, statements and CPU of one, next to bare commits."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from itertools import count

import sqlalchemy as sa

from bench.databases import on_both
from bench.loop import bare
from bench.turns import QUESTIONS
from bot.domain.message.message import Inbound
from bot.storage.store import Store
from tests.contracts.house import ANNA, desk
from tests.domain.making import directory

PEOPLE = 8
EACH = 40
_ids = count(1)


async def measure(name: str, address: str) -> None:
    """Print one row."""
    store = Store(address, directory())
    await store.upgrade()
    turns, sent = desk(store), 0
    people = [replace(ANNA, id=f"anna{number}") for number in range(PEOPLE)]

    def counted(*_: object) -> None:
        nonlocal sent
        sent += 1

    async def ask(number: int, times: int) -> None:
        for turn in range(times):
            update = f"q{next(_ids)}"
            text = QUESTIONS[turn % len(QUESTIONS)]
            await turns.take("bench", update, people[number], Inbound(update, text=text))

    commits = await bare(store)
    await asyncio.gather(*(ask(number, len(QUESTIONS)) for number in range(PEOPLE)))
    sa.event.listen(store.engine.sync_engine, "before_cursor_execute", counted)
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(ask(number, EACH) for number in range(PEOPLE)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    await store.close()
    taken = PEOPLE * EACH
    print(
        f"{name:12} {taken / seconds:10.1f} {sent / taken:12.1f} {cpu / taken * 1000:10.1f} "
        f"{commits:12.1f} {taken / seconds / commits:10.2f}"
    )


def main() -> None:
    """Print one table."""
    print(f"{PEOPLE} people ask at once; the peer is a bare insert and commit on the same database")
    print(f"{'':12} {'turns/s':>10} {'statements':>12} {'CPU ms':>10} {'commits/s':>12} {'ratio':>10}")
    on_both(measure)


if __name__ == "__main__":
    main()
