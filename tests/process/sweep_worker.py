"""The sweeping worker as a process that starts fast, to be killed: a real store, a real mail server.

A fork server has everything imported already, so that a restart takes milliseconds.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

import structlog

from bot.delivery.sweep import Pace
from bot.storage.store import Store
from tests.delivery.making import sweep_over
from tests.domain.making import directory

NOON = dt.time(12, tzinfo=dt.UTC)
PACE = Pace(
    every_s=0.01,
    chat_first=dt.timedelta(),
    first_wait=dt.timedelta(milliseconds=150),
    longest_wait=dt.timedelta(milliseconds=300),
)
"""As impatient as can be: what a killed worker had in hand is tried again by one of the next."""


class NoonClock:
    """Runs on from a Monday at noon, so that the test does the same by night and on Sundays."""

    def __init__(self, began: dt.datetime) -> None:
        self._ahead = dt.datetime.combine(dt.date(2026, 11, 23), NOON) - began

    def now(self) -> dt.datetime:
        """See ports.Clock."""
        return dt.datetime.now(dt.UTC) + self._ahead


def work(address: str, port: int, began: dt.datetime) -> None:
    """Sweep until killed. `began` is when the test began, on the machine's clock."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    directory()
    asyncio.run(_work(address, port, NoonClock(began)))


async def _work(address: str, port: int, clock: NoonClock) -> None:
    store = Store(address, directory())
    await sweep_over(store, clock, port, PACE).forever(asyncio.Event())
