"""From every schema that stood on main to the newest, on databases that the programs of their time filled.

`released/<version>.sql` is the dump of a talk led with the program of that day: referrals sent, one accepted,
a dialog in the middle, questions, and what the trail says of it. That of 1.0.0 (0020) has a row in most
tables; it was filled by a later program, and its tables taken back to 0020.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.domain.person.person import Person, Role
from bot.domain.ports.store import FAULT
from bot.storage import migrate
from bot.storage.database import transaction
from bot.storage.store import Store
from tests.contracts.house import ANNA, StandingClock, desk, refer, say
from tests.domain.making import directory
from tests.storage.dumps import filled

ROOT = Path(__file__).parents[2]
RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
EVA = Person("eva", Role.CLINICIAN, service="oyane-dps-allmenn")


TABLES = ("person", "session", "referral", "referral_change", "outbox", "audit", "question_count")


async def counts(store: Store) -> dict[str, int]:
    """Return how many rows each table has."""
    async with transaction(store.engine, reading=True) as connection:
        found = {name: await connection.exec_driver_sql(f"SELECT count(*) FROM {name}") for name in TABLES}
        return {name: int(one.scalar_one()) for name, one in found.items()}


async def answers_of(store: Store, person: str) -> dict[str, str]:
    """Return what somebody answered in the dialog that stands open, as the row says."""
    state = sa.text("SELECT state FROM session WHERE person = :person").columns(state=sa.JSON)
    async with transaction(store.engine, reading=True) as connection:
        row = (await connection.execute(state, {"person": person})).one()
        return dict(row.state["dialog"]["answers"])


@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
async def test_forward_to_the_newest(dump: Path, empty: str) -> None:
    """Nothing is lost, the trail holds together, and the talk goes on where it was; on both databases."""
    store = Store(empty, directory())
    await filled(store, dump)
    before, answers = await counts(store), await answers_of(store, "eva")
    assert await store.upgrade() == (dump.stem, migrate._head())
    assert await counts(store) == before
    assert before["referral"] > 0
    assert await store.unreadable() == []
    assert (await store.verify_audit())[1] == ()
    referrals = await store.all_referrals()
    assert len(referrals) == before["referral"]
    clock = StandingClock(max(one.history[-1].at for one in referrals))
    turns = desk(store, clock=clock)
    mine = next(one for one in referrals if one.clinician == "anna")
    assert mine.code in str(await say(turns, ANNA, mine.code))
    async with store.unit(reading=True) as unit:
        talk = (await unit.session("eva")).dialog
    assert talk is not None
    assert dict(talk.answers) == answers
    assert (await say(turns, EVA, "avbryt")).kind != FAULT
    await say(turns, ANNA, "avbryt")
    assert (await refer(turns)).replies[0].record
    async with transaction(store.engine, reading=True) as connection:
        assert await connection.run_sync(migrate.differences) == []
    await store.close()


def test_every_schema_of_main_is_there() -> None:
    """0005 to 0008 came to main together with 0009, 0003 with 0004; of all others there is a database."""
    stood = {path.stem for path in RELEASED}
    never = {"0003", "0005", "0006", "0007", "0008"}
    early = {one for one in migrate.known() if one <= "0014"}
    assert early == (stood & early) | never


def test_the_schema_of_each_release_is_there() -> None:
    """Its notes say which it is: whoever adds a release adds a database as that release leaves it."""
    notes = (ROOT / "docs/releases").glob("*.md")
    says = re.compile(r"The tables go from any earlier version to (\d{4})")
    released = [says.search(one.read_text("utf-8")) for one in notes]
    assert {found[1] for found in released if found} <= {path.stem for path in RELEASED}
    assert all(released), "a release says which version its tables have"
