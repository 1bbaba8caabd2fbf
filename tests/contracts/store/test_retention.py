"""What is past its limit goes, the rest stays, in small batches, killed or not; SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from bot.delivery import sweep as sweeping
from bot.domain.case.referral import Reason, State
from bot.domain.person.person import Person, Role
from bot.domain.person.pseudonym import former_role
from bot.domain.ports.store import Said
from bot.domain.retention import KEPT, LIMITS, Limit
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import ChangeReferral, KeepUnanswered, OpenReferral
from bot.domain.turn.session import OpenDialog, Session
from bot.storage.database import transaction
from bot.storage.schema import inquiry_tables, sign_in_tables, tables
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.contracts.store.news_rows import write_news
from tests.delivery.making import know, sweep_over
from tests.domain.making import NOW, referral

ANNA = Person("anna", Role.CLINICIAN, service="oyane-dps-allmenn", name="Anna")
JONAS = Person("jonas", Role.JOB_SPECIALIST, post="dps-general", name="Jonas")
DAY = dt.timedelta(days=1)


def later(days: float) -> StandingClock:
    """Return a clock that stands some days after NOW."""
    return StandingClock(NOW + days * DAY)


async def rows(store: Store, name: str) -> list[dict[str, Any]]:
    """Return the rows of a table."""
    t = tables.metadata.tables[name]
    async with transaction(store.engine, reading=True) as connection:
        found = await connection.execute(sa.select(t).order_by(*t.primary_key.columns))
        return [dict(row) for row in found.mappings()]


async def some_of_each(store: Store, at: dt.datetime) -> None:
    """Write at least one row of each table that has a limit, at a moment."""
    await know(store, ANNA, JONAS)
    given = referral(code="IPS-CLSD2")
    ended = given.change(State.CANCELLED, "anna", at, Reason.BY_CLINICIAN)
    async with store.unit() as unit:
        await unit.save("anna", Session("nn", 7, OpenDialog("refer", {"wish": "yes"}), "ips.goal"), at)
        await unit.remember("web", "anna:1", Said((), "answer"), at, "anna")
        await unit.apply([OpenReferral(given), ChangeReferral(ended, 1)], at)
        await unit.apply([Notify(NoticeKind.CANCEL, {"code": "IPS-CLSD2"}, person="anna")], at)
        await unit.apply([KeepUnanswered("hva med ▮", "hva med", "nb")], at)
        await unit.commit()
    await store.set_away("dps-general", at.date(), at.date())
    async with transaction(store.engine) as connection:
        kind = {"topic": "", "outcome": "unknown", "lang": "nb", "role": "guest"}
        count = {"day": at.date(), **kind, "count": 1}
        await connection.execute(tables.question_count.insert().values(**count))
        from_service = {"day": at.date(), "service": "askoy-fact", "count": 1}
        await connection.execute(tables.service_question_count.insert().values(**from_service))
        t = tables.outbox
        await connection.execute(t.update().where(t.c.number == 1).values(delivered_at=at))
        home = {"channel": "telegram", "chat": "7", "address": {}, "person": "anna"}
        left = {**home, "channel_user": "7", "used_at": at, "left_at": at}
        await connection.execute(tables.account.insert().values(**left))
        code = {"digest": "d", "person": "anna", "expires_at": at}
        await connection.execute(tables.invitation.insert().values(**code))
        said = {**home, "act": "say", "lang": "nb", "at": at, "done_at": at}
        await connection.execute(tables.outbound.insert().values(**said))
        asked = {"code": "SPM-CLSD2", "kind": "talk", "asker": "anna", "post": "dps-general"}
        closed = {**asked, "state": "closed", "is_open": False, "version": 1, "changed_at": at}
        await connection.execute(inquiry_tables.inquiry.insert().values(**closed))
        step = {"code": "SPM-CLSD2", "number": 1, "to_state": "closed", "by_person": "anna", "at": at}
        await connection.execute(inquiry_tables.change.insert().values(**step))
        feed = {"team": "ips-oyane-dps", "channel": "teams", "chat": "19:x", "address": {}, "lang": "nb"}
        await connection.execute(tables.team_channel.insert().values(**feed, at=at))
        gone = {"person": "anna", "first_day": at.date(), "last_day": at.date()}
        await connection.execute(tables.own_absence.insert().values(**gone))
        await connection.execute(tables.course_reminder.insert().values(person="anna", since=at))
        await write_news(connection, "anna", at)
        here = {"digest": "d", "person": "anna", "subject": "s", "sid": "", "begun_at": at, "proved_at": at}
        await connection.execute(sign_in_tables.web_session.insert().values(**here, seen_at=at))
        await connection.execute(sign_in_tables.sign_in.insert().values(subject="s", person="anna", at=at))
        await connection.commit()


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: f"{limit.table}.{limit.since}")
async def test_each_limit_holds_to_the_day(store: Store, limit: Limit) -> None:
    """A day before its limit a row is as it was, at the limit it is let go of, once."""
    await some_of_each(store, NOW)
    before = await rows(store, limit.table)
    async with store.sweep_unit() as unit:
        assert await unit.let_go(limit, NOW + (limit.days - 1) * DAY, 100) == 0
        assert not await unit.past(limit, NOW + (limit.days - 1) * DAY)
        late = NOW + limit.days * DAY
        assert await unit.past(limit, late)
        assert await unit.let_go(limit, late, 100) == 1
        assert await unit.let_go(limit, late, 100) == 0
        assert not await unit.past(limit, late)
        await unit.commit()
    assert before
    assert await rows(store, limit.table) != before


async def test_everything_old_is_gone_after_a_sweep(store: Store) -> None:
    """After years the sweep leaves people only where no limit is set; what is new is untouched."""
    await some_of_each(store, NOW)
    assert await sweep_over(store, later(1)).forget() == 0
    assert await sweep_over(store, later(1200)).forget() > 0
    gone = {"taken_update", "outbox", "question_count", "service_question_count", "unanswered", "absence"}
    gone |= {"inquiry", "inquiry_change", "account", "invitation", "posting", "own_absence"}
    gone |= {"course_reminder", "web_session", "course_learner", "kb_change"}
    gone |= {"newsletter", "event", "event_signup", "instruction_reading", "instruction_receipt"}
    unused = {"access", "seen_clock"}  # nobody was admitted, and no whole sweep noted when it ran
    unused |= {"switched_off", "replica", "lease", "directory_entry"}  # nor did a whole program run
    empty = {name for name in tables.metadata.tables if not await rows(store, name)}
    assert sorted(empty) == sorted(gone | unused)
    assert await sweep_over(store, later(1200)).forget() == 0


async def test_a_talk_is_blank_but_old_buttons_stay_old(store: Store) -> None:
    """Of a talk nothing but the language is left, and its counter goes on."""
    await some_of_each(store, NOW)
    await sweep_over(store, later(31)).forget()
    async with store.unit(reading=True) as unit:
        assert await unit.session("anna") == Session("nn", 8)


async def test_people_leave_closed_referrals(store: Store) -> None:
    """Two years after its end a referral names roles; an open one names its people however old it is."""
    await some_of_each(store, NOW)
    async with store.unit() as unit:
        await unit.apply([OpenReferral(referral(code="IPS-OPEN2"))], NOW)
        await unit.commit()
    await sweep_over(store, later(731)).forget()
    found = {str(r.code): r for r in await store.all_referrals()}
    old = found["IPS-CLSD2"]
    assert former_role(old.clinician) is Role.CLINICIAN
    assert {old.clinician, old.consent.recorded_by} == {change.by for change in old.history}
    assert found["IPS-OPEN2"] == referral(code="IPS-OPEN2")


async def test_a_reminder_is_not_said_again(store: Store) -> None:
    """Of a reminder only its name is left, which says nothing about anybody, so it is not written anew."""
    once = Notify(
        NoticeKind.REMINDER_NOT_OPENED, {"code": "IPS-7K3F"}, person="anna", once="not_opened:IPS-7K3F:1"
    )
    async with store.unit() as unit:
        await unit.apply([once], NOW)
        await unit.commit()
    await sweep_over(store, later(400)).forget()
    async with store.unit() as unit:
        await unit.apply([once], NOW)
        await unit.commit()
    (left,) = await rows(store, "outbox")
    assert left["key"] == once.once
    assert (left["person"], left["post"], left["places"], left["buttons"]) == (None, None, {}, [])
    async with store.unit(reading=True) as unit:
        assert await unit.news_since(0) == ()


async def test_many_rows_go_in_small_transactions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """No transaction takes more than a batch, and a kill after any of them loses and repeats nothing."""
    async with store.unit() as unit:
        for number in range(23):
            await unit.remember("web", f"anna:{number:02}", Said((), "answer"), NOW, "anna")
        await unit.commit()
    (limit,) = (one for one in LIMITS if one.table == "taken_update")
    async with store.sweep_unit() as unit:  # killed before its commit
        assert await unit.let_go(limit, NOW + 8 * DAY, 5) == 5
    assert len(await rows(store, "taken_update")) == 23
    async with store.sweep_unit() as unit:  # killed after its commit
        assert await unit.let_go(limit, NOW + 8 * DAY, 5) == 5
        await unit.commit()
    assert len(await rows(store, "taken_update")) == 18
    monkeypatch.setattr(sweeping, "FORGET", 5)
    assert await sweep_over(store, later(8)).forget() == 18
    assert await rows(store, "taken_update") == []


async def test_several_workers_at_once(store: Store) -> None:
    """Workers that sweep together do not get into each other's way."""
    await some_of_each(store, NOW)
    gone = await asyncio.gather(*(sweep_over(store, later(1200)).forget() for _ in range(4)))
    assert sum(gone) >= len({limit.table for limit in LIMITS})
    assert len(await rows(store, "referral")) == 1


async def test_the_sweep_lets_go_once_a_day(store: Store) -> None:
    """It is part of the sweep: done at its first round, and again when a day is over."""
    clock = later(0)
    sweep = sweep_over(store, clock)
    await sweep.once()
    async with store.unit() as unit:
        await unit.remember("web", "anna:1", Said((), "answer"), NOW - 30 * DAY, "anna")
        await unit.commit()
    await sweep.once()
    assert len(await rows(store, "taken_update")) == 1
    clock.at += DAY
    await sweep.once()
    assert await rows(store, "taken_update") == []
    assert {limit.table for row in KEPT for limit in row.limits} == {limit.table for limit in LIMITS}
