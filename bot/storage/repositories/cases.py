"""Reads and writes what referrals and inquiries have in common: the row of a case, and its history."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.case.code import Code, Prefix, fresh
from bot.domain.case.history import Case, Entry
from bot.domain.ports.store import StaleReferral
from bot.safety import stops
from bot.storage.repositories.rows import readable

C = TypeVar("C", bound=Case[Any])
E = TypeVar("E", bound=Entry[Any])
Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CaseTable(Generic[C, E]):
    """The two tables of a kind of case: each case with its newest state, and all its changes.

    `own` and `own_change` return what only this kind has; `read` and `read_change` make values of rows again.
    """

    cases: sa.Table
    changes: sa.Table
    prefix: Prefix
    own: Callable[[C], Columns]
    own_change: Callable[[E], Columns]
    read: Callable[[sa.RowMapping, tuple[E, ...]], C]
    read_change: Callable[[sa.RowMapping], E]

    async def load(
        self, connection: AsyncConnection, where: sa.ColumnElement[bool], most: int
    ) -> tuple[C, ...]:
        """Return the cases that fit, open ones first, the last changed first; at most `most`."""
        t = self.cases
        query = sa.select(t).where(where).order_by(t.c.is_open.desc(), t.c.changed_at.desc()).limit(most)
        rows = (await connection.execute(query)).mappings().all()
        histories = await self._histories(connection, [row["code"] for row in rows])

        def read(row: sa.RowMapping) -> C:
            return self.read(row, tuple(map(self.read_change, histories[row["code"]])))

        return tuple(readable(t.name, rows, read))

    async def _histories(
        self, connection: AsyncConnection, codes: Sequence[str]
    ) -> Mapping[str, Sequence[sa.RowMapping]]:
        t = self.changes
        query = sa.select(t).where(t.c.code.in_(codes)).order_by(t.c.code, t.c.number)
        histories: dict[str, list[sa.RowMapping]] = defaultdict(list)
        for row in (await connection.execute(query)).mappings() if codes else ():
            histories[row["code"]].append(row)
        return histories

    async def insert(self, connection: AsyncConnection, case: C) -> None:
        """Write a new case with its history."""
        await connection.execute(self.cases.insert().values(code=case.code, **self._columns(case)))
        await self._insert_changes(connection, case, after=0)

    async def update(self, connection: AsyncConnection, case: C, expected_version: int) -> None:
        """Write a case over the version it came from. Raises StaleReferral when that is gone."""
        t = self.cases
        query = t.update().where(t.c.code == case.code, t.c.version == expected_version)
        done = await connection.execute(query.values(**self._columns(case)))
        if done.rowcount != 1:
            raise StaleReferral(case.code)
        await self._insert_changes(connection, case, after=expected_version)

    async def fresh_code(self, connection: AsyncConnection) -> Code:
        """Return a code that no case of this kind has, and that the guard lets pass ("IPS-7K3F")."""
        while True:
            code = fresh(self.prefix, secrets.choice, stops)
            taken = sa.select(self.cases.c.code).where(self.cases.c.code == code)
            if (await connection.execute(taken)).first() is None:
                return code

    def _columns(self, case: C) -> Columns:
        standing = {
            "state": case.state.value,
            "is_open": case.is_open,
            "version": case.version,
            "changed_at": case.changed_at,
        }
        return {**standing, **self.own(case)}

    async def _insert_changes(self, connection: AsyncConnection, case: C, after: int) -> None:
        rows = [
            {
                "code": case.code,
                "number": number,
                "to_state": change.to.value,
                "by_person": change.by,
                "at": change.at,
                **self.own_change(change),
            }
            for number, change in enumerate(cast("tuple[E, ...]", case.history), 1)
            if number > after
        ]
        if rows:
            await connection.execute(self.changes.insert(), rows)
