"""Real units of work with one fault built in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager

from bot.domain.ports.store import StaleReferral, UnitOfWork
from bot.storage.store import Store
from bot.storage.units.unit_of_work import SqlUnitOfWork
from tests.domain.making import directory

Step = Callable[[], Awaitable[None]]
Units = Callable[[bool], AbstractAsyncContextManager[UnitOfWork]]


class FaultyUnit(SqlUnitOfWork):
    """Takes the next step of each row, if one is left, before it begins and before it commits."""

    before_begin: Iterator[Step] = iter(())
    before_commit: Iterator[Step] = iter(())

    async def __aenter__(self) -> FaultyUnit:
        await _take(self.before_begin)
        await super().__aenter__()
        return self

    async def commit(self) -> None:
        """See ports.UnitOfWork."""
        await _take(self.before_commit)
        await super().commit()


async def _take(steps: Iterator[Step]) -> None:
    for step in steps:
        await step()
        break


def failing(store: Store, *before_commit: Step, before_begin: tuple[Step, ...] = ()) -> Units:
    """Return units that take these steps, one a writing unit, before they commit (or begin)."""
    commits, begins = iter(before_commit), iter(before_begin)

    def unit(reading: bool) -> FaultyUnit:
        made = FaultyUnit(store.engine, directory(), reading=reading)
        if not reading:
            made.before_commit, made.before_begin = commits, begins
        return made

    return unit


def interrupted(store: Store, other: Step) -> Units:
    """Return units of which the first meets a changed referral; `other` is done before the second begins."""

    async def stale() -> None:
        raise StaleReferral("changed in between")

    async def nothing() -> None:
        return

    return failing(store, stale, before_begin=(nothing, other))
