"""The sweeping worker as a process that starts fast, to be killed: a real store, a real mail server.

A fork server has everything imported already, so that a restart takes milliseconds.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

import structlog

from bot.delivery.retry import RetryPolicy
from bot.delivery.sweep import SweepPolicy
from bot.storage.store import Store
from tests.delivery.making import sweep_over
from tests.domain.making import directory

NOON = dt.time(12, tzinfo=dt.UTC)
PACE = SweepPolicy(
    every_s=0.01,
    chat_first=dt.timedelta(),
)
RETRY = RetryPolicy(lease=dt.timedelta(milliseconds=250), first_wait=0.15, longest_wait=0.3)
"""As impatient as can be: what a killed worker had in hand is tried again by one of the next."""


class NoonClock:
    """Runs on from a Monday at noon, so that the test does the same by night and on Sundays."""

    def __init__(self, began: dt.datetime) -> None:
        self._ahead = dt.datetime.combine(dt.date(2026, 11, 23), NOON) - began

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return dt.datetime.now(dt.UTC) + self._ahead


def work(address: str, port: int, began: dt.datetime, retry: RetryPolicy = RETRY) -> None:
    """Sweep until killed. `began` is when the test began, on the machine's clock."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    directory()
    asyncio.run(_work(address, port, NoonClock(began), retry))


async def _work(address: str, port: int, clock: NoonClock, retry: RetryPolicy) -> None:
    store = Store(address, directory())
    await sweep_over(store, clock, port, PACE, retry).forever(asyncio.Event())
