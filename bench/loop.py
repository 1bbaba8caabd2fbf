"""Referrals through the whole loop, every turn committed: SQLite and PostgreSQL, next to bare commits."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import sqlalchemy as sa

from bench.databases import on_both
from bot.domain.person.person import Person
from bot.domain.ports.store import Said
from bot.shell.turns import Turns
from bot.storage.database import transaction
from bot.storage.schema.tables import question_count
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk, press, to_summary
from tests.domain.making import directory

REFERRALS = 40
AT_ONCE = 8
COMMITS = 200
STEPS = ("accept", "first_meeting", "job_search", "job", "complete")


def next_button(said: Said, step: str) -> str:
    """Return the id of the shown button of a step."""
    return next(c.id for reply in said.replies for c in reply.choices if f":{step}" in c.id)


async def once_round(turns: Turns, clinician: Person) -> int:
    """Take one referral from the first question to its end; return how many turns that took."""
    sent = await press(turns, clinician, await to_summary(turns, clinician))
    shown = " ".join(c.id for reply in sent.replies for c in reply.choices)
    code = next(part for part in shown.replace(":", " ").split() if part.startswith("IPS-"))
    said = await press(turns, JONAS, f"referrals:{code}")
    taken = 12 + 2
    for step in STEPS:
        said = await press(turns, JONAS, next_button(said, step))
        taken += 1
        for sure in (c.id for reply in said.replies for c in reply.choices if c.id.endswith(":yes")):
            said = await press(turns, JONAS, sure)  # what tells others at once is asked once more
            taken += 1
    return taken


async def bare(store: Store) -> float:
    """Return commits a second of one small row each: what the database itself can do."""
    began = time.perf_counter()
    for number in range(COMMITS):
        async with transaction(store.engine) as connection:
            row = {"day": StandingClock().now().date(), "topic": str(number), "outcome": "", "lang": "nb"}
            await connection.execute(question_count.insert().values(**row, role="", count=1))
            await connection.commit()
    return COMMITS / (time.perf_counter() - began)


async def measure(name: str, address: str) -> None:
    """Print one row."""
    store = Store(address, directory())
    await store.upgrade()
    turns = desk(store)
    await store.add_people([JONAS])
    commits = await bare(store)
    queue = list(range(REFERRALS))
    count = 0

    async def work(number: int) -> None:
        nonlocal count
        while queue:
            queue.pop()
            taken = await once_round(turns, replace(ANNA, id=f"anna{number}"))
            count += taken

    began = time.perf_counter()
    await asyncio.gather(*(work(number) for number in range(AT_ONCE)))
    seconds = time.perf_counter() - began
    async with transaction(store.engine, reading=True) as connection:
        closed = (
            await connection.execute(sa.text("SELECT count(*) FROM referral WHERE NOT is_open"))
        ).scalar()
    await store.close()
    if closed != REFERRALS:
        raise RuntimeError(f"{closed} of {REFERRALS} referrals came to their end")
    a_second = count / seconds
    print(
        f"{name:12} {REFERRALS / seconds:10.1f} {a_second:10.1f} {commits:12.1f} {a_second / commits:10.2f}"
    )


def main() -> None:
    """Print one table."""
    print(
        f"{REFERRALS} referrals, {AT_ONCE} at once; the peer is a bare insert and commit on the same database"
    )
    print(f"{'':12} {'referrals/s':>10} {'turns/s':>10} {'commits/s':>12} {'ratio':>10}")
    on_both(measure)


if __name__ == "__main__":
    main()
