"""How the time of «mine henvisninger» and of the sweep grows with the number of referrals."""

from __future__ import annotations

import datetime as dt
import statistics
import time

from bench.databases import on_both
from bot.delivery.sweep import Sweep
from bot.domain.case.referral import State
from bot.domain.clock.working_days import is_working_day
from bot.domain.message.message import Inbound
from bot.domain.person.person import Person, Role
from bot.storage.database import transaction
from bot.storage.schema import codec
from bot.storage.schema.tables import change, referral
from bot.storage.store import Store
from tests.contracts.house import ANNA, JONAS, StandingClock, desk
from tests.domain.making import NOW, consent, directory

SIZES = (100, 1_000, 10_000, 100_000)
ASKED = 25
KARI = Person("kari", Role.COORDINATOR)
METTE = Person("mette", Role.METHOD_SUPERVISOR, post="dps-supervisor")
PEOPLE = (ANNA, JONAS, METTE, KARI)
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def code(number: int) -> str:
    """Return the code of a made-up referral."""
    signs = ""
    for _ in range(5):
        number, place = divmod(number, len(SIGNS))
        signs += SIGNS[place]
    return f"IPS-{signs}"


async def fill(store: Store, start: int, end: int) -> None:
    """Add referrals: all over the posts and clinicians, nineteen of twenty are over."""
    posts = [post.id for post in directory().posts.values()]
    agreed = codec.consent_to_json(consent())
    for first in range(start, end, 5_000):
        rows, steps = [], []
        for number in range(first, min(first + 5_000, end)):
            is_open = number % 20 == 0 and number < 2_000
            state = State.ACCEPTED if is_open else State.COMPLETED
            at = NOW - dt.timedelta(minutes=number)
            who = "anna" if number % 50 == 0 and number < 5_000 else f"c{number % 2_000}"
            rows.append(
                {
                    "code": code(number),
                    "service": "oyane-dps-allmenn",
                    "clinician": who,
                    "post": posts[number % len(posts)],
                    "state": state.value,
                    "is_open": is_open,
                    "version": 2,
                    "consent": agreed,
                    "changed_at": at,
                    "waiting_since": None,
                }
            )
            for n, to in enumerate((State.REQUESTED, state), 1):
                steps.append(
                    {"code": code(number), "number": n, "to_state": to.value, "by_person": who, "at": at}
                )
        async with transaction(store.engine) as connection:
            await connection.execute(referral.insert(), rows)
            await connection.execute(change.insert(), steps)
            await connection.commit()


async def measure(name: str, address: str) -> None:
    """Print one row for each size."""
    store = Store(address, directory())
    await store.upgrade()
    await store.add_people(PEOPLE)
    turns = desk(store)
    clock = StandingClock(dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC))
    sweep = Sweep(lambda reading: store.sweep_unit(reading=reading), directory(), is_working_day, clock)
    first: list[float] = []
    before = 0
    for size in SIZES:
        await fill(store, before, size)
        before = size
        if address.startswith("postgres"):
            async with transaction(store.engine) as connection:
                await connection.exec_driver_sql("ANALYZE")
                await connection.commit()
        row = [await asked(turns, person) for person in PEOPLE]
        await sweep.look()  # what is due is written; the second time there is only looking
        began = time.perf_counter()
        await sweep.look()
        row.append(time.perf_counter() - began)
        first = first or row
        times = " ".join(f"{s * 1000:7.1f} ({s / f:4.1f}×)" for s, f in zip(row, first, strict=True))
        print(f"{name:10} {size:8,} {times}")
    await store.close()


async def asked(turns: object, person: Person) -> float:
    """Return the median of the seconds that «mine henvisninger» takes."""
    taken = []
    for number in range(ASKED):
        update = f"{person.id}-{number}-{time.perf_counter_ns()}"
        began = time.perf_counter()
        said = await turns.take("bench", update, person, Inbound(update, text="mine henvisninger"))  # type: ignore[attr-defined]
        taken.append(time.perf_counter() - began)
        assert said.replies
    return statistics.median(taken)


def main() -> None:
    """Print one table."""
    heads = " ".join(
        f"{head:>15}" for head in ("clinician", "specialist", "supervisor", "coordinator", "sweep")
    )
    print(f"milliseconds, and how many times as long as with {SIZES[0]}")
    print(f"{'':10} {'referrals':>8} {heads}")
    on_both(measure)


if __name__ == "__main__":
    main()
