"""Questions, every turn committed: turns a second, statements and CPU of one, next to bare commits.

The whole assistant answers, with its own search and knowledge base, questions that were asked before.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from itertools import count

from bench.databases import on_both
from bench.loop import bare
from bench.turns import QUESTIONS
from bot import app as house
from bot.domain.message.message import Inbound
from bot.settings import read
from tests.contracts.house import ANNA
from tests.contracts.test_statements import statements

PEOPLE = 8
EACH = 80
_ids = count(1)


async def measure(name: str, address: str) -> None:
    """Print one row."""
    app = house.build(read(database=address, log_level="error", rate_person=0))
    store = app.store
    await store.upgrade()
    people = [replace(ANNA, id=f"anna{number}") for number in range(PEOPLE)]

    async def ask(number: int, times: int) -> None:
        for turn in range(times):
            update = f"q{next(_ids)}"
            text = QUESTIONS[turn % len(QUESTIONS)]
            await app.turns.take("bench", update, people[number], Inbound(update, text=text))

    commits = await bare(store)
    await asyncio.gather(*(ask(number, 2 * len(QUESTIONS)) for number in range(PEOPLE)))
    began, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(ask(number, EACH) for number in range(PEOPLE)))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    with statements(store) as sent:
        await ask(0, len(QUESTIONS))
    await store.close()
    taken = PEOPLE * EACH
    print(
        f"{name:12} {taken / seconds:10.1f} {len(sent) / len(QUESTIONS):12.1f} {cpu / taken * 1000:10.1f} "
        f"{commits:12.1f} {taken / seconds / commits:10.2f}"
    )


def main() -> None:
    """Print one table."""
    print(f"{PEOPLE} people ask at once; the peer is a bare insert and commit on the same database")
    print(f"{'':12} {'turns/s':>10} {'statements':>12} {'CPU ms':>10} {'commits/s':>12} {'ratio':>10}")
    on_both(measure)


if __name__ == "__main__":
    main()
