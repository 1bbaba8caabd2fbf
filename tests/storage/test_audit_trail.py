"""The audit trail in both databases: it only grows, and whoever gets around that is found out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.audit.entry import Head
from bot.domain.person.person import Person, Role
from bot.domain.ports.store import StoreFault
from bot.domain.turn.outcome import Audit
from bot.storage.database import transaction
from bot.storage.schema.guards import unguard
from bot.storage.store import Store
from tests.domain.making import NOW, directory

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
SWAP = "thing = CASE number WHEN 2 THEN 'IPS-A004' ELSE 'IPS-A002' END"


async def write(store: Store, *codes: str) -> None:
    """Put readings of these codes on record, each in a turn of its own."""
    for code in codes:
        async with store.unit() as unit:
            await unit.person(ANNA)
            await unit.apply((Audit("anna", "referral.read", code),), NOW)
            await unit.commit()


async def run(store: Store, *orders: str) -> None:
    """Write with plain SQL."""
    async with transaction(store.engine) as connection:
        for sql in orders:
            await connection.execute(sa.text(sql))
        await connection.commit()


async def tamper(store: Store, *orders: str) -> None:
    """Write as somebody who may do everything in the database, guards or not."""
    async with transaction(store.engine) as connection:
        await connection.run_sync(unguard)
        await connection.commit()
    await run(store, *orders)


async def found(store: Store, noted: Head | None = None) -> list[tuple[str, int, int]]:
    """Return what a check finds."""
    _, findings = await store.verify_audit(noted)
    return [(one.kind.value, one.first, one.last) for one in findings]


@pytest.fixture
async def five(store: Store) -> Store:
    """A store with five entries."""
    await write(store, *(f"IPS-A00{n}" for n in range(1, 6)))
    return store


async def test_the_trail_of_a_new_database_is_whole(store: Store) -> None:
    """It has no entry and a head that says so."""
    assert await store.verify_audit() == (0, ())
    assert await store.audit_head() == Head(0, "0" * 64)


async def test_entries_follow_each_other(five: Store) -> None:
    """Numbers without a gap, each with the hash of the one before; the head is the last."""
    assert await five.verify_audit() == (5, ())
    rows = await five.rows("audit")
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert [row["previous"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    assert await five.audit_head() == Head(5, rows[-1]["hash"])
    assert {(row["person"], len(row["ref"])) for row in rows} == {("anna", 16)}


async def test_what_is_undone_leaves_no_gap(five: Store) -> None:
    """A turn that fails takes its entry along, also its number."""
    async with five.unit() as unit:
        await unit.apply((Audit("anna", "denied", "-"),), NOW)
    await write(five, "IPS-A006")
    assert await five.verify_audit() == (6, ())


async def test_many_writers_make_one_chain(store: Store) -> None:
    """Entries written at the same time from two processes stand one after the other."""
    other = Store(str(store.engine.url.render_as_string(hide_password=False)), store._directory)
    await asyncio.gather(*(write(one, *["IPS-A001"] * 5) for one in (store, other, store, other)))
    await other.close()
    assert await store.verify_audit() == (20, ())


REFUSED = [
    "UPDATE audit SET ref = 'x' WHERE number = 2",
    "UPDATE audit SET number = 9 WHERE number = 5",
    "DELETE FROM audit WHERE number = 5",
    "DELETE FROM audit",
    "INSERT INTO audit SELECT 7, at, ref, action, thing, previous, hash FROM audit WHERE number = 5",
    "INSERT INTO audit SELECT 6, at, ref, action, thing, previous, hash FROM audit WHERE number = 5",
    "UPDATE audit_head SET number = 4",
    "UPDATE audit_head SET number = 6",
    "UPDATE audit_head SET hash = 'x'",
    "DELETE FROM audit_head",
    "INSERT INTO audit_head VALUES (2, 1, 'x')",
]


@pytest.mark.parametrize("sql", REFUSED)
async def test_the_database_refuses_to_change_the_past(five: Store, sql: str) -> None:
    """Updates, deletions and entries that do not follow the last are refused by the database itself."""
    with pytest.raises(StoreFault):
        await run(five, sql)
    assert await five.verify_audit() == (5, ())


async def test_emptying_and_replacing_are_refused(five: Store) -> None:
    """The ways around a trigger on deletion are closed on each database."""
    anew = "INSERT OR REPLACE INTO audit SELECT number, at, 'x', action, thing, previous, hash FROM audit"
    sql = "TRUNCATE audit" if five.engine.dialect.name == "postgresql" else f"{anew} WHERE number = 3"
    with pytest.raises(StoreFault):
        await run(five, sql)
    assert await five.verify_audit() == (5, ())


TAMPERED: list[tuple[tuple[str, ...], list[tuple[str, int, int]]]] = [
    (("UPDATE audit SET ref = 'x' WHERE number = 2",), [("changed", 2, 2)]),
    (("UPDATE audit SET action = 'denied' WHERE number IN (1, 5)",), [("changed", 1, 1), ("changed", 5, 5)]),
    (("DELETE FROM audit WHERE number = 3",), [("missing", 3, 3)]),
    (("DELETE FROM audit WHERE number > 3",), [("missing", 4, 5)]),
    (("DELETE FROM audit",), [("missing", 1, 5)]),
    (("DELETE FROM audit_head",), [("no_head", 5, 5)]),
    ((f"UPDATE audit SET {SWAP} WHERE number IN (2, 4)",), [("swapped", 2, 4)]),
    (
        (
            "UPDATE audit SET number = -1 WHERE number = 2",
            "UPDATE audit SET number = 2 WHERE number = 4",
            "UPDATE audit SET number = 4 WHERE number = -1",
        ),
        [("swapped", 2, 4)],
    ),
]


@pytest.mark.parametrize(("orders", "expected"), TAMPERED)
async def test_whoever_gets_around_the_guards_is_found_out(
    five: Store, orders: tuple[str, ...], expected: list[tuple[str, int, int]]
) -> None:
    """Changed, missing (also the last ones) and swapped rows are found, and it is said which."""
    await tamper(five, *orders)
    assert await found(five) == expected


async def test_a_shortened_trail_with_its_head_set_back(five: Store) -> None:
    """Whoever removes the last entries and moves the head back is found by a head that was noted."""
    noted = await five.audit_head()
    hash_of_third = (await five.rows("audit"))[2]["hash"]
    await tamper(
        five,
        "DELETE FROM audit WHERE number > 3",
        f"UPDATE audit_head SET number = 3, hash = '{hash_of_third}'",
    )
    assert await found(five) == []
    assert await found(five, noted) == [("not_as_noted", 5, 5)]


async def test_a_person_who_is_gone_leaves_the_chain_whole(five: Store) -> None:
    """Without the person's row nobody can tell who it was, and the trail still holds together."""
    await run(five, "DELETE FROM person WHERE id = 'anna'")
    assert await five.verify_audit() == (5, ())
    assert {row["person"] for row in await five.rows("audit")} == {None}
    assert "anna" not in str(await five.rows("audit"))
    assert {line.who for line in await five.audit_lines(9)} == {None}


async def test_what_is_removed_is_on_the_disk_no_more(tmp_path: Path) -> None:
    """A name is in the files while the person is there; then neither in the database nor in its log."""
    store = Store(f"sqlite+aiosqlite:///{tmp_path}/ips.sqlite", directory())
    await store.upgrade()
    async with store.unit() as unit:
        await unit.person(replace(ANNA, name="Kanari7Fugl"))
        await unit.commit()

    def holding() -> list[str]:
        return [path.name for path in tmp_path.iterdir() if b"Kanari7Fugl" in path.read_bytes()]

    assert holding()
    await run(store, "DELETE FROM person")
    await store.scrub()
    assert holding() == []
    await store.close()


async def test_a_change_of_role_is_on_record(store: Store) -> None:
    """Another role, service or post is an entry each; the first visit and an unchanged one are none."""
    changes = (
        ANNA,
        ANNA,
        Person("anna", Role.CLINICIAN, service="askoy-fact"),
        Person("anna", Role.JOB_SPECIALIST, post="dps-general"),
        Person("anna", Role.JOB_SPECIALIST, post="some text of a profile"),
    )
    for person in changes:
        async with store.unit() as unit:
            await unit.person(person, NOW)
            await unit.commit()
    assert [(row["action"], row["thing"]) for row in await store.rows("audit")] == [
        ("person.service", "askoy-fact"),
        ("person.role", "job_specialist"),
        ("person.service", "-"),
        ("person.post", "dps-general"),
        ("person.post", "-"),
    ]


async def test_without_a_head_nothing_can_be_written(five: Store) -> None:
    """An entry that cannot be chained is not written: the turn fails."""
    await tamper(five, "DELETE FROM audit_head")
    with pytest.raises(LookupError):
        await write(five, "IPS-A006")
    assert len(await five.rows("audit")) == 5
