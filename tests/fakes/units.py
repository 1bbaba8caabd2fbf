"""Real units of work with one fault built in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any

from bot.domain.ports import UnitOfWork
from bot.storage.store import Store
from bot.storage.unit_of_work import SqlUnitOfWork
from tests.domain.making import directory

Before = Callable[[], Awaitable[None]]


class FaultyUnit(SqlUnitOfWork):
    """Does something, once, before it commits: raise, or let somebody else in between."""

    before_commit: Iterator[Before] = iter(())

    async def commit(self) -> None:
        """See ports.UnitOfWork."""
        for before in self.before_commit:
            await before()
            break
        await super().commit()


class BetweenUnit(SqlUnitOfWork):
    """Lets somebody else in between what it reads and what it writes, once."""

    in_between: Iterator[Before] = iter(())

    async def world(self, *given: Any) -> Any:
        """See ports.UnitOfWork."""
        world = await super().world(*given)
        for before in self.in_between:
            await before()
            break
        return world


def failing(store: Store, *befores: Before) -> Callable[[bool], AbstractAsyncContextManager[UnitOfWork]]:
    """Return units whose commits are each preceded by one of `befores`, as long as there are any."""
    left = iter(befores)

    def unit(reading: bool) -> FaultyUnit:
        made = FaultyUnit(store.engine, directory(), reading=reading)
        made.before_commit = left if not reading else iter(())
        return made

    return unit


def interrupted(store: Store, *befores: Before) -> Callable[[bool], AbstractAsyncContextManager[UnitOfWork]]:
    """Return units that let somebody in after reading, as long as there are any `befores`."""
    left = iter(befores)

    def unit(reading: bool) -> BetweenUnit:
        made = BetweenUnit(store.engine, directory(), reading=reading)
        made.in_between = left if not reading else iter(())
        return made

    return unit
