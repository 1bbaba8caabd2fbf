"""A database of the first version becomes one of the present, with what was in it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection

from bot.domain.case.consent import LONGEST_AGE, Receiver
from bot.domain.case.referral import State
from bot.storage import migrate
from bot.storage.database import transaction
from bot.storage.schema import codec, tables
from bot.storage.store import Store
from tests.domain.making import NOW, TODAY, consent, directory, referral_in

REFERRAL = """INSERT INTO referral VALUES
(:code, 'oyane-dps-allmenn', 'anna', 'dps-general', :state, :open, :version, :consent, :at)"""
CHANGE = "INSERT INTO referral_change VALUES (:code, :number, :state, :by, :at, NULL)"


def _to(version: str, *, down: bool = False) -> object:
    def run(connection: Connection) -> None:
        config = migrate._config()
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, version)

    return run


async def _first_version(store: Store) -> None:
    """Make a database of the first version with a referral in each state."""
    at, value = sa.bindparam("at", type_=sa.DateTime(timezone=True)), sa.bindparam("consent", type_=sa.JSON)
    async with transaction(store.engine) as connection:
        await connection.run_sync(_to("0001"))  # type: ignore[arg-type]
        for number, state in enumerate(State):
            old = referral_in(state)
            code = f"IPS-A{number}"
            row = {"code": code, "state": state.value, "open": old.is_open, "version": old.version}
            row |= {"consent": codec.consent_to_json(consent()), "at": NOW}
            await connection.execute(sa.text(REFERRAL).bindparams(at, value), row)
            for place, change in enumerate(old.history, 1):
                step = {"code": code, "number": place, "state": change.to.value, "by": change.by, "at": NOW}
                await connection.execute(sa.text(CHANGE).bindparams(at), step)
        await connection.commit()


async def test_an_upgrade_keeps_everything(empty: str) -> None:
    """Each referral is as it was; one that waits waits since then; each knows the post it was sent to."""
    store = Store(empty, directory())
    await _first_version(store)
    assert await store.upgrade() == ("0001", migrate._head())
    found = {r.state: r for r in await store.all_referrals()}
    assert set(found) == set(State)
    for state, kept in found.items():
        states = [(change.to, change.by, change.at) for change in referral_in(state).history]
        assert [(change.to, change.by, change.at) for change in kept.history] == states
        assert kept.posts == ("dps-general",)
    async with transaction(store.engine, reading=True) as connection:
        waiting = await connection.execute(
            sa.text("SELECT count(*) FROM referral WHERE waiting_since IS NOT NULL AND state = 'on-hold'")
        )
        assert waiting.scalar_one() == 1
        assert await connection.run_sync(migrate.differences) == []
    await store.close()


OLD_FIELDS = ("holds_days", "employer_on")
"""What a consent of earlier versions does not say."""


@pytest.mark.parametrize(
    "was", [{"in_patient_record": False}, {"participation": False}, {"given_on": "2031-01-01"}, {}]
)
async def test_a_consent_that_todays_rules_refuse_can_be_read(empty: str, was: dict[str, object]) -> None:
    """Reading does not judge: it is there for whoever sees, ends or withdraws it, and nothing is shared."""
    store = Store(empty, directory())
    await _first_version(store)
    await store.upgrade()
    old = {k: v for k, v in codec.consent_to_json(consent()).items() if k not in OLD_FIELDS}
    old |= {"receivers": ["employer", "job_specialist"], **was}
    value = sa.bindparam("consent", type_=sa.JSON)
    async with transaction(store.engine) as connection:
        await connection.execute(
            sa.text("UPDATE referral SET consent = :consent").bindparams(value), {"consent": old}
        )
        await connection.commit()
    for kept in await store.all_referrals():
        assert kept.is_paused(TODAY) == (kept.is_open and bool(was))
        assert not kept.consent.covers(Receiver.EMPLOYER)
        assert kept.consent.last_day == kept.consent.given_on + LONGEST_AGE
        assert kept.withdraw("anna", NOW).consent.withdrawn_at == NOW
    await store.close()


OLD_AUDIT = (
    "INSERT INTO audit (number, at, person, action, thing) VALUES (:number, :at, :person, :action, :thing)"
)
OLD_ENTRIES = (
    (2, "anna", "referral.open", "IPS-A1"),
    (5, "gone", "referral.withdraw", "IPS-A12"),
    (6, "anna", "something else", "a text\nof old"),
)


async def test_an_old_audit_trail_is_chained(empty: str) -> None:
    """What stood in the trail stands in the chain, with references for people, also there and back."""
    store = Store(empty, directory())
    await _first_version(store)
    at = sa.bindparam("at", type_=sa.DateTime(timezone=True))
    async with transaction(store.engine) as connection:
        await connection.execute(
            sa.text("INSERT INTO person (id, role, name) VALUES ('anna', 'clinician', '')")
        )
        for number, person, action, thing in OLD_ENTRIES:
            row = {"number": number, "person": person, "action": action, "thing": thing, "at": NOW}
            await connection.execute(sa.text(OLD_AUDIT).bindparams(at), row)
        await connection.commit()
    for _ in range(2):
        await store.upgrade()
        rows = await store.rows("audit")
        assert await store.verify_audit() == (3, ())
        assert [(row["number"], row["person"], row["action"], row["at"]) for row in rows] == [
            (1, "anna", "referral.open", NOW),
            (2, None, "referral.consent.withdrawn", NOW),
            (3, "anna", "earlier", NOW),
        ]
        assert rows[2]["thing"] == "-"
        assert "gone" not in str(rows)
        async with transaction(store.engine) as connection:
            await connection.run_sync(_to("0001", down=True))  # type: ignore[arg-type]
            await connection.commit()
    await store.close()


async def test_there_and_back(empty: str) -> None:
    """Going back a version and up again loses no referral."""
    store = Store(empty, directory())
    await _first_version(store)
    await store.upgrade()
    async with transaction(store.engine) as connection:
        await connection.run_sync(_to("0001", down=True))  # type: ignore[arg-type]
        await connection.commit()
    assert await store.upgrade() == ("0001", migrate._head())
    assert len(await store.all_referrals()) == len(State)
    await store.close()


OLD_NOTICE = """INSERT INTO outbox
(number, person, text_key, places, buttons, at, tries, next_try_at, delivered_at)
VALUES (:number, 'anna', 'notice.cancel', :places, :buttons, :at, :tries, :next, :told)"""


async def test_letters_under_way_are_carried_over(empty: str) -> None:
    """What was tried by e-mail and has not arrived is a delivery with its tries; and so on the way back."""
    store = Store(empty, directory())
    moment = sa.DateTime(timezone=True)
    types = [sa.bindparam(name, type_=moment) for name in ("at", "next", "told")]
    types += [sa.bindparam(name, type_=sa.JSON) for name in ("places", "buttons")]
    notice = {"places": {"code": "IPS-A1"}, "buttons": [], "at": NOW}
    async with transaction(store.engine) as connection:
        await connection.run_sync(_to("0015"))  # type: ignore[arg-type]
        for number, tries, told in ((1, 0, None), (2, 3, None), (3, 4, NOW)):
            row = {**notice, "number": number, "tries": tries, "next": NOW if tries else None, "told": told}
            await connection.execute(sa.text(OLD_NOTICE).bindparams(*types), row)
        await connection.commit()
    for _ in range(2):
        await store.upgrade()
        async with transaction(store.engine) as connection:
            kept = (await connection.execute(sa.select(tables.outbound))).one()
            assert (kept.channel, kept.chat, kept.act, kept.news) == ("email", "anna", "hint", 2)
            assert (kept.tries, kept.next_try_at, kept.thing, kept.at) == (3, NOW, "IPS-A1", NOW)
            assert kept.done_at is None
            await connection.run_sync(_to("0015", down=True))  # type: ignore[arg-type]
            old = await connection.execute(sa.text("SELECT number, tries FROM outbox ORDER BY number"))
            assert [tuple(row) for row in old] == [(1, 0), (2, 3), (3, 0)]
            await connection.commit()
    await store.close()
