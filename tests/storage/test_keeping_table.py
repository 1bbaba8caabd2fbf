"""The table of what is kept covers the database: each table and column stands in exactly one row."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa

from bot.domain.retention import KEPT, LIMITS, HeldTable, OnDeletion, days
from bot.knowledge.base.entry import LANGUAGES, places
from bot.storage.database import transaction
from bot.storage.schema.tables import Moment, metadata
from bot.storage.store import Store
from tests.handlers.talk import knowledge

VERSIONS = "alembic_version"
"""The migrations' own table: the number of the version, nothing else."""


def faults(tables: sa.MetaData) -> list[str]:
    """Return what the table of what is kept lacks, has too much of, or has twice."""
    named = Counter(
        (held.table, column)
        for row in KEPT
        for held in row.held
        for column in (*held.who, *held.about, *held.bare)
    )
    there = {(t.name, column.name) for t in tables.tables.values() for column in t.columns}
    return [
        *(f"{table}.{column} stands in no row" for table, column in sorted(there - set(named))),
        *(f"{table}.{column} is not there" for table, column in sorted(set(named) - there)),
        *(f"{table}.{column} stands in {n} rows" for (table, column), n in named.items() if n > 1),
    ]


def test_every_column_stands_in_exactly_one_row() -> None:
    """Whatever is stored has its purpose and its limit in the one table."""
    assert faults(metadata) == []


def test_a_new_table_or_column_without_a_row_is_found() -> None:
    """The check does check: a table that nobody wrote a row for is named, and so is a single column."""
    more = sa.MetaData()
    for table in metadata.tables.values():
        table.to_metadata(more)
    sa.Table("diary", more, sa.Column("person", sa.Text, primary_key=True))
    more.tables["session"].append_column(sa.Column("mood", sa.Text))
    assert faults(more) == ["diary.person stands in no row", "session.mood stands in no row"]


async def test_the_database_has_no_other_tables(store: Store) -> None:
    """What the migrations made is what the table covers."""
    async with transaction(store.engine, reading=True) as connection:
        there = set(await connection.run_sync(lambda plain: sa.inspect(plain).get_table_names()))
    assert there == {held.table for row in KEPT for held in row.held} | {VERSIONS}


def test_limits_count_from_a_time() -> None:
    """Each limit is longer than nothing and counts from a moment or a day of a table in its own row."""
    assert LIMITS
    for row in KEPT:
        for limit in row.limits:
            column = metadata.tables[limit.table].c[limit.since]
            assert isinstance(column.type, Moment | sa.Date)
            assert limit.days > 0
            assert limit.table in {held.table for held in row.held}


@pytest.mark.parametrize("held", [h for row in KEPT for h in row.held], ids=lambda held: held.table)
def test_columns_are_of_the_right_sort(held: HeldTable) -> None:
    """A name is looked for in JSON only; a table with people in it says which column names them."""
    table = metadata.tables[held.table]
    assert set(held.mentions) <= set(held.about)
    assert all(isinstance(table.c[column].type, sa.JSON) for column in held.mentions)
    assert all(isinstance(table.c[column].type, sa.Text) for column in held.who)


def test_only_rows_that_name_somebody_can_be_left() -> None:
    """A kind of data names people, or says that it names nobody; it is never both."""
    for row in KEPT:
        named = any(held.who for held in row.held)
        assert named is (row.leaving is not OnDeletion.NOBODY), row.kind
    assert {row.leaving for row in KEPT} == set(OnDeletion)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_its_words(lang: str) -> None:
    """What, why and how long stand in three languages, and the days in them are those of the table."""
    words, base = knowledge().base.words, knowledge().base
    assert len({row.kind for row in KEPT}) == len(KEPT)
    for row in KEPT:
        key = f"keeping.kind.{row.kind}"
        assert all(words.has(lang, f"{key}.{part}") for part in ("name", "what", "why", "long"))
        assert places(words.texts[lang][f"{key}.long"]) == set(days(row))
        assert all(source in base.sources for source, _ in row.sources)
    kinds = {key.split(".")[2] for key in words.keys(lang, "keeping.kind.")}
    assert kinds == {row.kind for row in KEPT}
