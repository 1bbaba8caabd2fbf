"""When storage, the audit trail or the consent check throws, nothing is sent and the person is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot.conversation.context import Context, Plain
from bot.delivery.wording import worded
from bot.domain.case.consent import ConsentFault, NotAConsent
from bot.domain.case.referral import NoConsent, State
from bot.domain.message.button_id import Parts
from bot.domain.message.message import Reply
from bot.domain.ports.store import FAULT as FAULT_KIND
from bot.domain.ports.store import StoreFault, UnitOfWork
from bot.domain.turn.outcome import ChangeReferral, Effect, Outcome
from bot.services.exports import Exports
from bot.shell.turns import Turns
from bot.storage.database import transaction
from bot.storage.schema.guards import unguard
from bot.storage.store import Store
from bot.storage.units.unit_of_work import SqlUnitOfWork
from handlers import ORDER
from tests.contracts.house import ANNA, JONAS, StandingClock, desk, press, refer, to_summary
from tests.domain.making import directory
from tests.handlers.talk import knowledge
from tests.handlers.talk import say as words

FAULT = words("nb", "flow.fault")
Break = Callable[[Store], Awaitable[None]]


async def run(store: Store, *orders: str) -> None:
    """Write with plain SQL."""
    async with transaction(store.engine) as connection:
        for sql in orders:
            await connection.exec_driver_sql(sql)
        await connection.commit()


async def no_audit_table(store: Store) -> None:
    """Drop the audit trail."""
    await run(store, "DROP TABLE audit")


async def no_audit_head(store: Store) -> None:
    """Drop the head that the next entry would follow."""
    async with transaction(store.engine) as connection:
        await connection.run_sync(unguard)
        await connection.commit()
    await run(store, "DELETE FROM audit_head")


async def audit_raises(store: Store) -> None:
    """Let the database refuse each new entry."""
    if store.engine.dialect.name == "postgresql":
        body = "BEGIN RAISE EXCEPTION 'no more'; END"
        await run(
            store,
            f"CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
            "CREATE TRIGGER no_more BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no_more()",
        )
        return
    await run(store, "CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'no more'); END")


async def no_outbox(store: Store) -> None:
    """Drop the outbox."""
    await run(store, "DROP TABLE outbox")


async def no_sessions(store: Store) -> None:
    """Drop the open dialogs."""
    await run(store, "DROP TABLE session")


async def nothing_can_be_written(store: Store) -> None:
    """Make each table refuse what is new, as a full or read-only disk does."""
    for table in ("audit", "outbox", "referral", "session", "taken_update", "person"):
        for what in ("INSERT", "UPDATE"):
            name = f"stop_{table}_{what.lower()}"
            if store.engine.dialect.name == "postgresql":
                body = "BEGIN RAISE EXCEPTION 'disk full'; END"
                await run(
                    store,
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$",
                    f"CREATE TRIGGER {name} BEFORE {what} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
                )
            else:
                stop = "BEGIN SELECT RAISE(FAIL, 'disk full'); END"
                await run(store, f"CREATE TRIGGER {name} BEFORE {what} ON {table} {stop}")


BREAKS: tuple[Break, ...] = (
    no_audit_table,
    no_audit_head,
    audit_raises,
    no_outbox,
    no_sessions,
    nothing_can_be_written,
)


async def counts(store: Store) -> dict[str, int]:
    """Return how many rows the tables have that are still there."""
    found = {}
    for table in ("referral", "referral_change", "outbox", "audit", "taken_update"):
        try:
            async with transaction(store.engine, reading=True) as connection:
                found[table] = (
                    await connection.execute(sa.text(f"SELECT count(*) FROM {table}"))
                ).scalar_one()
        except StoreFault:
            continue
    return found


def gone(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """Return the earlier counts of the tables that are left."""
    return {table: count for table, count in before.items() if table in after}


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.__name__)
async def test_a_referral_is_not_sent(store: Store, broken: Break) -> None:
    """Whatever breaks: no referral, no news, no entry, no remembered turn; the person reads so."""
    send = await to_summary(desk(store))
    before = await counts(store)
    await broken(store)
    said = await press(desk(store), ANNA, send)
    assert [reply.text for reply in said.replies] == [FAULT]
    assert said.replies[0].record == ""
    after = await counts(store)
    assert after == gone(before, after)


@pytest.mark.parametrize(
    "broken", [b for b in BREAKS if b is not no_outbox], ids=lambda broken: broken.__name__
)
async def test_a_referral_is_not_shown(store: Store, broken: Break) -> None:
    """A look that cannot be put on record shows nothing of the referral, and changes nothing."""
    await refer(desk(store))
    (kept,) = await store.all_referrals()
    before = await counts(store)
    await broken(store)
    for person in (ANNA, JONAS):
        said = await press(desk(store), person, f"referrals:{kept.code}")
        assert [reply.text for reply in said.replies] == [FAULT]
        assert kept.code not in str(said)
    after = await counts(store)
    assert after == gone(before, after)
    assert await store.all_referrals() == (kept,)


@pytest.mark.parametrize("broken", BREAKS[:3], ids=lambda broken: broken.__name__)
async def test_a_file_is_not_handed_out(store: Store, broken: Break) -> None:
    """What somebody takes out is on record first; where that fails they get a fault and no file."""
    await refer(desk(store))
    (kept,) = await store.all_referrals()
    await broken(store)
    exports = Exports(store, directory(), StandingClock())
    for wanted in (exports.fhir(JONAS, kept.code), exports.bundle(kept.code), exports.table()):
        with pytest.raises((StoreFault, LookupError)):
            await wanted


async def test_news_is_not_handed_over_while_that_cannot_be_written(store: Store) -> None:
    """The reader's channel is told of the fault; once the store works again the news comes, and once."""
    await refer(desk(store))
    stop = "stop_outbox_update"
    await nothing_can_be_written(store)
    for notices in (desk(store).notices(JONAS, 0), desk(store).everybodys_notices(0)):
        with pytest.raises(StoreFault):
            await notices
    on = " ON outbox" if store.engine.dialect.name == "postgresql" else ""
    await run(store, f"DROP TRIGGER {stop}{on}")
    told = await desk(store).everybodys_notices(0)
    assert [notice.to for notice in told] == ["dps-general", "coordinator"]  # nobody here reads for the post
    assert await desk(store).everybodys_notices(0) == ()


@pytest.mark.parametrize("value", ["{}", '{"participation": false}', "null", '"yes"'])
async def test_a_stored_consent_that_is_none(store: Store, value: str) -> None:
    """A consent that was spoiled in the database is no consent: its referral is neither shown nor told of."""
    await refer(desk(store))
    (kept,) = await store.all_referrals()
    await run(store, f"UPDATE referral SET consent = '{value}'")
    before = await counts(store)
    for person in (ANNA, JONAS):
        said = await press(desk(store), person, f"referrals:{kept.code}")
        assert not any(reply.title == kept.code for reply in said.replies)
        assert said.kind != FAULT_KIND
        assert (await desk(store).opening(person)).kind != FAULT_KIND
    assert await Exports(store, directory(), StandingClock()).fhir(ANNA, kept.code) is None
    after = await counts(store)
    assert {name: after[name] for name in ("referral", "referral_change", "outbox")} == {
        name: before[name] for name in ("referral", "referral_change", "outbox")
    }


class DoubtingUnit(SqlUnitOfWork):
    """A unit whose check of the consent fails when a referral is written."""

    fault: Exception = NoConsent("planted")

    async def apply(self, effects: Iterable[Effect], at: object) -> None:
        """See ports.UnitOfWork."""
        for effect in effects:
            await super().apply((effect,), at)  # type: ignore[arg-type]
        raise self.fault


@pytest.mark.parametrize(
    "fault",
    [NoConsent("planted"), NotAConsent(ConsentFault.TOO_OLD), RuntimeError("a bug"), KeyError("nav")],
    ids=lambda fault: type(fault).__name__,
)
async def test_a_consent_check_that_throws(store: Store, fault: Exception) -> None:
    """Whatever the check throws after everything was written: all of it is undone, and the person is told."""

    def units(reading: bool) -> AbstractAsyncContextManager[UnitOfWork]:
        unit = DoubtingUnit(store.engine, directory(), reading=reading)
        unit.fault = fault
        return unit

    send = await to_summary(desk(store))
    before = await counts(store)
    said = await press(desk(store, units), ANNA, send)
    assert [reply.text for reply in said.replies] == [FAULT]
    assert await counts(store) == before


class Silent(Plain):
    """A handler with a fault: it ends a referral and puts nothing on record."""

    name = "silent"

    def press(self, ctx: Context, parts: Parts) -> Outcome | None:
        """See Handler."""
        found = ctx.snapshot.referrals[parts[0]]
        ended = found.change(State.CANCELLED, ctx.person.id, ctx.now)
        return ctx.reply(Reply("done"), effects=(ChangeReferral(ended, found.version),))


async def test_a_change_that_nobody_put_on_record(store: Store) -> None:
    """A handler that forgets the audit trail changes nothing: the turn fails."""
    await refer(desk(store))
    (kept,) = await store.all_referrals()
    turns = Turns(
        lambda reading: store.unit(reading=reading),
        replace(knowledge()),
        (*ORDER, Silent()),
        StandingClock(),
        worded,
        store.ready,
    )
    said = await press(turns, ANNA, f"silent:{kept.code}")
    assert [reply.text for reply in said.replies] == [FAULT]
    assert await store.all_referrals() == (kept,)


async def test_a_store_that_is_closed_or_gone(store: Store) -> None:
    """A database that cannot be reached: a fault in words for the turn and the opening, none for the news."""
    await refer(desk(store))
    elsewhere = str(store.engine.url.render_as_string(hide_password=False)).replace(
        "ips.sqlite", "x/y.sqlite"
    )
    away = Store(
        elsewhere.replace("postgresql+asyncpg://postgres@/", "postgresql+asyncpg://postgres@/no"), directory()
    )
    assert [reply.text for reply in (await press(desk(away), ANNA, "referrals:")).replies] == [FAULT]
    assert [reply.text for reply in (await desk(away).opening(ANNA)).replies] == [FAULT]
    with pytest.raises(StoreFault):
        await desk(away).notices(JONAS, 0)
    await away.close()
