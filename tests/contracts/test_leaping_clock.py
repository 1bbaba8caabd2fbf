"""A clock that leaps ahead ends nothing until somebody says that it is right; on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt

from bot.domain.ports.store import Said
from bot.domain.turn.outcome import OpenReferral
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.delivery.making import ANNA, JONAS, know, sweep_over
from tests.domain.making import consent, referral

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


async def written(store: Store, at: dt.datetime) -> None:
    """Write a referral with a consent, and an update that was taken a while ago."""
    await know(store, ANNA, JONAS)
    async with store.unit() as unit:
        await unit.apply([OpenReferral(referral(at=at, consent=consent(recorded_at=at)))], at)
        await unit.remember("web", "anna:1", Said((), "answer"), at, "anna")
        await unit.commit()


async def everything(store: Store) -> tuple[object, ...]:
    """Return what a sweep could change."""
    async with store.unit(reading=True) as unit:
        said = await unit.said("web", "anna:1")
    return await store.all_referrals(), await store.rows("outbox"), await store.rows("audit"), said


async def test_a_clock_that_leaps_ahead_ends_nothing(store: Store) -> None:
    """400 days ahead: no consent is ended, nobody told, nothing forgotten, by several rounds and restarts."""
    clock = StandingClock(MONDAY)
    await written(store, MONDAY)
    sweep = sweep_over(store, clock)
    await sweep.once()
    before = await everything(store)
    clock.at += 400 * DAY
    for one in (sweep, sweep, sweep_over(store, clock)):
        await one.once()
        assert one.stands_still
    assert await everything(store) == before
    clock.at -= 400 * DAY
    await sweep.once()
    assert not sweep.stands_still
    assert await everything(store) == before


async def test_who_trusts_the_clock_lets_the_sweep_go_on(store: Store) -> None:
    """By the command's own way: then the consent has run out, and the update is forgotten."""
    clock = StandingClock(MONDAY)
    await written(store, MONDAY)
    sweep = sweep_over(store, clock)
    await sweep.once()
    before = await everything(store)
    clock.at += 400 * DAY
    await sweep.once()
    await store.trust_clock(clock.at)
    assert (await store.rows("audit"))[-1]["action"] == "service.clock_trusted"
    await sweep.once()
    assert not sweep.stands_still
    after = await everything(store)
    assert after[1] != before[1]
    assert after[3] is None


async def test_a_weekend_is_no_leap(store: Store) -> None:
    """Three days during which nothing ran need no command; nor does a year of rounds."""
    clock = StandingClock(MONDAY)
    sweep = sweep_over(store, clock)
    for _ in range(10):
        await sweep.once()
        assert not sweep.stands_still
        clock.at += 3 * DAY
