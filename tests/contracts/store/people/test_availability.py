"""What a store keeps of renewals, talks, phone hours, absence and unread notices; SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bot.domain.case.consent import Receiver, Scope
from bot.domain.case.referral import MeetingKind, Reason, State, Suggestion, Talk
from bot.domain.person.availability import Absence, PhoneHours, Reach
from bot.domain.person.person import Person, Role
from bot.domain.turn.notice import NoticeKind, Notify
from bot.domain.turn.outcome import ChangeReferral, OpenReferral, SetAbsence, SetPhoneHours
from bot.storage.store import Store
from tests.contracts.house import StandingClock
from tests.contracts.store.test_store import ANNA, JONAS, apply, know, snapshot
from tests.delivery.making import sweep_over
from tests.domain.making import NOW, TODAY, agreed, consent, referral

KARI = Person("kari", Role.COORDINATOR, name="Kari")
DAY = dt.timedelta(days=1)
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


async def test_a_renewal_and_a_talk_come_back(store: Store) -> None:
    """Both consents, the talk, and what is suggested are just what they were."""
    known = referral(consent=consent(given_on=TODAY - DAY))
    new = consent(scope=Scope.DIAGNOSIS, receivers=frozenset(Receiver))
    talk = Talk(MeetingKind.THREE, dt.datetime(2026, 11, 24, 9), "dps-general")
    after = agreed(known.renew(new, "anna", NOW), talk, "jonas")
    after = after.suggest(Suggestion(MeetingKind.TALK, (dt.datetime(2026, 11, 25, 9),), "dps-general"))
    await apply(store, OpenReferral(known), ChangeReferral(after, 1))
    assert await store.referral("IPS-7K3F") == after


async def test_phone_hours_and_absence(store: Store) -> None:
    """What is kept is seen by the other side until it is over or taken back; a post away gets nothing new."""
    await know(store, ANNA, JONAS)
    hours = PhoneHours((2, 4), dt.time(9), dt.time(10, 30))
    away = Absence(TODAY, TODAY + 2 * DAY)
    await apply(
        store,
        OpenReferral(referral()),
        SetPhoneHours("jonas", hours),
        SetAbsence("jonas", "dps-general", away, TODAY),
        SetAbsence("anna", None, away, TODAY),
        SetPhoneHours("anna", hours),
    )
    seen = await snapshot(store, ANNA)
    assert seen.reach == {"dps-general": Reach(hours, (away,))}
    assert seen.loads["dps-general"].away
    assert (await snapshot(store, JONAS)).people_reach["anna"] == Reach(hours, (away,))
    later = await snapshot(store, ANNA, today=TODAY + 3 * DAY)
    assert later.reach == {"dps-general": Reach(hours)}
    longer = replace(away, last=TODAY + 9 * DAY)
    await apply(store, SetAbsence("jonas", "dps-general", longer, TODAY), SetPhoneHours("jonas", None))
    assert (await snapshot(store, ANNA)).reach == {"dps-general": Reach(away=(longer,))}
    await apply(store, SetAbsence("jonas", "dps-general", None, TODAY), SetAbsence("anna", None, None, TODAY))
    back = await snapshot(store, ANNA)
    assert back.reach == {}
    assert back.people_reach == {"anna": Reach(hours)}


async def test_unread_notices_until_they_are_read(store: Store) -> None:
    """What was passed on is on the coordinator's list, and leaves it when its reader comes."""
    await know(store, ANNA, JONAS, KARI)
    clock = StandingClock(MONDAY)
    notice = Notify(NoticeKind.WITHDRAW, {"code": "IPS-7K3F"}, post="dps-general")
    empty = Notify(NoticeKind.WITHDRAW, {"code": "IPS-7K3F"}, post="dps-fact")
    async with store.unit() as unit:
        await unit.apply((OpenReferral(referral()), notice, empty), clock.at)
        await unit.commit()
    assert (await snapshot(store, KARI, today=MONDAY.date())).stranded == ()
    clock.at += DAY
    await sweep_over(store, clock).look()
    found = (await snapshot(store, KARI, today=clock.at.date())).stranded
    assert [(one.code, one.post, one.person, one.deputy) for one in found] == [
        ("IPS-7K3F", "dps-general", "Jonas", True),
        ("IPS-7K3F", "dps-fact", "", True),
    ]
    assert (await snapshot(store, ANNA)).stranded == ()
    clock.at += DAY
    deputies = (await snapshot(store, KARI, today=clock.at.date())).stranded
    assert {one.post for one in deputies if not one.deputy} == {"dps-supervisor"}
    async with store.unit() as unit:
        await unit.delivered([one.number for one in await unit.news(JONAS, 0)], clock.at)
        await unit.commit()
    left = (await snapshot(store, KARI, today=clock.at.date())).stranded
    assert "dps-general" not in {one.post for one in left}


async def test_the_sweep_ends_what_ran_out_at_any_hour(store: Store) -> None:
    """At night, whatever its state, once; everybody is told."""
    await know(store, ANNA, JONAS)
    opened = referral().change(State.RECEIVED, "jonas", NOW)
    await apply(store, OpenReferral(referral()), ChangeReferral(opened, 1))
    clock = StandingClock(dt.datetime(2027, 11, 22, 2, tzinfo=dt.UTC))
    await sweep_over(store, clock).look()
    assert (await store.referral("IPS-7K3F")) == opened
    clock.at += DAY
    for _ in range(2):
        await sweep_over(store, clock).look()
    after = await store.referral("IPS-7K3F")
    assert after is not None
    assert (after.state, after.history[-1].reason) == (State.CANCELLED, Reason.CONSENT_RAN_OUT)
    keys = [(row["text_key"], row["person"]) for row in await store.rows("outbox")]
    assert keys == [("notice.ran_out_clinician", "anna"), ("notice.ran_out", "jonas")]
